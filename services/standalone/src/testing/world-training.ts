// The people of a world who teach and learn: an institution files its classes, the office answers or is silent, trainees come, sign in and are assessed.
import { withKeys, type CommandMeta, type Decider, type Fact, type Streams } from '@libs/event-store';
import { addDays, businessDate, certificateNumber, childId } from '@libs/kernel';
import { classOpeningRules, type Pack } from '@libs/policy';
import { classAttendance } from '../../../attendance/src/class-attendance/class-attendance.decider';
import { assessment } from '../../../certification/src/assessment/assessment.decider';
import { assessClass } from '../../../certification/src/assessment/certificates-of-class.decider';
import { certificateSeries } from '../../../certification/src/certificate/certificate-series.decider';
import { certificate, revokeCertificate } from '../../../certification/src/certificate/certificate.decider';
import {
  approveClassPlan,
  classPlan,
  fileClassPlan,
  returnClassPlan,
  type ClassPlan,
} from '../../../enrolment/src/class-plan/class-plan.decider';
import { classRoster, enrolTrainees, type ClassRoster } from '../../../enrolment/src/class-roster/class-roster.decider';
import { study, type Study } from '../../../enrolment/src/class-roster/study.decider';
import {
  changeOrganisationAccount,
  mustNotBeBanned,
  organisation,
  registerOrganisation,
} from '../../../enrolment/src/organisation/organisation.decider';
import { changePersonAccount, person, registerPerson, type Person } from '../../../enrolment/src/person/person.decider';
import { Gate, institutionId, region } from './world-gate';
import type { Ground } from './world-ground';
import { found } from './world-random';

export const employerId = childId('world', 'employer');
const assessorId = childId('world', 'assessor');
const usual = ['企业职工', '灵活就业人员', '登记失业人员', '毕业年度高校毕业生', '退役军人'];
const groups = [...usual, ...usual, ...usual, '服刑人员'];
const occupations = [
  { occupation: '4-03-02-01', occupationName: '茶艺师', level: '4' },
  { occupation: '6-18-01-01', occupationName: '车工', level: '3' },
];
const site = { name: 'n', address: 'a', latitude: 39.1, longitude: 117.2, radiusMetres: 500 };
type Running = Extract<ClassPlan, { status: 'APPROVED' }>;
type Named = Readonly<Record<string, unknown>>;
const named = (decider: unknown, id: string) => [decider as Decider<unknown, Fact>, id] as const;

export class Training {
  readonly classIds = [0, 1, 2].map((place) => childId('world', `class/${place}`));
  readonly people = [0, 1, 2, 3, 4, 5].map((place) => childId('world', `person/${place}`));
  /** A class to which nobody comes late; of the others anything may be expected. */
  readonly #good: ReadonlySet<string>;
  readonly #gate: Gate;

  constructor(
    private readonly ground: Ground,
    private readonly packs: readonly Pack[],
  ) {
    this.#good = new Set(this.classIds.filter(() => ground.random.chance(0.85)));
    this.#gate = new Gate(ground, packs, (classId) => this.#good.has(classId));
  }

