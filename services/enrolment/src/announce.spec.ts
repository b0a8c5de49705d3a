import { describe, expect, it } from '@jest/globals';
import { ClassPlanApprovedV1 } from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { goldenSample } from '@libs/testing';
import { announce } from './announce';
import type { ClassPlanFact } from './class-plan/class-plan.decider';

const sample = goldenSample(ClassPlanApprovedV1);
const recorded = (fact: ClassPlanFact): RecordedFact<ClassPlanFact> => ({
  id: 'enrolment/7',
  log: 'enrolment',
  seq: 7,
  category: 'class-plan',
  streamId: sample.classId,
  version: 2,
  schema: 1,
  fact,
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-11T00:00:00.000Z' },
});

describe('what enrolment announces', () => {
  it('is the golden sample for an approved plan, keyed by its class', () => {
    const { institutionId, region, approvedAt, sessions } = sample;
    const fact: ClassPlanFact = { type: 'ClassPlanApproved', round: 1, basis: 'SILENCE', approvedAt, institutionId, region, sessions };
    expect(announce(recorded(fact))).toEqual([{ contract: ClassPlanApprovedV1, key: sample.classId, data: sample }]);
  });
  it('is nothing for a plan that was only returned', () => {
    expect(announce(recorded({ type: 'ClassPlanReturned', round: 1, reason: '缺少材料', returnedAt: '2026-03-03T01:00:00.000Z' }))).toEqual(
      [],
    );
  });
});
