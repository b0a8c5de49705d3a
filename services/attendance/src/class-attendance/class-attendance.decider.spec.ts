import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ratio } from '@libs/kernel';
import { spec } from '@libs/testing';
import type { ClassSession, Flag, Presence } from '../class-session/class-session.decider';
import {
  classAttendance,
  closeClass,
  listTrainee,
  openClass,
  type ClassAttendanceFact,
  type ClosingRules,
  type Opening,
} from './class-attendance.decider';

const { given } = spec(classAttendance);
const rules: ClosingRules = {
  classHourMinutes: 45,
  breakMinutes: 10,
  classDayMinimum: ratio(80, 100),
  classDayMinimumBp: 8000,
  classDayPack: 'demo@1',
  presentFrom: ratio(50, 100),
  packs: ['demo@1'],
};
const days = ['2025-03-10', '2025-03-11'];
const startOf = (day: string, half: string) => new Date(`${day}T${half === 'am' ? '08:30' : '13:30'}:00+08:00`).toISOString();
const endOf = (day: string, half: string) => new Date(`${day}T${half === 'am' ? '12:00' : '17:00'}:00+08:00`).toISOString();
const halves = days.flatMap((day) => ['am', 'pm'].map((half) => ({ day, half, id: `${day}/${half}` })));
const opening: Opening = {
  institutionId: 'i1',
  region: '120101',
  sessions: halves.map(({ day, half, id }) => ({ sessionId: id, startsAt: startOf(day, half), endsAt: endOf(day, half), classHours: 4 })),
};
const over = endOf('2025-03-11', 'pm');
const opened: ClassAttendanceFact = { type: 'ClassOpened', ...opening };
const listed = (place: number): ClassAttendanceFact => ({ type: 'TraineeListed', personId: `p${place}`, enrolmentId: `e${place}`, place });
const closed: ClassAttendanceFact = { type: 'ClassAttendanceClosed', days: [], closedAt: over, packs: ['demo@1'] };

const all = (id: string, flags: readonly Flag[] = []): Presence => {
  const half = halves.find((each) => each.id === id);
  if (!half) throw new Error(id);
  return {
    in: { captureId: 'i', at: startOf(half.day, half.half), flags, faceAccepted: false },
    out: { captureId: 'o', at: endOf(half.day, half.half) },
  };
};
/** Sessions at which these people sat from the beginning to the end. */
const sat = (byPerson: Readonly<Record<string, readonly string[]>>, flags: Readonly<Record<string, readonly Flag[]>> = {}) =>
  new Map<string, ClassSession>(
    opening.sessions.map(({ sessionId, ...times }) => {
      const there = Object.entries(byPerson).filter(([, ids]) => ids.includes(sessionId));
      const present = new Map(there.map(([personId]) => [personId, all(sessionId, flags[`${personId} ${sessionId}`])]));
      const site = { latitude: 0, longitude: 0, radiusMetres: 1 };
      return [
        sessionId,
        { status: 'SCHEDULED', present, schedule: { classId: 'c1', institutionId: 'i1', region: '120101', ...times, site } },
      ];
    }),
  );
const everything = halves.map(({ id }) => id);
const person = (place: number, hours: readonly [number, number], faceFlags = 0): ClassAttendanceFact => ({
  type: 'PersonAttendanceSummarised',
  personId: `p${place}`,
  enrolmentId: `e${place}`,
  place,
  countedHours: hours[0] + hours[1],
  scheduledHours: 16,
  days: days.map((on, at) => ({ on, countedHours: hours[at] ?? 0, scheduledHours: 8 })),
  faceFlags,
  summarisedAt: over,
});
const sums = (present: readonly [number, number], enrolled: number): ClassAttendanceFact => ({
  type: 'ClassAttendanceClosed',
  days: days.map((on, at) => ({ day: at + 1, on, present: present[at] ?? 0, enrolled })),
  closedAt: over,
  packs: ['demo@1'],
});

