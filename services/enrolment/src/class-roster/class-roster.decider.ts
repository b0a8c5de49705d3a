// The roster of a class: who has a place in it, with what was true of them on that day, and who was turned away.
import type { Decider } from '@libs/event-store';
import { Refused, businessDate, childId } from '@libs/kernel';
import type { ClassPlan } from '../class-plan/class-plan.decider';
import type { PlannedSession } from '../class-plan/timetable';
import type { Person, PersonTag } from '../person/person.decider';
import { bookStudy, overlappingClass, type Study, type StudyFact } from './study.decider';

export type RejectionReason = 'ID_INVALID' | 'UNDER_AGE' | 'OVER_AGE' | 'OVERLAPPING_ENROLMENT' | 'CLASS_FULL';

/** Whether the registry of retirements was asked for a person, and whether it answered; never what it said. */
export type RetirementAsked = { readonly outcome: 'ANSWERED' | 'NO_ANSWER'; readonly source: string; readonly askedAt: string };

export type ClassRosterFact =
  | {
      readonly type: 'TraineeEnrolled';
      readonly enrolmentId: string;
      readonly personId: string;
      readonly place: number;
      readonly group: string;
      readonly employerId?: string;
      readonly tags: readonly PersonTag[];
      readonly institutionId: string;
      readonly region: string;
      readonly offline: boolean;
      readonly retirement?: RetirementAsked;
      readonly enrolledAt: string;
    }
  | {
      readonly type: 'EnrolmentRejected';
      /** Which request was turned away: asked again, it is told the same. */
      readonly request: string;
      readonly reason: RejectionReason;
      /** The first for whom it fails; of a full class nobody. */
      readonly personId?: string;
      readonly otherClassId?: string;
      readonly rejectedAt: string;
    };

export type Enrolled = { readonly enrolmentId: string; readonly personId: string; readonly place: number };
export type Rejection = Omit<Extract<ClassRosterFact, { readonly type: 'EnrolmentRejected' }>, 'type' | 'rejectedAt'>;
export type ClassRoster = { readonly enrolled: readonly Enrolled[]; readonly rejection?: Rejection };

export const classRoster: Decider<ClassRoster, ClassRosterFact> = {
  category: 'class-roster',
  initial: { enrolled: [] },
  schemas: { TraineeEnrolled: 1, EnrolmentRejected: 1 },
  evolve(roster, fact) {
    switch (fact.type) {
      case 'TraineeEnrolled': {
        const { enrolmentId, personId, place } = fact;
        return { ...roster, enrolled: [...roster.enrolled, { enrolmentId, personId, place }] };
      }
      case 'EnrolmentRejected': {
        const { type: _, rejectedAt: __, ...rejection } = fact;
        return { ...roster, rejection };
      }
    }
  },
};

/** A person who asks for a place. The dates come from the birth date in the vault, and are judged without being kept. */
export type Candidate = {
  readonly personId: string;
  readonly person: Person;
  readonly study: Study;
  /** The day from which one may work, and the day from which one has retired. */
  readonly worksFrom: string;
  readonly retiresOn: string;
  readonly retirement?: RetirementAsked;
};

export type Enrolling = {
  readonly classId: string;
  readonly request: string;
  /** A roster of the past, handed in after the class: overlap is looked for when a claim is decided. */
  readonly offline: boolean;
  readonly now: string;
};

export type EnrolmentFacts = {
  readonly roster: readonly ClassRosterFact[];
  readonly studies: ReadonlyMap<string, readonly StudyFact[]>;
};

/** All of them get a place, or none does: the first rule that turns somebody away turns the request away, and that is recorded. */
export function enrolTrainees(
  plan: ClassPlan,
  roster: ClassRoster,
  candidates: readonly Candidate[],
  enrolling: Enrolling,
): EnrolmentFacts {
  const { classId, request, now } = enrolling;
  const approved = openPlan(plan, enrolling);
  const onRoster = new Set(roster.enrolled.map(({ personId }) => personId));
  const wanted = candidates.filter(({ personId }) => !onRoster.has(personId));
  const rejection = rejectionOf(wanted, approved, roster, enrolling);
  if (rejection) return { roster: [{ type: 'EnrolmentRejected', request, ...rejection, rejectedAt: now }], studies: new Map() };
  const taken = roster.enrolled.length;
  return {
    roster: wanted.map((candidate, at) => enrolledFact(candidate, approved, taken + at + 1, enrolling)),
    studies: new Map(wanted.map(({ personId, study }) => [personId, bookStudy(study, classId, approved.sessions)])),
  };
}

type OpenPlan = Extract<ClassPlan, { readonly status: 'APPROVED' }>['plan'];

function openPlan(plan: ClassPlan, { offline, now }: Enrolling): OpenPlan {
  if (plan.status === 'UNFILED') throw new Refused('CLASS_PLAN_NOT_FOUND');
  if (plan.status !== 'APPROVED') throw new Refused('CLASS_NOT_APPROVED', { status: plan.status });
  const endsAt = plan.plan.sessions.at(-1)?.endsAt ?? now;
  if (offline && now < endsAt) throw new Refused('ROSTER_TOO_EARLY', { date: businessDate(endsAt) });
  if (!offline && now >= endsAt) throw new Refused('CLASS_OVER', { date: businessDate(endsAt) });
  return plan.plan;
}

export const startsOn = (sessions: readonly PlannedSession[]): string => businessDate(sessions[0]?.startsAt ?? '');

// One rule after the other, each for all of them: the order of the rules decides which word is said.
function rejectionOf(
  wanted: readonly Candidate[],
  { sessions, capacity }: OpenPlan,
  { enrolled }: ClassRoster,
  { classId, offline }: Enrolling,
): Omit<Rejection, 'request'> | undefined {
  const begins = startsOn(sessions);
  const first = (reason: RejectionReason, fails: (candidate: Candidate) => boolean) => {
    const found = wanted.find(fails);
    return found && { reason, personId: found.personId };
  };
  const byPerson =
    first('ID_INVALID', ({ person }) => registered(person).identity === 'MISMATCHED') ??
    first('UNDER_AGE', ({ worksFrom }) => begins < worksFrom) ??
    first('OVER_AGE', ({ retiresOn }) => begins >= retiresOn);
  if (byPerson) return byPerson;
  for (const { personId, study } of offline ? [] : wanted) {
    const otherClassId = overlappingClass(study, classId, sessions);
    if (otherClassId !== undefined) return { reason: 'OVERLAPPING_ENROLMENT', personId, otherClassId };
  }
  return capacity !== undefined && enrolled.length + wanted.length > capacity ? { reason: 'CLASS_FULL' } : undefined;
}

function registered(person: Person) {
  if (person.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND');
  return person;
}

function enrolledFact(candidate: Candidate, plan: OpenPlan, place: number, { classId, offline, now }: Enrolling): ClassRosterFact {
  const { group = '', employerId, tags } = registered(candidate.person).categories;
  return {
    type: 'TraineeEnrolled',
    enrolmentId: childId(classId, `enrolment/${candidate.personId}`),
    personId: candidate.personId,
    place,
    group,
    ...(employerId !== undefined && { employerId }),
    tags,
    institutionId: plan.institutionId,
    region: plan.region,
    offline,
    ...(candidate.retirement && { retirement: candidate.retirement }),
    enrolledAt: now,
  };
}
