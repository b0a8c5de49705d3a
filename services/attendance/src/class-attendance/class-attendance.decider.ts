// The attendance of a class: who was on its roster, and what the sessions add up to when it closes. From then on nothing in it moves.
import type { Decider } from '@libs/event-store';
import { Refused, businessDate, compareRatios, ratio, type Ratio } from '@libs/kernel';
import type { ClassSession, Presence } from '../class-session/class-session.decider';
import { countedHours, hasFaceFlag, type HourRules } from './hours';

export type ClassTime = { readonly sessionId: string; readonly startsAt: string; readonly endsAt: string; readonly classHours: number };
export type Opening = { readonly institutionId: string; readonly region: string; readonly sessions: readonly ClassTime[] };
export type Listed = { readonly personId: string; readonly enrolmentId: string; readonly place: number };
export type PersonDay = { readonly on: string; readonly countedHours: number; readonly scheduledHours: number };
export type PersonSummary = Listed & {
  readonly countedHours: number;
  readonly scheduledHours: number;
  readonly days: readonly PersonDay[];
  /** Half-days marked by face, whatever became of the mark. */
  readonly faceFlags: number;
};
export type ClassDay = { readonly day: number; readonly on: string; readonly present: number; readonly enrolled: number };
export type BelowThreshold = ClassDay & { readonly needBp: number; readonly pack: string };

export type ClassAttendanceFact =
  | ({ readonly type: 'ClassOpened' } & Opening)
  | ({ readonly type: 'TraineeListed' } & Listed)
  | ({ readonly type: 'TraineeListingWithheld'; readonly reason: 'CLASS_CLOSED' | 'LISTED_OTHERWISE' } & Listed)
  | ({ readonly type: 'PersonAttendanceSummarised'; readonly summarisedAt: string } & PersonSummary)
  | {
      readonly type: 'ClassAttendanceClosed';
      readonly days: readonly ClassDay[];
      readonly closedAt: string;
      readonly packs: readonly string[];
    }
  | ({ readonly type: 'ClassDayBelowThreshold'; readonly institutionId: string } & BelowThreshold);

export type ClassAttendance = {
  readonly opening?: Opening;
  readonly roster: ReadonlyMap<string, Listed>;
  readonly closed?: { readonly closedAt: string; readonly days: readonly ClassDay[]; readonly below?: BelowThreshold };
};

export const classAttendance: Decider<ClassAttendance, ClassAttendanceFact> = {
  category: 'class-attendance',
  initial: { roster: new Map() },
  schemas: {
    ClassOpened: 1,
    TraineeListed: 1,
    TraineeListingWithheld: 1,
    PersonAttendanceSummarised: 1,
    ClassAttendanceClosed: 1,
    ClassDayBelowThreshold: 1,
  },
  evolve(known, fact) {
    switch (fact.type) {
      case 'ClassOpened': {
        const { institutionId, region, sessions } = fact;
        return { ...known, opening: { institutionId, region, sessions } };
      }
      case 'TraineeListed': {
        const { personId, enrolmentId, place } = fact;
        return { ...known, roster: new Map(known.roster).set(personId, { personId, enrolmentId, place }) };
      }
      case 'TraineeListingWithheld':
      case 'PersonAttendanceSummarised':
        return known;
      case 'ClassAttendanceClosed':
        return { ...known, closed: { closedAt: fact.closedAt, days: fact.days } };
      case 'ClassDayBelowThreshold': {
        const { day, on, present, enrolled, needBp, pack } = fact;
        return known.closed ? { ...known, closed: { ...known.closed, below: { day, on, present, enrolled, needBp, pack } } } : known;
      }
    }
  },
};

/** Called by a message. A plan that says otherwise later is withheld by the sessions that it contradicts. */
export const openClass = (known: ClassAttendance, opening: Opening): readonly ClassAttendanceFact[] =>
  known.opening === undefined ? [{ type: 'ClassOpened', ...opening }] : [];

/** Called by a message, which may be ahead of the opening. */
export function listTrainee(known: ClassAttendance, listed: Listed): readonly ClassAttendanceFact[] {
  const before = known.roster.get(listed.personId);
  if (before?.enrolmentId === listed.enrolmentId) return [];
  if (before !== undefined) return [{ type: 'TraineeListingWithheld', reason: 'LISTED_OTHERWISE', ...listed }];
  if (known.closed !== undefined) return [{ type: 'TraineeListingWithheld', reason: 'CLASS_CLOSED', ...listed }];
  return [{ type: 'TraineeListed', ...listed }];
}