  async begin(): Promise<void> {
    const { ground } = this;
    for (const [id, kind] of [
      [institutionId, 'training_institution'],
      [employerId, 'enterprise'],
      [assessorId, 'assessor'],
    ] as const) {
      const directory = { kind, name: kind, region, uscc: id };
      await ground.ask('enrolment', 'office', (store, command) =>
        store.decide(organisation, id, command, (state, { now }) => registerOrganisation(state, directory, 'account', now)),
      );
    }
    for (const personId of this.people)
      await ground.ask('enrolment', 'registrar', (store, command) => store.decide(person, personId, command, this.#entry(personId)));
    await this.#gate.begin();
  }

  /** Somebody who is paid, or who may be, has another account from now on. */
  async changeAccount(): Promise<void> {
    const { random } = this.ground;
    const hash = `account ${random.below(1_000_000)}`;
    if (random.chance(0.5)) {
      const personId = random.pick(this.people);
      await this.ground.ask('enrolment', personId, (store, command) =>
        store.decide(person, personId, command, (state) => changePersonAccount(state, { kind: 'BANK', hash }, true)),
      );
    } else {
      const id = random.pick([institutionId, employerId]);
      await this.ground.ask('enrolment', 'office', (store, command) =>
        store.decide(organisation, id, command, (state, { now }) => changeOrganisationAccount(state, hash, now)),
      );
    }
  }

  #entry(personId: string) {
    const { chance, pick } = this.ground.random;
    const group = pick(groups);
    const outcome = chance(0.98) ? ('MATCHED' as const) : ('MISMATCHED' as const);
    const categories = { group, ...(group === '企业职工' && { employerId }), tags: [] };
    return (state: Person, { now }: { readonly now: string }) =>
      registerPerson(
        state,
        {
          ...{
            sex: 'F' as const,
            blindIndex: personId,
            nameVersion: 'n',
            introducer: {},
            reached: true,
            answersForAccount: true,
            categories,
          },
          account: { kind: 'SOCIAL_CARD', hash: personId },
          identity: { outcome, source: 'base', askedAt: now },
        },
        now,
      );
  }

  async step(): Promise<void> {
    const classId = this.ground.random.pick(this.classIds);
    const { state } = await this.ground.store('enrolment').stateOf(classPlan, classId);
    if (state.status === 'APPROVED') return this.#run(classId, state);
    if (state.status === 'APPLIED') return this.#answer(classId);
    await this.#file(classId);
  }

  async #file(classId: string): Promise<void> {
    const { chance, below } = this.ground.random;
    const firstDay = addDays(businessDate(this.ground.clock.now()), 3 + below(14));
    const sessions = [0, 1].map((place) => ({
      startsAt: `${addDays(firstDay, place)}T00:30:00.000Z`,
      endsAt: `${addDays(firstDay, place)}T04:00:00.000Z`,
      classHours: 4,
    }));
    const occupation = found(occupations[this.classIds.indexOf(classId) === 2 ? 1 : 0]);
    // Two classes want the same opening number, so that keys are fought over as well.
    const classNo = chance(0.2) ? 'N-SHARED' : `N-${classId}`;
    const capacity = chance(0.3) ? { capacity: 3 } : {};
    const form = { ...occupation, classNo, title: 't', mode: 'OFFLINE' as const, venue: 'ORDINARY' as const, site, sessions, ...capacity };
    const rules = classOpeningRules(this.packs, { region, on: businessDate(this.ground.clock.now()) });
    await this.ground.ask('enrolment', 'registrar', (store, command) =>
      store.decideTogether(
        command,
        { plan: [classPlan, classId], own: [organisation, institutionId] } as const,
        ({ plan, own }, { now }) => {
          mustNotBeBanned(own, businessDate(now));
          const filed = fileClassPlan(plan, { classId, institutionId, region, form }, rules, now);
          return withKeys({ plan: filed.facts }, filed.keys);
        },
      ),
    );
  }

