import { describe, expect, it } from '@jest/globals';
import {
  FindingRecordedV1,
  InspectionPlanPublishedV1,
  InspectorsAssignedV1,
  RiskAlertRaisedV1,
  SanctionImposedV1,
  type Contract,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { checkContract } from '@libs/messaging';
import { testNow } from '@libs/testing';
import { announce, type SupervisionFact } from './announce';

const id = (name: string): string => childId('announce', name);
const drawId = id('draw');
const recorded = (category: string, streamId: string, fact: SupervisionFact): RecordedFact<SupervisionFact> => ({
  ...{ id: 'supervision/7', log: 'supervision', seq: 7, category, streamId, version: 1, schema: 1, fact },
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: testNow },
});
const told = (category: string, streamId: string, fact: SupervisionFact) => {
  const announcements = announce(recorded(category, streamId, fact));
  // Whatever is announced keeps to its contract.
  for (const { contract, data } of announcements) expect(checkContract(contract, JSON.parse(JSON.stringify(data))).problems).toEqual([]);
  return announcements.map(({ contract, key, data }) => [contract as Contract, key, data]);
};

describe('what supervision tells the world', () => {
  it('of a frame: its hash and how many are in it, not who', () => {
    const frame = {
      ...{ method: 'consistent_sampler/1' as const, on: '2026-03-02', rates: { A: '3%' }, team: 2 },
      objects: [{ objectId: 'o1', tier: 'A' as const }],
      inspectors: [{ inspectorId: 'i1', conflicts: ['o1'] }],
    };
    const data = { drawId, frameHash: 'a'.repeat(64), objects: 1, inspectors: 1, publishedAt: testNow };
    expect(told('draw', drawId, { type: 'InspectionPlanPublished', frame, frameHash: 'a'.repeat(64), publishedAt: testNow })).toEqual([
      [InspectionPlanPublishedV1, drawId, data],
    ]);
  });
  it('of a team: who goes where', () => {
    const team = { taskId: id('task'), objectId: 'o1', inspectorIds: ['i1', 'i2'], assignedAt: testNow };
    expect(told('draw', drawId, { type: 'InspectorsAssigned', ...team, tickets: ['0.1', '0.2'] })).toEqual([
      [InspectorsAssignedV1, drawId, { drawId, ...team }],
    ]);
  });
  it('of a sanction: the measure and its days, not the pack', () => {
    const data = {
      sanctionId: id('sanction'),
      measure: 'TALK' as const,
      cause: 'class_day_attendance',
      imposedOn: '2025-05-20',
      fixBy: '2025-05-27',
      reportBy: '2025-05-27',
    };
    expect(told('sanctions', 'ins1', { type: 'SanctionImposed', ...data, causeId: id('class'), region: '120000', pack: 'tj@1' })).toEqual([
      [SanctionImposedV1, 'ins1', { organisationId: 'ins1', ...data }],
    ]);
  });
  it('of alerts: about whom; and of a log that contradicts itself', () => {
    const about = { kind: 'PROXY_SIGN_IN' as const, personId: id('person'), classId: id('class') };
    expect(told('alert', id('alert'), { type: 'RiskAlertRaised', ...about, region: '120000', raisedAt: testNow })).toEqual([
      [RiskAlertRaisedV1, about.personId, { ...about, raisedAt: testNow }],
    ]);
    const fork = { log: 'enrolment', size: 9, root: 'r', note: 'n', knownSize: 8 };
    expect(told('witnessed-log', 'enrolment', { type: 'CheckpointForkSeen', ...fork })).toEqual([
      [RiskAlertRaisedV1, 'enrolment', { kind: 'LOG_FORK', subject: 'enrolment', raisedAt: testNow }],
    ]);
  });
  it('of a finding: the class, and each person whom it names by themselves', () => {
    const found = { findingId: id('finding'), kind: 'proxy_sign_in', organisationId: 'ins1', confirmedAt: testNow };
    const data = { classId: id('class'), objectId: 'ins1', kind: 'proxy_sign_in', recordedAt: testNow };
    const confirmed = { type: 'FindingConfirmed' as const, ...found, region: '120000', publishBy: '2026-03-30' };
    expect(told('finding', id('class'), confirmed)).toEqual([[FindingRecordedV1, id('class'), data]]);
    const named = { type: 'PersonFound' as const, ...found, personId: id('person') };
    expect(told('finding', id('class'), named)).toEqual([[FindingRecordedV1, id('class'), { ...data, personId: id('person') }]]);
  });
  it('nothing of registers, and of what it witnessed: that is its own', () => {
    expect(told('object-register', 'objects', { type: 'ObjectsRegistered', objects: [] })).toEqual([]);
    expect(told('witnessed-log', 'enrolment', { type: 'CheckpointWitnessed', size: 9, root: 'r', note: 'n' })).toEqual([]);
  });
});
