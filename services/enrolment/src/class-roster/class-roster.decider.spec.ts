import { describe, expect, it } from '@jest/globals';
import { childId } from '@libs/kernel';
import { spec } from '@libs/testing';
import type { ClassPlan } from '../class-plan/class-plan.decider';
import type { Person } from '../person/person.decider';
import {
  classRoster,
  enrolTrainees,
  type Candidate,
  type ClassRosterFact,
  type Enrolling,
  type RejectionReason,
} from './class-roster.decider';
import { bookStudy, overlappingClass, study, type Study } from './study.decider';

const { given } = spec(classRoster);
const classId = '0198a0b0-0000-7000-8000-00000000c1a5';
const now = '2026-03-02T01:00:00.000Z';
const sessions = [
  { sessionId: 's1', startsAt: '2026-03-16T00:30:00.000Z', endsAt: '2026-03-16T04:00:00.000Z', classHours: 4 },
  { sessionId: 's2', startsAt: '2026-03-16T05:30:00.000Z', endsAt: '2026-03-16T09:00:00.000Z', classHours: 4 },
];
const plan = (capacity?: number): ClassPlan => ({
  status: 'APPROVED',
  round: 1,
  silenceApprovesAt: now,
  approvedAt: now,
  plan: {
    classNo: 'A-0001',
    title: '电工三级',
    occupation: '6-31-01-03',
    occupationName: '电工',
    level: '3',
    mode: 'OFFLINE',
    venue: 'ORDINARY',
    site: { name: '实训楼', address: '和平区', latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
    institutionId: 'institution-a',
    region: '120101',
    sessions,
    ...(capacity !== undefined && { capacity }),
  },
});
const free: Study = { bookings: [] };
const busy: Study = {
  bookings: [{ classId: 'other', sessions: [{ startsAt: '2026-03-16T03:59:00.000Z', endsAt: '2026-03-16T05:00:00.000Z' }] }],
};
const person: Person = {
  status: 'REGISTERED',
  sex: 'M',
  nameVersion: 'n',
  categories: { group: '企业职工', employerId: 'e1', tags: [{ tag: '残疾人', from: '2025-01-01' }] },
  introducers: [],
  identity: 'MATCHED',
};
const candidate = (personId: string, change: Partial<Candidate> = {}): Candidate => ({
  personId,
  person,
  study: free,
  worksFrom: '2006-01-01',
  retiresOn: '2050-01-01',
  ...change,
});
const [a, b] = ['a', 'b'];
const enrolled = (personId: string, place: number, more: object = {}): ClassRosterFact => ({
  type: 'TraineeEnrolled',
  enrolmentId: childId(classId, `enrolment/${personId}`),
  personId,
  place,
  group: '企业职工',
  employerId: 'e1',
  tags: [{ tag: '残疾人', from: '2025-01-01' }],
  institutionId: 'institution-a',
  region: '120101',
  offline: false,
  enrolledAt: now,
  ...more,
});
const rejected = (reason: RejectionReason, more: object = {}): ClassRosterFact => ({
  type: 'EnrolmentRejected',
  request: 'r',
  reason,
  ...more,
  rejectedAt: now,
});
const enrol =
  (candidates: readonly Candidate[], change: Partial<Enrolling> = {}, of: ClassPlan = plan()) =>
  (roster: Parameters<typeof enrolTrainees>[1]) =>
    enrolTrainees(of, roster, candidates, { classId, request: 'r', offline: false, now, ...change }).roster;

describe('enrolling trainees', () => {
  it('gives each a place, with what is true of them on that day', () =>
    given(enrolled('z', 1))
      .when(enrol([candidate(a), candidate(b)]))
      .then(enrolled(a, 2), enrolled(b, 3)));
  it('leaves those alone who are on the roster, and adds the others', () =>
    given(enrolled(a, 1))
      .when(enrol([candidate(a), candidate(b)]))
      .then(enrolled(b, 2)));
  it('books their hours, so that another class of the same hours loses', () => {
    const { studies } = enrolTrainees(plan(), { enrolled: [] }, [candidate(a)], { classId, request: 'r', offline: false, now });
    const booked = { type: 'StudyBooked' as const, classId, sessions: sessions.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })) };
    expect([...studies]).toEqual([[a, [booked]]]);
    const lost = study.evolve(free, booked);
    expect(overlappingClass(lost, 'second', sessions)).toBe(classId);
    expect(overlappingClass(lost, classId, sessions)).toBeUndefined();
    expect(bookStudy(lost, classId, sessions)).toEqual([]);
  });
  it('keeps that the registry was asked, and not what it said', () => {
    const retirement = { outcome: 'ANSWERED' as const, source: 'registry:retirement', askedAt: now };
    given()
      .when(enrol([candidate(a, { retirement })]))
      .then(enrolled(a, 1, { retirement }));
  });
});