  async #answer(classId: string): Promise<void> {
    const { chance } = this.ground.random;
    const answer = chance(0.25) ? 'approve' : chance(0.15) ? 'return' : 'wait';
    if (answer === 'wait') return;
    await this.ground.ask('enrolment', 'office', (store, command) =>
      store.decide(classPlan, classId, command, (plan, { now }) =>
        answer === 'approve' ? approveClassPlan(plan, now) : returnClassPlan(plan, '材料不全', now),
      ),
    );
  }

  async #run(classId: string, { plan }: Running): Promise<void> {
    const { chance, below } = this.ground.random;
    const over = this.ground.clock.now() >= found(plan.sessions.at(-1)).endsAt;
    const { state: roster } = await this.ground.store('enrolment').stateOf(classRoster, classId);
    const { state: attended } = await this.ground.store('attendance').stateOf(classAttendance, classId);
    const early = roster.enrolled.length < 3 && attended.closed === undefined;
    if (early ? chance(0.8) : chance(0.003)) return this.#enrol(classId, over);
    if (!over) return;
    if (attended.closed === undefined) {
      // Whoever closes before everybody is listed leaves people without hours; it happens.
      if (attended.roster.size < roster.enrolled.length && chance(0.98)) return;
      const missing = await this.#gate.missing(attended);
      if (missing.length > 0 && chance(0.98)) return this.#gate.capture(classId, attended, missing);
      return this.#gate.close(classId, attended);
    }
    if (below(2) === 0) await this.#assess(classId);
  }

  async #enrol(classId: string, offline: boolean): Promise<void> {
    const { random } = this.ground;
    const people = random.some(this.people, 1 + random.below(4));
    const ages = people.map((personId) => ({
      personId,
      worksFrom: random.chance(0.02) ? '2026-01-01' : '2018-01-01',
      retiresOn: '2050-01-01',
    }));
    const streams: Streams = {
      ...{ plan: named(classPlan, classId), roster: named(classRoster, classId) },
      ...Object.fromEntries(people.map((id) => [`person/${id}`, named(person, id)])),
      ...Object.fromEntries(people.map((id) => [`study/${id}`, named(study, id)])),
    };
    await this.ground.ask('enrolment', 'registrar', (store, command) =>
      store.decideTogether(command, streams, (states: Named, { now }) => {
        const candidates = ages.map((age) => ({
          ...age,
          person: states[`person/${age.personId}`] as Person,
          study: states[`study/${age.personId}`] as Study,
        }));
        const facts = enrolTrainees(states['plan'] as ClassPlan, states['roster'] as ClassRoster, candidates, {
          classId,
          request: childId(command.id, 'r'),
          offline,
          now,
        });
        return { roster: facts.roster, ...Object.fromEntries([...facts.studies].map(([id, booked]) => [`study/${id}`, booked])) };
      }),
    );
  }

  async #assess(classId: string): Promise<void> {
    const { random } = this.ground;
    const { state } = await this.ground.store('certification').stateOf(assessment, classId);
    const open = [...state.roster].filter((personId) => !state.results.get(personId)?.passed);
    if (open.length === 0) return this.#revoke(classId, [...state.results.keys()]);
    const results = random.some(open, 1 + random.below(3)).map((personId) => ({ personId, passed: random.chance(0.85) }));
    await this.ground.ask('certification', 'assessor', (store, command) =>
      store.decideTogether(command, ...this.#sitting(classId, state.class?.level ?? '4', results)),
    );
  }

  #sitting(classId: string, level: string, results: readonly { readonly personId: string; readonly passed: boolean }[]) {
    const assessedOn = businessDate(this.ground.clock.now());
    const certificateIdOf = (personId: string) => childId(classId, `certificate/${personId}`);
    const parts = { kind: 'S' as const, agency: '0001', province: '12', site: region, year: '24', level };
    const numberOf = (serial: string) => certificateNumber({ ...parts, serial });
    const passed = results.filter((result) => result.passed).map(({ personId }) => personId);
    const streams: Streams = {
      ...Object.fromEntries(passed.map((id) => [id, named(certificate, certificateIdOf(id))])),
      ...{ assessment: named(assessment, classId), series: named(certificateSeries, numberOf('')) },
    };
    const issuing = { classId, kind: 'SKILL_LEVEL' as const, assessorId, assessedOn, certificateIdOf, serialDigits: 6, numberOf };
    const decision = (states: Named, { now }: { readonly now: string }) => {
      const before = new Map(passed.map((id) => [id, states[id] as typeof certificate.initial]));
      const sitting = { assessment: states['assessment'] as never, series: states['series'] as never, certificates: before };
      const { facts, keys } = assessClass(sitting, results, { ...issuing, now });
      return withKeys({ ...Object.fromEntries(facts.certificates), assessment: facts.assessment, series: facts.series }, keys);
    };
    return [streams, decision] as const;
  }

  async #revoke(classId: string, people: readonly string[]): Promise<void> {
    const { random } = this.ground;
    if (people.length === 0 || !random.chance(0.02)) return;
    const id = childId(classId, `certificate/${random.pick(people)}`);
    const cause = random.chance(0.5) ? ('PERSON_AT_FAULT' as const) : ('ISSUER_AT_FAULT' as const);
    await this.ground.ask('certification', 'assessor', (store, command: CommandMeta) =>
      store.decide(certificate, id, command, (known, { now }) => revokeCertificate(known, cause, now)),
    );
  }
}
