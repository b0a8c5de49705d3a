import { describe, expect, it } from '@jest/globals';
import { groupedSteps, ofAnswers, ofFacts, rulesIn, valuesIn } from './evidence-text';

describe('the evidence of a case', () => {
  it('shows plain values and leaves ids to the links', () =>
    expect(valuesIn({ classId: 'x', capture: { face: 'MATCHED', deviceId: 'd' }, faceFlags: 0 })).toEqual([
      ['face', 'MATCHED'],
      ['faceFlags', '0'],
    ]));
  it('tells days of attendance shortly, and leaves digests to the trace', () =>
    expect(valuesIn({ days: [{ on: '2026-03-02', scheduledHours: 8, countedHours: 6 }], captureDigest: 'ab' })).toEqual([
      ['days', '2026-03-02 6/8'],
    ]));
  it('stands in the order in which it happened, and leaves out what was never heard', () => {
    const nodes = [
      { id: 'attendance/9/0', type: 'SignInRecorded', at: '2026-03-03T00:30:00Z', recordedAt: '2026-03-03T01:00:00Z', data: {} },
      { id: 'enrolment/1/0', type: 'TraineeEnrolled', at: '2026-03-01T00:00:00Z', recordedAt: '2026-03-01T00:00:00Z', data: {} },
      { id: 'missing/x', type: 'CertificateIssued', data: {}, missing: true as const },
    ];
    expect(ofFacts(nodes).map(({ what, source, known }) => [what, source, known])).toEqual([
      ['TraineeEnrolled', 'enrolment', '2026-03-01T00:00:00Z'],
      ['SignInRecorded', 'attendance', '2026-03-03T01:00:00Z'],
    ]);
  });
  it('names a registry that said nothing', () => {
    const askedAt = '2026-03-01T00:00:00Z';
    const answers = {
      deaths: { outcome: 'ANSWERED', value: { died: '2026-01-01' }, source: 'registry:deaths', askedAt },
      custody: { outcome: 'NO_ANSWER', source: 'registry:custody', askedAt },
    };
    expect(ofAnswers({ answers })).toMatchObject([
      { what: 'deaths', values: [['died', '2026-01-01']] },
      { what: 'custody', values: [], silent: true },
    ]);
  });
  it('lists the rules of a pack that decide these programmes', () => {
    const body = JSON.stringify({
      doc: { title: 'T', number: '1' },
      params: { attendanceMin: { value: '80%', source: 's' } },
      programmes: { TRAINING: { fund: { value: 'EMP', source: 's', fixture: true } }, LIVING: { fund: { value: 'UI', source: 's' } } },
    });
    expect(rulesIn(body, ['TRAINING'])).toEqual({
      title: 'T 1',
      rules: [
        { name: 'attendanceMin', value: '80%', source: 's', fixture: false },
        { name: 'fund', value: 'EMP', source: 's', fixture: true },
      ],
    });
  });
  it('tells what was done to many at once as one step', () => {
    const step = (seq: number, caseId: string, fact = 'CasePaid') => ({
      seq,
      fact,
      actor: 'bank',
      at: '2026-03-01T00:00:00Z',
      caseIds: [caseId],
      detail: {},
    });
    expect(groupedSteps([step(1, 'a'), step(2, 'b'), step(3, 'c', 'CaseHeld')]).map(({ caseIds }) => caseIds)).toEqual([['a', 'b'], ['c']]);
  });
});