describe('the roster', () => {
  it('takes a person once, before or after the opening', () => {
    given()
      .when((c) => listTrainee(c, { personId: 'p1', enrolmentId: 'e1', place: 1 }))
      .then(listed(1));
    given(opened, listed(1))
      .when((c) => listTrainee(c, { personId: 'p1', enrolmentId: 'e1', place: 1 }))
      .then();
    given(listed(1))
      .when((c) => openClass(c, opening))
      .then(opened);
    given(opened)
      .when((c) => openClass(c, opening))
      .then();
  });
  it('records who comes too late or twice, and moves nothing', () => {
    given(opened, closed)
      .when((c) => listTrainee(c, { personId: 'p1', enrolmentId: 'e1', place: 1 }))
      .then({ type: 'TraineeListingWithheld', reason: 'CLASS_CLOSED', personId: 'p1', enrolmentId: 'e1', place: 1 });
    given(opened, listed(1))
      .when((c) => listTrainee(c, { personId: 'p1', enrolmentId: 'e9', place: 9 }))
      .then({ type: 'TraineeListingWithheld', reason: 'LISTED_OTHERWISE', personId: 'p1', enrolmentId: 'e9', place: 9 });
  });
});

describe('closing', () => {
  const close =
    (sessions: ReadonlyMap<string, ClassSession>, now = over) =>
    (c: Parameters<typeof closeClass>[0]) =>
      closeClass(c, sessions, rules, now);
  it('sums up each person by the roster, then the days', () =>
    given(opened, listed(2), listed(1))
      .when(close(sat({ p1: everything, p2: ['2025-03-10/am', ...everything.slice(2)] })))
      .then(person(1, [8, 8]), person(2, [4, 8]), sums([2, 2], 2)));
  it('counts present from half of the hours of the day on', () => {
    // One whole half-day is half of the day; of a half-day that was marked nothing counts.
    const marked = sat({ p1: everything, p2: everything }, { 'p2 2025-03-11/am': ['FACE_SCORE'], 'p2 2025-03-11/pm': ['OUTSIDE_FENCE'] });
    given(opened, listed(1), listed(2))
      .when(close(marked))
      .then(person(1, [8, 8]), person(2, [8, 0], 1), sums([2, 1], 2), {
        type: 'ClassDayBelowThreshold',
        institutionId: 'i1',
        day: 2,
        on: '2025-03-11',
        present: 1,
        enrolled: 2,
        needBp: 8000,
        pack: 'demo@1',
      });
  });
  it('passes at four of five, and fails below, naming the first such day', () => {
    const five = [1, 2, 3, 4, 5].map(listed);
    const four = { p1: everything, p2: everything, p3: everything, p4: everything };
    const present = (count: number) => Object.fromEntries(Object.entries(four).slice(0, count));
    const factsOf = (byPerson: Readonly<Record<string, readonly string[]>>) =>
      closeClass(given(opened, ...five).state, sat(byPerson), rules, over);
    expect(factsOf(present(4)).map(({ type }) => type)).not.toContain('ClassDayBelowThreshold');
    expect(factsOf(present(3)).at(-1)).toMatchObject({ type: 'ClassDayBelowThreshold', day: 1, present: 3, enrolled: 5 });
    expect(factsOf({ ...present(3), p4: everything.slice(0, 2) }).at(-1)).toMatchObject({
      type: 'ClassDayBelowThreshold',
      day: 2,
      present: 3,
    });
  });
  it('is refused before the last session is over, a second time, and for what is no class', () => {
    given(opened, listed(1))
      .when(close(sat({}), '2025-03-11T08:59:59.999Z'))
      .refused('CLASS_NOT_OVER', { endsAt: over });
    given(opened, listed(1), closed)
      .when(close(sat({})))
      .refused('CLASS_CLOSED');
    given(listed(1))
      .when(close(sat({})))
      .refused('CLASS_NOT_FOUND');
  });
  it('closes a class that nobody joined', () =>
    given(opened)
      .when(close(sat({})))
      .then(sums([0, 0], 0)));
});

describe('the fold', () => {
  it('takes any history', () => {
    const below: ClassAttendanceFact = {
      type: 'ClassDayBelowThreshold',
      institutionId: 'i1',
      day: 1,
      on: '2025-03-10',
      present: 1,
      enrolled: 2,
      needBp: 8000,
      pack: 'demo@1',
    };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(opened, listed(1), listed(2), closed, below, person(1, [8, 8])), { maxLength: 10 }),
        (history) => {
          expect(given(...history).state.closed === undefined).toBe(!history.includes(closed));
        },
      ),
    );
  });
});
