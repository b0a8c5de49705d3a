// A class plan: what an institution wants to teach, when and where, until the office has answered or its silence has.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused, childId, endOfDay, businessDate, nthWorkingDayAfter } from '@libs/kernel';
import type { ClassOpeningRules } from '@libs/policy';
import { checkTimetable, type PlannedSession } from './timetable';

export type ClassPlanMode = 'OFFLINE' | 'ONLINE' | 'BLENDED';

export type Venue = 'ORDINARY' | 'CORRECTIONAL';

/** Where it is taught, and how far around it a sign-in still counts as there. */
export type Site = {
  readonly name: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusMetres: number;
};

/** Code of the 2022 edition, and the name that goes with it. */
export type PlannedOccupation = { readonly occupation: string; readonly occupationName: string };

/** What the registrar writes; sessions have no ids yet. */
export type ClassPlanForm = PlannedOccupation & {
  readonly classNo: string;
  readonly title: string;
  readonly level: string;
  readonly mode: ClassPlanMode;
  readonly venue: Venue;
  readonly site: Site;
  /** How many may be on the roster; left out where nobody set a limit. */
  readonly capacity?: number;
  readonly sessions: readonly Omit<PlannedSession, 'sessionId'>[];
};

type Plan = Omit<ClassPlanForm, 'sessions'> & {
  readonly institutionId: string;
  readonly region: string;
  readonly sessions: readonly PlannedSession[];
};

export type ClassPlanFact =
  | {
      readonly type: 'ClassPlanFiled';
      /** The first filing is 1; each return opens the next. */
      readonly round: number;
      readonly plan: Plan;
      readonly filedAt: string;
      readonly silenceApprovesAt: string;
      readonly packs: readonly string[];
    }
  | { readonly type: 'ClassPlanReturned'; readonly round: number; readonly reason: string; readonly returnedAt: string }
  | {
      readonly type: 'ClassPlanApproved';
      readonly round: number;
      readonly basis: 'REVIEW' | 'SILENCE';
      /** When it came to be approved in the world: for silence the end of the last working day, however late that was noticed. */
      readonly approvedAt: string;
      /** What others need to know of the class, so that announcing needs this one fact. */
      readonly plan: ApprovedPlan;
    };

export type ApprovedPlan = Pick<Plan, 'institutionId' | 'region' | 'occupation' | 'level' | 'mode' | 'venue' | 'site' | 'sessions'>;

type Filed = { readonly round: number; readonly plan: Plan; readonly silenceApprovesAt: string };
export type ClassPlan =
  | { readonly status: 'UNFILED' }
  | ({ readonly status: 'APPLIED' } & Filed)
  | ({ readonly status: 'RETURNED'; readonly reason: string } & Filed)
  | ({ readonly status: 'APPROVED'; readonly approvedAt: string } & Filed);
export type ClassPlanStatus = Exclude<ClassPlan['status'], 'UNFILED'>;

export const classPlan: Decider<ClassPlan, ClassPlanFact> = {
  category: 'class-plan',
  initial: { status: 'UNFILED' },
  schemas: { ClassPlanFiled: 1, ClassPlanReturned: 1, ClassPlanApproved: 1 },
  evolve(plan, fact) {
    switch (fact.type) {
      case 'ClassPlanFiled':
        return { status: 'APPLIED', round: fact.round, plan: fact.plan, silenceApprovesAt: fact.silenceApprovesAt };
      case 'ClassPlanReturned':
        return plan.status === 'UNFILED' ? plan : { ...filedPart(plan), status: 'RETURNED', reason: fact.reason };
      case 'ClassPlanApproved':
        return plan.status === 'UNFILED' ? plan : { ...filedPart(plan), status: 'APPROVED', approvedAt: fact.approvedAt };
    }
  },
};

const filedPart = ({ round, plan, silenceApprovesAt }: Filed): Filed => ({ round, plan, silenceApprovesAt });

// The opening number is unique for ever: a plan keeps it, returned or approved, and gives it back only when it is filed again under another.
const classNoKey = (classNo: string): string => `class-no/${classNo}`;