export type ClosingRules = HourRules & {
  /** 到课率 of every class day, at least. */
  readonly classDayMinimum: Ratio;
  readonly classDayMinimumBp: number;
  /** The pack that says so. */
  readonly classDayPack: string;
  /** From which part of a day's hours on somebody was there that day. */
  readonly presentFrom: Ratio;
  readonly packs: readonly string[];
};

type Sat = { readonly time: ClassTime; readonly on: string; readonly present: ReadonlyMap<string, Presence> };

/** Sums up every session once and for all. Days are business dates; rates are compared exactly and never rounded. */
export function closeClass(
  { opening, roster, closed }: ClassAttendance,
  sessions: ReadonlyMap<string, ClassSession>,
  rules: ClosingRules,
  now: string,
): readonly ClassAttendanceFact[] {
  if (opening === undefined) throw new Refused('CLASS_NOT_FOUND');
  if (closed !== undefined) throw new Refused('CLASS_CLOSED');
  const endsAt = lastEnd(opening);
  if (now < endsAt) throw new Refused('CLASS_NOT_OVER', { endsAt });
  const sat = opening.sessions.map((time): Sat => {
    const session = sessions.get(time.sessionId);
    return { time, on: businessDate(time.startsAt), present: session?.status === 'SCHEDULED' ? session.present : new Map() };
  });
  const listed = [...roster.values()].sort((one, other) => one.place - other.place);
  const summaries = listed.map((person) => summaryOf(person, sat, rules));
  const days = classDays(sat, summaries, rules);
  const below = days.find(({ present, enrolled }) => isBelow(present, enrolled, rules.classDayMinimum));
  const failed = { needBp: rules.classDayMinimumBp, pack: rules.classDayPack, institutionId: opening.institutionId };
  return [
    ...summaries.map((summary) => ({ type: 'PersonAttendanceSummarised', ...summary, summarisedAt: now }) as const),
    { type: 'ClassAttendanceClosed', days, closedAt: now, packs: rules.packs },
    ...(below === undefined ? [] : [{ type: 'ClassDayBelowThreshold', ...below, ...failed } as const]),
  ];
}

export const lastEnd = ({ sessions }: Opening): string => sessions.reduce((latest, { endsAt }) => (endsAt > latest ? endsAt : latest), '');

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function summaryOf(person: Listed, sat: readonly Sat[], rules: HourRules): PersonSummary {
  const mine = sat.map(({ time, on, present }) => {
    const presence = present.get(person.personId) ?? {};
    return { on, countedHours: countedHours(time, presence, rules), scheduledHours: time.classHours, faceFlag: hasFaceFlag(presence) };
  });
  const days = [...Map.groupBy(mine, ({ on }) => on)]
    .map(([on, halfDays]) => ({ on, ...totals(halfDays) }))
    .sort((one, other) => (one.on < other.on ? -1 : 1));
  return { ...person, ...totals(mine), days, faceFlags: mine.filter(({ faceFlag }) => faceFlag).length };
}

const totals = (parts: readonly Omit<PersonDay, 'on'>[]): Omit<PersonDay, 'on'> => ({
  countedHours: sum(parts.map((part) => part.countedHours)),
  scheduledHours: sum(parts.map((part) => part.scheduledHours)),
});

function classDays(sat: readonly Sat[], summaries: readonly PersonSummary[], { presentFrom }: ClosingRules): readonly ClassDay[] {
  const dates = [...new Set(sat.map(({ on }) => on))].sort();
  return dates.map((on, place) => {
    const there = summaries.filter(({ days }) => days.some((day) => day.on === on && wasPresent(day, presentFrom)));
    return { day: place + 1, on, present: there.length, enrolled: summaries.length };
  });
}

const wasPresent = ({ countedHours: counted, scheduledHours: scheduled }: PersonDay, from: Ratio): boolean =>
  counted > 0 && !isBelow(counted, scheduled, from);

/** Where there was nobody to come, nobody stayed away. */
const isBelow = (part: number, whole: number, minimum: Ratio): boolean => whole > 0 && compareRatios(ratio(part, whole), minimum) < 0;