describe('a request that is turned away', () => {
  const wrong = { person: { ...person, identity: 'MISMATCHED' as const } };
  it('names the first rule that fails, in the order of the rules and not of the people', () => {
    const all = { ...wrong, worksFrom: '2026-03-17', retiresOn: '2026-03-16', study: busy };
    given()
      .when(enrol([candidate(a, { study: busy }), candidate(b, all)], {}, plan(1)))
      .then(rejected('ID_INVALID', { personId: b }));
    given()
      .when(enrol([candidate(a, { study: busy }), candidate(b, { ...all, person })], {}, plan(1)))
      .then(rejected('UNDER_AGE', { personId: b }));
    given()
      .when(enrol([candidate(a, { study: busy }), candidate(b, { retiresOn: '2026-03-16' })], {}, plan(1)))
      .then(rejected('OVER_AGE', { personId: b }));
    given()
      .when(enrol([candidate(a), candidate(b, { study: busy })], {}, plan(1)))
      .then(rejected('OVERLAPPING_ENROLMENT', { personId: b, otherClassId: 'other' }));
    given()
      .when(enrol([candidate(a), candidate(b)], {}, plan(1)))
      .then(rejected('CLASS_FULL'));
  });
  it('is not one for somebody who comes of age on the first day, retires the day after, or whose other class touches', () => {
    const touching: Study = {
      bookings: [{ classId: 'other', sessions: [{ startsAt: '2026-03-16T04:00:00.000Z', endsAt: '2026-03-16T05:30:00.000Z' }] }],
    };
    given()
      .when(enrol([candidate(a, { worksFrom: '2026-03-16', retiresOn: '2026-03-17', study: touching })], {}, plan(1)))
      .then(enrolled(a, 1));
  });
  it('counts those who have a place', () =>
    given(enrolled(a, 1))
      .when(enrol([candidate(b)], {}, plan(1)))
      .then(rejected('CLASS_FULL')));
  it('leaves the roster as it was', () => {
    const { state } = given(enrolled(a, 1), rejected('CLASS_FULL'));
    expect(state).toMatchObject({ enrolled: [{ personId: a, place: 1 }], rejection: { request: 'r', reason: 'CLASS_FULL' } });
  });
});

describe('a class', () => {
  it('is approved before anybody is enrolled, and not over', () => {
    given()
      .when(enrol([candidate(a)], {}, { status: 'UNFILED' }))
      .refused('CLASS_PLAN_NOT_FOUND');
    given()
      .when(enrol([candidate(a)], {}, { ...plan(), status: 'APPLIED' } as ClassPlan))
      .refused('CLASS_NOT_APPROVED', { status: 'APPLIED' });
    given()
      .when(enrol([candidate(a)], { now: '2026-03-16T09:00:00.000Z' }))
      .refused('CLASS_OVER', { date: '2026-03-16' });
    given()
      .when(enrol([candidate(a, { person: { status: 'UNKNOWN' } })]))
      .refused('PERSON_NOT_FOUND');
  });
  it('takes a roster from paper once it is over, with hours that others have booked', () => {
    const after = { offline: true, now: '2026-03-16T09:00:00.000Z' };
    given()
      .when(enrol([candidate(a)], { offline: true }))
      .refused('ROSTER_TOO_EARLY', { date: '2026-03-16' });
    given()
      .when(enrol([candidate(a, { study: busy })], after))
      .then(enrolled(a, 1, { offline: true, enrolledAt: after.now }));
  });
});
