import { describe, expect, it } from '@jest/globals';
import type { Claim } from '../reviewing/parts';
import { releaseOf } from './release-text';

type CaseView = Claim['cases'][number];
const line = { line: 1, programme: 'TRAINING', fund: 'EMP', payee: { kind: 'PERSON', id: 'p' }, amount: '1500.00' } as const;
const ready: CaseView = {
  caseId: 'a',
  personId: 'p',
  place: 1,
  outcome: 'ELIGIBLE',
  detail: {},
  reasons: [],
  lines: [line],
  stage: 'PUBLICITY_ENDED',
  funds: 'COMMITTED',
  decisions: [],
  objections: [],
};
const claimOf = (...cases: readonly CaseView[]): Claim => ({
  claimId: 'c',
  programmes: ['TRAINING'],
  region: '990000',
  classIds: [],
  appliedOn: '2026-03-01',
  outcomeCounts: {},
  cases: [...cases],
  version: 7,
});

describe('what a release would pay', () => {
  it('counts who may go, by fund, with the version that was shown', () => {
    const other = { ...ready, caseId: 'b', lines: [{ ...line, fund: 'UI', amount: '200.50' }] };
    expect(releaseOf([claimOf(ready, other)])).toMatchObject({
      claims: [{ claimId: 'c', version: 7 }],
      people: 2,
      sum: '1700.50',
      byFund: [
        { fund: 'EMP', lines: 1, sum: '1500.00' },
        { fund: 'UI', lines: 1, sum: '200.50' },
      ],
    });
  });
  it('names who is held, and counts who waits for money beside them', () => {
    const held: CaseView = { ...ready, caseId: 'h', outcome: 'HELD', reason: 'PUBLICITY_OBJECTION' };
    const poor: CaseView = { ...ready, caseId: 'q', outcome: 'HELD', reason: 'FUND_EXHAUSTED' };
    expect(releaseOf([claimOf(held, poor)])).toMatchObject({ people: 0, sum: '0.00', waiting: 1, held: [{ caseId: 'h' }] });
  });
});
