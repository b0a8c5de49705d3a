import { describe, expect, it } from '@jest/globals';
import type { Heard } from '../heard-fact/heard-facts';
import { Tracing, happenedAt } from './tracing';

const fact = (id: string, data: object): Heard<object> => ({
  ...{ id, type: 'a.b.v1', log: 'a', seq: 1, place: 0, subject: 's', key: 'k', arrived: 1, correlation: 'r' },
  ...{ recordedAt: '2025-05-20T01:00:00.000Z', becauseOf: undefined, data },
});

describe('a trace', () => {
  it('holds what was put in, once, and says why', () => {
    const tracing = new Tracing(() => 'B');
    tracing.add(fact('a/1/0', { paidAt: '2025-05-19T01:00:00.000Z' }));
    tracing.needs('a/1/0', 'B', [fact('a/2/0', {})], 'because');
    tracing.needs('a/1/0', 'B', [fact('a/2/0', {})], 'because');
    expect(tracing.trace).toEqual({
      nodes: [
        {
          id: 'a/1/0',
          type: 'B',
          at: '2025-05-19T01:00:00.000Z',
          recordedAt: '2025-05-20T01:00:00.000Z',
          data: { paidAt: '2025-05-19T01:00:00.000Z' },
        },
        { id: 'a/2/0', type: 'B', recordedAt: '2025-05-20T01:00:00.000Z', data: {} },
      ],
      links: [{ from: 'a/1/0', to: 'a/2/0', why: 'because' }],
      missing: [],
    });
  });
  it('shows a missing hop as missing, and asks for nothing where nothing is needed', () => {
    const tracing = new Tracing(() => 'B');
    tracing.behind('a/1/0', [], 'perhaps');
    tracing.needs('a/1/0', 'FirstReviewPassed', [], 'a review');
    expect(tracing.trace).toEqual({
      nodes: [{ id: 'missing/FirstReviewPassed/a/1/0', type: 'FirstReviewPassed', data: {}, missing: true }],
      links: [{ from: 'a/1/0', to: 'missing/FirstReviewPassed/a/1/0', why: 'a review' }],
      missing: ['FirstReviewPassed: a review'],
    });
  });
  it('tells the moment in the world, which for a capture is the device’s', () => {
    expect(happenedAt({ capture: { receivedAt: 'late', deviceAt: 'then' } })).toBe('then');
    expect(happenedAt({ certificate: { issuedOn: '2025-04-22' } })).toBe('2025-04-22');
    expect(happenedAt({ words: 'none' })).toBeUndefined();
  });
});
