// The people of a world who ask for money and who say yes or no to it: institutions, trainees, reviewers of all kinds, and those who object.
import { canonicalJson, type CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { hasFixture, packBody, packHash, type Pack, type Programme } from '@libs/policy';
import { createHash } from 'node:crypto';
import { payeesOf } from '../../../subsidy-payment/src/claim/account-change.decider';
import { claim, outcomeOf, type Case, type Claim, type ClaimFact, type FiledClaim } from '../../../subsidy-payment/src/claim/claim.decider';
import { fileClaim, toDecideAgain } from '../../../subsidy-payment/src/claim/decide-cases.decider';
import { freeCases, holdCases } from '../../../subsidy-payment/src/claim/hold.decider';
import { raiseObjection, resolveObjection, startPublicity } from '../../../subsidy-payment/src/claim/publicity.decider';
import { passFirstReview, passSecondReview } from '../../../subsidy-payment/src/claim/review.decider';
import { entitlements } from '../../../subsidy-payment/src/entitlements/entitlements.decider';
import { draftPack, pack, signPack } from '../../../subsidy-payment/src/pack/pack.decider';
import { confirmFinding, finding, findingIdOf } from '../../../supervision/src/finding/finding.decider';
import { packIds, type Deciding } from './world-deciding';
import type { Ground } from './world-ground';
import { institutionId, region } from './world-gate';
import { found as there } from './world-random';

export const officers = ['reviewer 1', 'reviewer 2', 'reviewer 3'];
const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
const asked: readonly (readonly Programme[])[] = [
  ['TRAINING_FEE', 'EXAM_FEE'],
  ['TRAINING_FEE', 'EXAM_FEE'],
  ['TRAINING_FEE'],
  ['EXAM_FEE'],
];
const workingDaysAnywhere = { publishedYears: [], workingDays: [], daysOff: [] };
const mostClaims = 8;
const before = ['DECIDED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'IN_PUBLICITY'];
/** Nothing holds it up but, maybe, that its money is still to come. */
const movesOn = (one: Case): boolean => outcomeOf(one).outcome === 'ELIGIBLE' || outcomeOf(one).reason === 'FUND_EXHAUSTED';

export class Claiming {
  readonly claimIds: string[] = [];
  /** Classes for which somebody has asked. */
  readonly #asked = new Set<string>();

  constructor(
    private readonly ground: Ground,
    private readonly deciding: Deciding,
    private readonly packs: readonly Pack[],
  ) {}

  /** Two people sign each pack; one who signs twice is told so. */
  async begin(): Promise<void> {
    for (const packId of packIds) {
      const shipped = there(this.packs.find(({ id }) => id === packId));
      const draft = {
        version: shipped.version,
        body: packBody(shipped),
        hash: packHash(shipped),
        region: shipped.region,
        hasFixture: hasFixture(shipped),
      };
      await this.#asks('policy 1', (store, command) =>
        store.decide(pack, packId, command, (state, { now }) => draftPack(state, draft, 'policy 1', now)),
      );
      for (const signer of ['policy 1', 'policy 1', 'policy 2'])
        await this.#asks(signer, (store, command) =>
          store.decide(pack, packId, command, (state, { now }) =>
            signPack(state, { packId, version: shipped.version, signer, rehearsal: true, now }),
          ),
        );
    }
  }

  #asks(actor: string, decide: Parameters<Ground['ask']>[2]): Promise<boolean> {
    return this.ground.ask('subsidy-payment', actor, decide);
  }

  async stateOf(claimId: string): Promise<FiledClaim> {
    const { state } = await this.ground.store('subsidy-payment').stateOf(claim, claimId);
    if (state.status === 'UNFILED') throw new Error(`claim ${claimId} was accepted and is not there`);
    return state;
  }

  async file(): Promise<void> {
    const { random } = this.ground;
    if (this.claimIds.length >= mostClaims) return;
    const claimId = childId('world', `claim/${this.claimIds.length}`);
    const filed = random.chance(0.7) ? await this.#fileOfClass(claimId) : await this.#fileOfPerson(claimId);
    if (filed) this.claimIds.push(claimId);
  }

  async #fileOfClass(claimId: string): Promise<boolean> {
    const { random } = this.ground;
    const { records } = this.deciding;
    const known = records.classes.all().map(({ classId }) => classId);
    const ripe = known.filter(
      (id) => records.roster(id).length > 0 && ((records.isClosed(id) && records.isAssessed(id)) || random.chance(0.02)),
    );
    if (ripe.length === 0) return false;
    const classId = random.pick(
      ripe.some((id) => !this.#asked.has(id)) && random.chance(0.6) ? ripe.filter((id) => !this.#asked.has(id)) : ripe,
    );
    const programmes = random.pick(asked);
    const roster = records.roster(classId).map(({ personId }) => personId);
    const personIds = random.chance(0.7) ? roster : random.some(roster, 1);
    const inputs = this.deciding.ofClass({ claimId, programmes, classId, personIds }, await this.deciding.shelf());
    this.#asked.add(classId);
    return this.#filed(claimId, inputs, { programmes, organisationId: institutionId, classIds: [classId] });
  }

  async #fileOfPerson(claimId: string): Promise<boolean> {
    const { records } = this.deciding;
    const certified = records.trainees.all().flatMap(({ personId }) => records.certificatesOf(personId));
    if (certified.length === 0) return false;
    const { personId, occupation, level } = this.ground.random.pick(certified);
    const known = await this.deciding.shelf();
    const inputs = this.deciding.ofPerson({ claimId, personId, occupation, level }, known);
    return this.#filed(claimId, inputs, { programmes: ['UI_SKILL'], classIds: [], certificate: { occupation, level } });
  }

  async #filed(
    claimId: string,
    inputs: Parameters<typeof fileClaim>[3]['inputs'],
    what: Pick<Parameters<typeof fileClaim>[2], 'programmes' | 'organisationId' | 'classIds' | 'certificate'>,
  ): Promise<boolean> {
    const [first] = inputs;
    if (first === undefined) return false;
    await this.ground.meanwhile();
    const known = await this.deciding.shelf();
    const filing = {
      ...what,
      region: first.region,
      appliedOn: first.appliedOn,
      filedBy: 'registrar',
      filer: 'registrar',
    };
    return this.#asks('registrar', (_, command) =>
      this.deciding.together(
        command,
        claimId,
        inputs.map(({ person }) => person.personId),
        (state, books, now, classes) =>
          fileClaim(state, { books, classes }, filing, {
            claimId,
            cause: 'APPLIED',
            inputs,
            evaluate: this.deciding.evaluate(known),
            knownAt: now,
            now,
          }),
        what.classIds,
      ),
    );
  }

  /** A claim in which something waits for somebody; now and then any of them. */
  async pick(waits: (one: Case) => boolean): Promise<string | undefined> {
    const { random } = this.ground;
    if (this.claimIds.length === 0 || random.chance(0.05)) return this.claimIds[0];
    for (const claimId of random.shuffled(this.claimIds)) {
      const { cases } = await this.stateOf(claimId);
      if ([...cases.values()].some(waits)) return claimId;
    }
    return undefined;
  }

  /** An officer takes up a claim: mostly what it waits for, sometimes anything at all. */
  async step(): Promise<void> {
    const { random } = this.ground;
    const held = random.chance(0.15);
    const claimId = await this.pick((one) => before.includes(one.stage) && (held ? outcomeOf(one).outcome === 'HELD' : movesOn(one)));
    if (claimId === undefined) return;
    const state = await this.stateOf(claimId);
    const stages = new Set([...state.cases.values()].filter((one) => movesOn(one)).map(({ stage }) => stage));
    if (random.chance(0.02)) return this.#supervise(claimId);
    if (random.chance(0.05)) return this.#object(claimId, state);
    if (toDecideAgain(state, 'RECHECKED').length > 0 && random.chance(0.15)) return this.#recheck(claimId, state);
    const step = random.chance(0.1)
      ? random.pick(['DECIDED', 'FIRST_REVIEWED', 'SECOND_REVIEWED'])
      : random.pick([...stages, 'IN_PUBLICITY'].slice(0, stages.size || 1));
    const accounts = this.deciding.records.accountVersions(payeesOf(state));
    if (random.chance(0.1)) await this.ground.meanwhile();
    const steps: Readonly<Record<string, typeof passFirstReview | typeof passSecondReview>> = {
      DECIDED: passFirstReview,
      FIRST_REVIEWED: passSecondReview,
    };
    const review = steps[step];
    if (review)
      await this.#decides(
        claimId,
        (known, reviewer, seenVersion, now) => review(known, { reviewer, seenVersion, accounts, now, hashOf }),
        state,
      );
    else if (step === 'SECOND_REVIEWED') await this.#post(claimId, state);
    else await this.#object(claimId, state);
  }

  /** Whoever looked at the claim a while ago acts on what was there then. */
  seenVersion = ({ viewVersion }: FiledClaim): number => (this.ground.random.chance(0.07) ? viewVersion - 1 : viewVersion);

  #decides(
    claimId: string,
    decide: (known: Claim, officer: string, seenVersion: number, now: string) => ReturnType<typeof passFirstReview> | readonly ClaimFact[],
    state: FiledClaim,
  ): Promise<boolean> {
    const [officer, seen] = [this.ground.random.pick(officers), this.seenVersion(state)];
    return this.#asks(officer, (store, command) =>
      store.decide(claim, claimId, command, (known, { now }) => decide(known, officer, seen, now)),
    );
  }

  async #post(claimId: string, state: FiledClaim): Promise<void> {
    const workingDaysOf = this.deciding.workingDaysOf(await this.deciding.shelf());
    await this.#decides(
      claimId,
      (known, actor, seenVersion, now) => startPublicity(known, { actor, seenVersion, now, workingDaysOf, calendar: workingDaysAnywhere }),
      state,
    );
  }

  async #object(claimId: string, state: FiledClaim): Promise<void> {
    const { random } = this.ground;
    const objected = [...state.cases.values()].filter(({ holds }) => holds.some(({ reason }) => reason === 'PUBLICITY_OBJECTION'));
    if (objected.length > 0) return this.resolve(claimId, random.pick(objected));
    if (random.chance(0.5)) return;
    const { caseId } = random.pick([...state.cases.values()]);
    await this.#asks('anybody', (store, command) =>
      store.decide(claim, claimId, command, (known, { now }) => raiseObjection(known, { caseId }, now)),
    );
  }

  async resolve(claimId: string, { caseId, personId }: Case): Promise<void> {
    const { random } = this.ground;
    const [upheld, officer] = [random.chance(0.3), random.pick(officers)];
    await this.#asks(officer, (_, command) =>
      this.deciding.together(command, claimId, [personId], (state, books, now) =>
        resolveObjection(state, books[personId] ?? entitlements.initial, { caseId, upheld, officer, now }),
      ),
    );
  }

  async #recheck(claimId: string, state: FiledClaim): Promise<void> {
    const cases = toDecideAgain(state, 'RECHECKED');
    await this.#asks('reviewer', (_, command: CommandMeta) =>
      this.deciding.again(command, claimId, cases, { cause: 'RECHECKED', fresh: true }),
    );
  }

  /** Supervision stops cases, and frees them or takes them out. */
  async #supervise(claimId: string): Promise<void> {
    const { random } = this.ground;
    const state = await this.stateOf(claimId);
    const people = [...state.cases.values()].map(({ personId }) => personId);
    if (random.chance(0.3))
      await this.#asks('supervisor', (store, command) =>
        store.decide(claim, claimId, command, (known, { now }) => holdCases(known, random.some(people, 1), now)),
      );
    else await this.free(claimId, people, random.chance(0.3) ? random.some(people, 1) : []);
  }

  /** Something was found at a class: with everybody in it, or with one of them, before anybody has asked for it or after. */
  async find(): Promise<void> {
    const { random } = this.ground;
    const classIds = this.deciding.records.classes.all().map(({ classId }) => classId);
    if (classIds.length === 0) return;
    const classId = random.pick(classIds);
    const people = this.deciding.records.roster(classId).map(({ personId }) => personId);
    const whole = random.chance(0.2);
    const found = {
      kind: whole ? 'falsified_training' : 'proxy_sign_in',
      organisationId: institutionId,
      region,
      personIds: whole ? [] : random.some(people, 1),
    };
    const rules = { publishWithinWorkingDays: 5, calendar: workingDaysAnywhere };
    await this.ground.ask('supervision', 'supervisor', (store, command) =>
      store.decide(finding, classId, command, (state, { now }) =>
        confirmFinding(state, { findingId: findingIdOf(command.id), ...found }, rules, now),
      ),
    );
  }

  async free(claimId: string, people: readonly string[], removed: readonly string[]): Promise<void> {
    await this.#asks('supervisor', (_, command) =>
      this.deciding.together(command, claimId, people, (known, books, now) =>
        freeCases(known, books, { people: [], removed, removedFor: 'FALSE_MATERIALS', now }),
      ),
    );
  }
}
