import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore, type RecordedFact } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import type { ClassPlanFact } from './class-plan.decider';
import { EverySilenceApproves } from './every-silence-approves';

const handler = new EverySilenceApproves(new MemoryEventStore({ log: 'enrolment', clock: new SystemClock() }));
const recorded = (fact: ClassPlanFact, category = 'class-plan'): RecordedFact<ClassPlanFact> => ({
  id: 'enrolment/1',
  log: 'enrolment',
  seq: 1,
  category,
  streamId: 'c1',
  version: 1,
  schema: 1,
  fact,
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-02T01:00:00.000Z' },
});
const plan = {
  classNo: 'A-1',
  title: 't',
  occupation: '4-03-02-01',
  occupationName: '中式烹调师',
  level: '4',
  mode: 'OFFLINE',
  venue: 'ORDINARY',
  site: { name: 'n', address: 'a', latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
  sessions: [],
  institutionId: 'i',
  region: '120101',
} as const;

describe('the row of the silence', () => {
  it('is set by a filing, for its round', () => {
    const fact: ClassPlanFact = {
      type: 'ClassPlanFiled',
      round: 2,
      plan,
      filedAt: '2026-03-02T01:00:00.000Z',
      silenceApprovesAt: '2026-03-09T16:00:00.000Z',
      packs: [],
    };
    expect(handler.sets(recorded(fact))).toEqual({
      set: [{ id: 'silence-approves:class-plan/c1:2', dueAt: '2026-03-09T16:00:00.000Z', data: { classId: 'c1', round: 2 } }],
    });
  });
  it('is taken away by the answer to that round', () => {
    const cancelled = { cancel: ['silence-approves:class-plan/c1:2'] };
    expect(handler.sets(recorded({ type: 'ClassPlanReturned', round: 2, reason: 'r', returnedAt: '2026-03-03T01:00:00.000Z' }))).toEqual(
      cancelled,
    );
    expect(
      handler.sets(
        recorded({
          type: 'ClassPlanApproved',
          round: 2,
          basis: 'REVIEW',
          approvedAt: '2026-03-03T01:00:00.000Z',
          plan,
        }),
      ),
    ).toEqual(cancelled);
  });
  it('is left alone by what happens to other things', () => {
    expect(handler.sets(recorded({ type: 'ClassPlanReturned', round: 2, reason: 'r', returnedAt: 'x' }, 'person'))).toEqual({});
  });
});
