import { describe, expect, it } from '@jest/globals';
import {
  AttendanceSummarisedV1,
  ClassAttendanceClosedV1,
  ClassDayBelowThresholdV1,
  SignInFlaggedV1,
  SignInRecordedV1,
  SignOutRecordedV1,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { checkContract } from '@libs/messaging';
import { goldenSample } from '@libs/testing';
import { announce, type AttendanceFact } from './announce';

const recorded = (streamId: string, fact: AttendanceFact): RecordedFact<AttendanceFact> => ({
  id: 'attendance/7',
  log: 'attendance',
  seq: 7,
  category: 'c',
  streamId,
  version: 2,
  schema: 1,
  fact,
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-16T00:29:43.120Z' },
});
const said = (streamId: string, fact: AttendanceFact) => announce(recorded(streamId, fact));

describe('what attendance announces', () => {
  const { capture } = goldenSample(SignInRecordedV1);
  const { sessionId, face, ...taken } = capture;
  const own = { ...taken, face: 'MATCHED', faceScore: '0.93', accuracyMetres: 12, signature: 's' } as const;

  it('is the golden sample of a sign-in and a sign-out, keyed by the person, without score, accuracy and seal', () => {
    expect(face).toBe('MATCHED');
    const signIn = { contract: SignInRecordedV1, key: capture.personId, data: { capture } };
    expect(said(sessionId, { type: 'SignInRecorded', ...own, flags: [] })).toEqual([signIn]);
    const written = { ...own, deviceAt: '2026-03-16T00:29:41Z' };
    expect(said(sessionId, { type: 'SignOutRecorded', ...written })).toEqual([{ ...signIn, contract: SignOutRecordedV1 }]);
  });
  it('is a second word for a sign-in that was marked', () => {
    const [, flagged] = said(sessionId, { type: 'SignInRecorded', ...own, flags: ['OUTSIDE_FENCE', 'FACE_SCORE'] });
    const { captureId, classId, personId, receivedAt } = capture;
    const data = { captureId, sessionId, classId, personId, flags: ['OUTSIDE_FENCE', 'FACE_SCORE'], flaggedAt: receivedAt };
    expect(flagged).toEqual({ contract: SignInFlaggedV1, key: personId, data });
    expect(checkContract(SignInFlaggedV1, data).problems).toEqual([]);
  });
  it('are the sums, as their golden samples', () => {
    const { classId, ...summary } = goldenSample(AttendanceSummarisedV1);
    expect(said(classId, { type: 'PersonAttendanceSummarised', place: 1, ...summary })).toEqual([
      { contract: AttendanceSummarisedV1, key: summary.personId, data: { classId, ...summary } },
    ]);
    const closed = goldenSample(ClassAttendanceClosedV1);
    expect(said(closed.classId, { type: 'ClassAttendanceClosed', days: closed.days, closedAt: closed.closedAt, packs: [] })).toEqual([
      { contract: ClassAttendanceClosedV1, key: closed.classId, data: closed },
    ]);
    const { classId: failed, pack = '', ...below } = goldenSample(ClassDayBelowThresholdV1);
    expect(said(failed, { type: 'ClassDayBelowThreshold', ...below, pack })).toEqual([
      { contract: ClassDayBelowThresholdV1, key: failed, data: { classId: failed, ...below, pack } },
    ]);
  });
  it('is nothing of rosters, devices and schedules', () => {
    expect(said('c1', { type: 'TraineeListed', personId: 'p1', enrolmentId: 'e1', place: 1 })).toEqual([]);
    expect(said('d1', { type: 'CapturesTaken', counters: [], known: [], refused: [] })).toEqual([]);
  });
});
