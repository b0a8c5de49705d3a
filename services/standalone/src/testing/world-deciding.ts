// How a world's claims come to be decided: the input is gathered from what was heard and what the registries say, and judged by the packs that two people
// signed. It stands where subsidy-payment asks its tables and its neighbours; the decisions themselves are subsidy-payment's own.
import { withKeys, type CommandMeta, type Decider, type Fact, type RecordedFact, type Streams } from '@libs/event-store';
import { businessDate, childId } from '@libs/kernel';
import {
  decidingPacks,
  evaluateCase,
  firstQuestions,
  packParameter,
  questionsFor,
  type CaseInput,
  type DecidingPacks,
  type KnownPack,
  type Pack,
  type Programme,
  type RegistryQuestion,
} from '@libs/policy';
import { changeAccount, type AccountChange } from '../../../subsidy-payment/src/claim/account-change.decider';
import { classFindings, type ClassFindings } from '../../../subsidy-payment/src/class-record/class-findings.decider';
import { claim, type Case, type Claim, type ClaimFact, type DecisionCause } from '../../../subsidy-payment/src/claim/claim.decider';
import {
  decideCases,
  toDecideAgain,
  type Books,
  type ClaimAndBooks,
  type Classes,
  type GatheredInput,
} from '../../../subsidy-payment/src/claim/decide-cases.decider';
import { takeRevocation } from '../../../subsidy-payment/src/claim/revocation.decider';
import { entitlements, loseCertificate, type Entitlements } from '../../../subsidy-payment/src/entitlements/entitlements.decider';
import { hearAccount, payee, payeeName } from '../../../subsidy-payment/src/payee/payee.decider';
import { pack, type PackState } from '../../../subsidy-payment/src/pack/pack.decider';
import type { Ground } from './world-ground';
import type { OutsideRegistries } from './world-outside';
import type { MemoryRecords, RevocationCause } from './world-records';

export const packIds = ['tj-2022-20', 'ui-2024-40'] as const;

export type AskedOfClass = {
  readonly claimId: string;
  readonly programmes: readonly Programme[];
  readonly classId: string;
  readonly personIds: readonly string[];
};
export type AskedOfPerson = { readonly claimId: string; readonly personId: string; readonly occupation: string; readonly level: string };

export class Deciding {
  readonly #read = new Map<string, Pack>();

  constructor(
    private readonly ground: Ground,
    readonly records: MemoryRecords,
    private readonly registries: OutsideRegistries,
  ) {}

  async shelf(): Promise<readonly KnownPack[]> {
    const states = await Promise.all(packIds.map((id) => this.ground.store('subsidy-payment').stateOf(pack, id)));
    return states.flatMap(({ state }: { readonly state: PackState }) =>
      [...state.versions.values()].flatMap(({ body, hash, knownAt }) =>
        knownAt === undefined ? [] : [{ pack: this.#readPack(hash, body), hash, knownAt }],
      ),
    );
  }

  #readPack(hash: string, body: string): Pack {
    const read = this.#read.get(hash) ?? (JSON.parse(body) as Pack);
    this.#read.set(hash, read);
    return read;
  }

  decidingFor(input: Omit<CaseInput, 'book'>, known: readonly KnownPack[]): DecidingPacks {
    const { programmes, region, appliedOn, certificate } = input;
    const issuedOn = certificate?.found?.issuedOn;
    const startsOn = input.class?.startsOn;
    const days = {
      ...(issuedOn !== undefined && { certificateIssuedOn: issuedOn }),
      ...(startsOn !== undefined && { classStartsOn: startsOn }),
    };
    return decidingPacks(known, { programmes, region, appliedOn, ...days, knownAt: this.ground.clock.now() });
  }

  workingDaysOf =
    (known: readonly KnownPack[]) =>
    (one: Case): number => {
      const by = one.decision?.packs[0];
      const found = known.find(({ hash }) => hash === by?.hash);
      return (found && packParameter(found.pack, 'publicityWorkingDays')) ?? 0;
    };

  #answered(input: GatheredInput, questions: readonly RegistryQuestion[]): GatheredInput {
    return {
      ...input,
      answers: { ...input.answers, ...Object.fromEntries(questions.map((question) => [question.id, this.registries.answer(question)])) },
    };
  }

