import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { caseOf, employer, institution, payableClaim } from '../testing/payable-claim';
import { isMeant, leftOut, shownHash } from './as-shown.decider';
import { claim, type Claim, type ClaimFact } from './claim.decider';
import { hashOf } from './hash-of';
import { passFirstReview, passSecondReview } from './review.decider';
import { payeeName } from '../payee/payee.decider';
import { filed } from './steps';

const claimId = 'claim';
const now = '2025-02-11T01:00:00.000Z';
const [wei, fang] = [caseOf(claimId, 'wei'), caseOf(claimId, 'fang')];
/** Filed and decided, and nothing more. */
const before: readonly ClaimFact[] = payableClaim(claimId, ['wei', 'fang']).filter(({ type }) =>
  ['ClaimSubmitted', 'CaseOpened', 'CaseDecided'].includes(type),
);
const state = before.reduce((known, fact) => claim.evolve(known, fact), claim.initial);
const hashesIn = (known: Claim) => new Map([...filed(known).cases.values()].map((one) => [one.caseId, shownHash(one, hashOf)]));
const hashes = hashesIn(state);
const { given } = spec(claim);
const of = (reviewer: string, shown: ReadonlyMap<string, string>) => ({ reviewer, shown, accounts, now, hashOf });
const accounts = new Map([employer, institution].map((payee) => [payeeName(payee), 1]));
const only = (caseId: string, known = state) => new Map([[caseId, hashesIn(known).get(caseId) ?? '']]);

describe('a review of cases as they were shown', () => {
  it('passes those that are named', () => {
    const facts = passFirstReview(state, of('officer1', only(wei))).facts;
    expect(facts).toMatchObject([{ type: 'FirstReviewPassed', cases: [{ caseId: wei }] }]);
    const after = facts.reduce((known, fact) => claim.evolve(known, fact), state);
    expect([...filed(after).cases.values()].map(({ stage }) => stage)).toEqual(['FIRST_REVIEWED', 'DECIDED']);
  });
  it('leaves out one that has changed, and says so', () => {
    const shown = new Map([...hashes, [fang, 'f'.repeat(64)]]);
    const facts = passFirstReview(state, of('officer1', shown)).facts;
    expect(facts).toMatchObject([{ cases: [{ caseId: wei }] }]);
    const after = facts.reduce((known, fact) => claim.evolve(known, fact), state);
    expect(leftOut(after, shown, (one) => one.firstReviewer === 'officer1', hashOf)).toEqual([{ caseId: fang, reason: 'CHANGED' }]);
  });
  it('names one that does not wait for it', () =>
    expect(leftOut(state, new Map([['nobody', 'x']]), () => false, hashOf)).toEqual([{ caseId: 'nobody', reason: 'DOES_NOT_WAIT' }]));
  it('is refused where nothing is as it was shown', () =>
    given(...before)
      .when((known) => passFirstReview(known, of('officer1', new Map([[wei, 'f'.repeat(64)]]))))
      .refused('CONCURRENCY_CONFLICT'));
  it('asks of nobody who acted on another case only', () => {
    const first = passFirstReview(state, of('officer1', only(wei))).facts;
    const other = [
      ...first,
      ...passFirstReview(
        first.reduce((known, fact) => claim.evolve(known, fact), state),
        of('officer2', only(fang)),
      ).facts,
    ];
    const both = other.reduce((known, fact) => claim.evolve(known, fact), state);
    expect(passSecondReview(both, of('officer2', only(wei, both))).facts).toMatchObject([{ caseIds: [wei] }]);
    expect(() => passSecondReview(both, of('officer2', only(fang, both)))).toThrow('SOD_VIOLATION');
  });
  it('means all that wait where it names none', () =>
    expect([...filed(state).cases.values()].every((one) => isMeant(one, undefined))).toBe(true));
});
