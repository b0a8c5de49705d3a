import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { childId } from '@libs/kernel';
import { spec } from '@libs/testing';
import {
  approveBySilence,
  approveClassPlan,
  classPlan,
  fileClassPlan,
  returnClassPlan,
  type ClassPlanFact,
  type ClassPlanForm,
  type Filing,
} from './class-plan.decider';

const { given } = spec(classPlan);
const rules = {
  silenceApprovesAfterWorkingDays: 5,
  sessionsAtMost: 3,
  sessionClassHoursAtMost: 4,
  classHourMinutes: 45,
  packs: ['CN-CLASS-OPENING@1'],
};

// Monday 2 March 2026, 9 in the morning; five working days later is Monday 9 March, which ends at 16:00 UTC.
const now = '2026-03-02T01:00:00.000Z';
const silence = '2026-03-09T16:00:00.000Z';
const classId = '0198a0b0-0000-7000-8000-00000000c1a5';
const morning = { startsAt: '2026-03-16T00:30:00.000Z', endsAt: '2026-03-16T04:00:00.000Z', classHours: 4 };
const afternoon = { startsAt: '2026-03-16T05:30:00.000Z', endsAt: '2026-03-16T09:00:00.000Z', classHours: 4 };
const form: ClassPlanForm = {
  classNo: '2026-A-0001',
  title: '中式烹调师四级第一期',
  occupation: '4-03-02-01',
  occupationName: '中式烹调师',
  level: '4',
  mode: 'OFFLINE',
  venue: 'ORDINARY',
  site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
  capacity: 30,
  sessions: [morning, afternoon],
};
const filing: Filing = { classId, institutionId: 'demo-institution-a', region: '120101', form };
const sessionsOf = (round: number) => [
  { sessionId: childId(classId, `round/${round}/session/1`), ...morning },
  { sessionId: childId(classId, `round/${round}/session/2`), ...afternoon },
];
const filed = (round = 1, classNo = form.classNo): ClassPlanFact => ({
  type: 'ClassPlanFiled',
  round,
  plan: { ...form, classNo, institutionId: 'demo-institution-a', region: '120101', sessions: sessionsOf(round) },
  filedAt: now,
  silenceApprovesAt: silence,
  packs: ['CN-CLASS-OPENING@1'],
});
const returned: ClassPlanFact = { type: 'ClassPlanReturned', round: 1, reason: '缺少消防验收材料', returnedAt: '2026-03-03T01:00:00.000Z' };
const approved = (basis: 'REVIEW' | 'SILENCE', approvedAt: string, round = 1): ClassPlanFact => ({
  type: 'ClassPlanApproved',
  round,
  basis,
  approvedAt,
  plan: {
    institutionId: 'demo-institution-a',
    region: '120101',
    occupation: '4-03-02-01',
    level: '4',
    mode: 'OFFLINE',
    venue: 'ORDINARY',
    site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
    sessions: sessionsOf(round),
  },
});
const file =
  (change: Partial<ClassPlanForm> = {}, at = now) =>
  (plan: Parameters<typeof fileClassPlan>[0]) =>
    fileClassPlan(plan, { ...filing, form: { ...form, ...change } }, rules, at);

describe('filing a class plan', () => {
  it('mints the sessions, dates the silence and takes the opening number', () =>
    given()
      .when(file())
      .keys({ take: ['class-no/2026-A-0001'] })
      .then(filed()));
  it('is refused while the office has it, and after it was approved', () => {
    given(filed()).when(file()).refused('CLASS_PLAN_NOT_RETURNED');
    given(filed(), approved('REVIEW', now)).when(file()).refused('CLASS_PLAN_NOT_RETURNED');
  });
  it('files a returned plan again as the next round, and keeps its number', () =>
    given(filed(), returned).when(file()).keys({}).then(filed(2)));
  it('gives the old number back when the new round has another', () =>
    given(filed(), returned)
      .when(file({ classNo: '2026-A-0002' }))
      .keys({ take: ['class-no/2026-A-0002'], free: ['class-no/2026-A-0001'] })
      .then(filed(2, '2026-A-0002')));
  it('is refused in another region than the first round', () =>
    given(filed(), returned)
      .when((plan) => fileClassPlan(plan, { ...filing, region: '120102' }, rules, now))
      .refused('CLASS_PLAN_REGION_FIXED', { region: '120101' }));
  it('is refused when nobody knows the calendar that dates the silence', () =>
    given()
      .when(
        file(
          { sessions: [{ ...morning, startsAt: '2099-01-05T00:30:00.000Z', endsAt: '2099-01-05T04:00:00.000Z' }] },
          '2098-12-30T01:00:00.000Z',
        ),
      )
      .refused('CALENDAR_NOT_PUBLISHED', { year: 2098 }));
});