export type Filing = { readonly classId: string; readonly institutionId: string; readonly region: string; readonly form: ClassPlanForm };

/** Files a plan for the first time, or anew after it was returned. */
export function fileClassPlan(plan: ClassPlan, filing: Filing, rules: ClassOpeningRules, now: string): WithKeys<readonly ClassPlanFact[]> {
  const { classId, institutionId, region, form } = filing;
  if (plan.status === 'APPLIED' || plan.status === 'APPROVED') throw new Refused('CLASS_PLAN_NOT_RETURNED');
  if (plan.status === 'RETURNED' && plan.plan.region !== region) throw new Refused('CLASS_PLAN_REGION_FIXED', { region: plan.plan.region });
  checkTimetable(form.sessions, rules, now);
  const round = plan.status === 'UNFILED' ? 1 : plan.round + 1;
  const sessions = form.sessions.map((session, place) => ({
    sessionId: childId(classId, `round/${round}/session/${place + 1}`),
    ...session,
  }));
  const silenceApprovesAt = endOfDay(nthWorkingDayAfter(businessDate(now), rules.silenceApprovesAfterWorkingDays, rules.calendar));
  const filed: ClassPlanFact = {
    type: 'ClassPlanFiled',
    round,
    plan: { ...form, institutionId, region, sessions },
    filedAt: now,
    silenceApprovesAt,
    packs: rules.packs,
  };
  const before = plan.status === 'UNFILED' ? undefined : plan.plan.classNo;
  if (before === form.classNo) return withKeys([filed], {});
  return withKeys([filed], { take: [classNoKey(form.classNo)], free: before === undefined ? [] : [classNoKey(before)] });
}

function approved({ round, plan }: Filed, basis: 'REVIEW' | 'SILENCE', approvedAt: string): ClassPlanFact {
  const { institutionId, region, occupation, level, mode, venue, site, sessions } = plan;
  return {
    type: 'ClassPlanApproved',
    round,
    basis,
    approvedAt,
    plan: { institutionId, region, occupation, level, mode, venue, site, sessions },
  };
}

/** The office says yes. Where its time had passed, its silence has approved already, and the fact says so. */
export function approveClassPlan(plan: ClassPlan, now: string): readonly ClassPlanFact[] {
  if (plan.status !== 'APPLIED') throw notApplied(plan);
  return [now >= plan.silenceApprovesAt ? approved(plan, 'SILENCE', plan.silenceApprovesAt) : approved(plan, 'REVIEW', now)];
}

/** The office sends it back with its reason, as long as its silence has not approved it: the right does not wait for a timer. */
export function returnClassPlan(plan: ClassPlan, reason: string, now: string): readonly ClassPlanFact[] {
  if (plan.status !== 'APPLIED') throw notApplied(plan);
  if (now >= plan.silenceApprovesAt) throw new Refused('SILENCE_HAS_APPROVED', { date: businessDate(plan.silenceApprovesAt) });
  return [{ type: 'ClassPlanReturned', round: plan.round, reason, returnedAt: now }];
}

// 天津市职业培训补贴经办操作规程 (2019), 开班申请: where the office has raised no objection within its working days, the class may open.
export function approveBySilence(plan: ClassPlan, round: number, now: string): readonly ClassPlanFact[] {
  if (plan.status !== 'APPLIED' || plan.round !== round) return [];
  // A timer that fires early must be tried again: an accepted command without facts would use up its id, and nobody would approve.
  if (now < plan.silenceApprovesAt) throw new Refused('SILENCE_NOT_OVER', { date: businessDate(plan.silenceApprovesAt) });
  return [approved(plan, 'SILENCE', plan.silenceApprovesAt)];
}

function notApplied(plan: ClassPlan): Refused {
  return plan.status === 'UNFILED' ? new Refused('CLASS_PLAN_NOT_FOUND') : new Refused('CLASS_PLAN_NOT_APPLIED', { status: plan.status });
}
