import { describe, expect, it } from '@jest/globals';
import { shownCases, waitsForReview } from './case-text';
import type { CaseView } from './parts';

const waiting: CaseView = {
  caseId: 'a',
  personId: 'p',
  place: 1,
  outcome: 'ELIGIBLE',
  detail: {},
  reasons: [],
  lines: [],
  stage: 'DECIDED',
  funds: 'NONE',
  hash: 'h'.repeat(64),
  decisions: [],
  objections: [],
};
const claim = { claimId: 'c', cases: [waiting, { ...waiting, caseId: 'b' }] };

describe('what a review sends', () => {
  it('is the hash of each case that stayed ticked', () =>
    expect(shownCases([claim], 'first', new Set(['b']))).toEqual([{ claimId: 'c', cases: [{ caseId: 'a', hash: 'h'.repeat(64) }] }]));
  it('leaves out a claim of which nobody stayed', () => expect(shownCases([claim], 'first', new Set(['a', 'b']))).toEqual([]));
  it('is nothing of a case that stands elsewhere, or that something holds', () => {
    expect(waitsForReview(waiting, 'second')).toBe(false);
    expect(waitsForReview({ ...waiting, hash: undefined }, 'first')).toBe(false);
  });
});