describe('the timetable', () => {
  const refused = (sessions: ClassPlanForm['sessions'], code: string, values?: Record<string, number>) =>
    given().when(file({ sessions })).refused(code, values);
  it('may touch, and may not overlap', () => {
    given()
      .when(file({ sessions: [morning, { ...afternoon, startsAt: morning.endsAt }] }))
      .keys({ take: ['class-no/2026-A-0001'] });
    refused([morning, { ...afternoon, startsAt: '2026-03-16T03:59:00.000Z' }], 'SESSIONS_OVERLAP', { session: 2, previous: 1 });
    refused([morning, morning], 'SESSIONS_OVERLAP', { session: 2, previous: 1 });
  });
  it('is in order', () => refused([afternoon, morning], 'SESSIONS_OUT_OF_ORDER', { session: 2, previous: 1 }));
  it('lies ahead', () => refused([{ ...morning, startsAt: now }], 'SESSION_IN_THE_PAST', { session: 1 }));
  it('starts before it ends', () =>
    refused([morning, { ...afternoon, endsAt: afternoon.startsAt }], 'SESSION_ENDS_BEFORE_IT_STARTS', { session: 2 }));
  it('has no more hours than the pack allows, and time enough for them', () => {
    refused([{ ...morning, classHours: 5 }], 'SESSION_TOO_LONG', { session: 1, classHours: 5, limit: 4 });
    refused([{ ...morning, endsAt: '2026-03-16T03:29:00.000Z' }], 'SESSION_TOO_SHORT', {
      session: 1,
      classHours: 4,
      minutes: 179,
      needed: 180,
    });
  });
  it('has no more sessions than the pack allows', () =>
    refused([morning, afternoon, morning, afternoon], 'TOO_MANY_SESSIONS', { count: 4, limit: 3 }));
});

describe('approving', () => {
  const at = '2026-03-05T02:00:00.000Z';
  it('approves what was filed', () =>
    given(filed())
      .when((plan) => approveClassPlan(plan, at))
      .then(approved('REVIEW', at)));
  it('is refused when it is approved, returned or unknown', () => {
    given(filed(), approved('REVIEW', at))
      .when((plan) => approveClassPlan(plan, at))
      .refused('CLASS_PLAN_NOT_APPLIED', { status: 'APPROVED' });
    given(filed(), returned)
      .when((plan) => approveClassPlan(plan, at))
      .refused('CLASS_PLAN_NOT_APPLIED', { status: 'RETURNED' });
    given()
      .when((plan) => approveClassPlan(plan, at))
      .refused('CLASS_PLAN_NOT_FOUND');
  });
  it('comes too late when the silence has approved already, and then says so', () =>
    given(filed())
      .when((plan) => approveClassPlan(plan, silence))
      .then(approved('SILENCE', silence)));
});

describe('returning', () => {
  const sendBack = (at: string) => (plan: Parameters<typeof returnClassPlan>[0]) => returnClassPlan(plan, '缺少消防验收材料', at);
  it('keeps the reason', () => given(filed()).when(sendBack('2026-03-03T01:00:00.000Z')).then(returned));
  it('is refused when it is returned or approved already', () => {
    given(filed(), returned).when(sendBack(now)).refused('CLASS_PLAN_NOT_APPLIED', { status: 'RETURNED' });
    given(filed(), approved('REVIEW', now)).when(sendBack(now)).refused('CLASS_PLAN_NOT_APPLIED', { status: 'APPROVED' });
  });
  it('is possible to the last millisecond of the last working day, and refused from 24:00, timer or no timer', () => {
    given(filed())
      .when(sendBack('2026-03-09T15:59:59.999Z'))
      .then({ ...returned, returnedAt: '2026-03-09T15:59:59.999Z' });
    given(filed()).when(sendBack(silence)).refused('SILENCE_HAS_APPROVED');
  });
});

describe('silence', () => {
  it('approves at the end of the last working day, however late that is noticed', () =>
    given(filed())
      .when((plan) => approveBySilence(plan, 1, '2026-03-11T00:00:00.000Z'))
      .then(approved('SILENCE', silence)));
  it('changes nothing once the office has answered, or about an earlier round', () => {
    given(filed(), approved('REVIEW', now))
      .when((plan) => approveBySilence(plan, 1, silence))
      .then();
    given(filed(), returned)
      .when((plan) => approveBySilence(plan, 1, silence))
      .then();
    given(filed(), returned, filed(2))
      .when((plan) => approveBySilence(plan, 1, silence))
      .then();
    given()
      .when((plan) => approveBySilence(plan, 1, silence))
      .then();
  });
  it('must be asked again when the timer was early', () =>
    given(filed())
      .when((plan) => approveBySilence(plan, 1, '2026-03-09T15:59:59.999Z'))
      .refused('SILENCE_NOT_OVER'));
});

describe('the fold', () => {
  it('takes any history, and never leaves APPROVED by silence or approval', () => {
    const fact = fc.constantFrom(filed(), filed(2), returned, approved('REVIEW', now), approved('SILENCE', silence, 2));
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), (history) => {
        const { state } = given(...history);
        expect(state.status === 'UNFILED').toBe(!history.some(({ type }) => type === 'ClassPlanFiled'));
      }),
    );
  });
});