  #asked(input: GatheredInput, known: readonly KnownPack[]): GatheredInput {
    const questions = questionsFor({ ...input, book: [] }, this.decidingFor(input, known));
    return this.#answered(
      input,
      questions.filter(({ id }) => !(id in input.answers)),
    );
  }

  ofClass(
    { claimId, programmes, classId, personIds }: AskedOfClass,
    known: readonly KnownPack[],
    appliedOn?: string,
  ): readonly GatheredInput[] {
    const { institutionId = '', region: own = '' } = this.records.classes.get(classId) ?? {};
    const region = this.records.organisations.get(institutionId)?.region ?? own;
    const roster = this.records.roster(classId).filter(({ personId }) => personIds.includes(personId));
    return roster.flatMap((trainee) => {
      const ofClass = this.records.classInput(classId, trainee);
      if (ofClass === undefined) return [];
      const { personId, group, employerId, tags } = trainee;
      const person = { personId, ...(group !== '' && { group }), ...(employerId !== undefined && { employerId }), tags };
      const caseId = childId(claimId, `case/${personId}`);
      return [
        this.#asked({ caseId, programmes, region, appliedOn: appliedOn ?? this.today(), person, class: ofClass, answers: {} }, known),
      ];
    });
  }

  ofPerson(
    { claimId, personId, occupation, level }: AskedOfPerson,
    known: readonly KnownPack[],
    appliedOn?: string,
  ): readonly GatheredInput[] {
    const found = this.records.certificate((one) => one.personId === personId && one.occupation === occupation && one.level === level);
    const input: GatheredInput = {
      caseId: childId(claimId, `case/${personId}`),
      programmes: ['UI_SKILL'],
      region: '120101',
      appliedOn: appliedOn ?? this.today(),
      person: { personId, tags: [] },
      certificate: { occupation, level, ...(found && { found }) },
      answers: {},
    };
    return [this.#asked(this.#answered(input, firstQuestions({ ...input, book: [] })), known)];
  }

  today = (): string => businessDate(this.ground.clock.now());

  /** A claim, the books of its people and, where it is filed, its classes: read, decided and written as one. */
  async together(
    command: CommandMeta,
    claimId: string,
    people: readonly string[],
    decision: (state: Claim, books: Books, now: string, classes: Classes) => ClaimAndBooks,
    classIds: readonly string[] = [],
  ): Promise<{ readonly state: Claim }> {
    const books = [...new Set(people)].map((personId) => [personId, [entitlements as Decider<unknown, Fact>, personId]] as const);
    const classes = classIds.map((classId) => [classId, [classFindings as Decider<unknown, Fact>, classId]] as const);
    const streams: Streams = { claim: [claim as Decider<unknown, Fact>, claimId], ...Object.fromEntries([...books, ...classes]) };
    const decided = await this.ground.store('subsidy-payment').decideTogether(command, streams, (states, { now }) => {
      const known = states as Readonly<Record<string, unknown>>;
      const open = Object.fromEntries(books.map(([personId]) => [personId, known[personId] as Entitlements]));
      const found = Object.fromEntries(classIds.map((classId) => [classId, known[classId] as ClassFindings]));
      const { claim: facts, books: changes, classes: ofClasses, take, free } = decision(known['claim'] as Claim, open, now, found);
      return withKeys({ claim: facts, ...changes, ...ofClasses }, { take, free });
    });
    return { state: decided.streams['claim']?.state as Claim };
  }

  evaluate = (known: readonly KnownPack[]) => (input: CaseInput) => evaluateCase(input, this.decidingFor(input, known));

  /** With everything asked anew, where `fresh`; else with what was known before, and the book as it is now. */
  async again(
    command: CommandMeta,
    claimId: string,
    cases: readonly Case[],
    { cause, fresh }: { cause: DecisionCause; fresh: boolean },
  ): Promise<void> {
    const known = await this.shelf();
    const inputs = cases.flatMap(({ personId, input }) => {
      if (input === undefined) return [];
      const { book: _, ...before } = input;
      if (!fresh) return [before];
      const { programmes, appliedOn, class: ofClass, certificate } = before;
      if (ofClass) return this.ofClass({ claimId, programmes, classId: ofClass.classId, personIds: [personId] }, known, appliedOn);
      return certificate ? this.ofPerson({ claimId, personId, ...certificate }, known, appliedOn) : [];
    });
    await this.together(
      command,
      claimId,
      cases.map(({ personId }) => personId),
      (state, books, now) => {
        const still = new Set(toDecideAgain(state, cause).map(({ caseId }) => caseId));
        const open = inputs.filter(({ caseId }) => still.has(caseId));
        return decideCases(state, books, { claimId, cause, inputs: open, evaluate: this.evaluate(known), knownAt: now, now });
      },
    );
  }

  /** As the due row of who waits for an entitlement asks for it. */
  asKnown = (command: CommandMeta, claimId: string, cases: readonly Case[], cause: DecisionCause): Promise<void> =>
    this.again(command, claimId, cases, { cause, fresh: false });

  /** As the message that a certificate was revoked asks for it. */
  async take(
    command: CommandMeta,
    revoked: { readonly personId: string; readonly certificateId: string; readonly cause: RevocationCause },
  ): Promise<void> {
    const { personId } = revoked;
    const known = await this.shelf();
    const store = this.ground.store('subsidy-payment');
    await store.decide(entitlements, personId, { ...command, id: `${command.id}/book` }, (book, { now }) =>
      loseCertificate(book, revoked.certificateId, revoked.cause, now),
    );
    const { state: book } = await store.stateOf(entitlements, personId);
    for (const claimId of new Set(book.claims.values())) {
      await this.together({ ...command, id: `${command.id}/${claimId}` }, claimId, [personId], (state, books, now) =>
        takeRevocation(state, books[personId] ?? entitlements.initial, { ...revoked, claimId, evaluate: this.evaluate(known), now }),
      );
    }
  }

  /** As the message that somebody has another account asks for it. */
  async takeAccount(command: CommandMeta, change: AccountChange, seq: number): Promise<void> {
    const store = this.ground.store('subsidy-payment');
    const name = payeeName(change.payee);
    await this.records.keepAccount(change, seq);
    const heard = await store.decide(payee, childId('payee', name), { ...command, id: `${command.id}/heard` }, (known, { now }) =>
      hearAccount(known, change.accountVersion, now),
    );
    for (const claimId of await this.#paying(name, heard.seq))
      await store.decide(claim, claimId, { ...command, id: `${command.id}/${claimId}` }, (state, { now }) =>
        changeAccount(state, change, now),
      );
  }

  async #paying(name: string, seq: number): Promise<ReadonlySet<string>> {
    const recorded = (await this.ground.store('subsidy-payment').log.read(0, seq)) as readonly RecordedFact<ClaimFact>[];
    const pays = ({ category, fact }: RecordedFact<ClaimFact>) =>
      category === claim.category && fact.type === 'CaseDecided' && fact.decision.lines.some((line) => payeeName(line.payee) === name);
    return new Set(recorded.filter(pays).map(({ streamId }) => streamId));
  }
}
