import { describe, expect, it } from '@jest/globals';
import type { Payee } from '@libs/policy';
import { spec, testNow } from '@libs/testing';
import {
  eligible,
  ended,
  filedClaim,
  firstReviewed,
  funds,
  posted,
  readyClaim,
  rejected,
  released,
  secondReviewed,
} from '../testing/claims';
import { changeAccount, withdrawCases } from './account-change.decider';
import { claim, type Case, type ClaimFact } from './claim.decider';
import { passFirstReview } from './review.decider';

const { given } = spec(claim);
const employer: Payee = { kind: 'ORGANISATION', id: 'employer' };
const second = { payee: employer, accountVersion: 2 };
const changed = (...voided: readonly string[]): ClaimFact => ({
  type: 'PayeeAccountChanged',
  payee: employer,
  accountVersion: 2,
  voided: voided.map((personId) => `case-${personId}`),
  changedAt: testNow,
});
const caseOf = (facts: readonly ClaimFact[], personId: string): Case | undefined => {
  const { state } = given(...facts);
  return state.status === 'FILED' ? state.cases.get(`case-${personId}`) : undefined;
};
const filed = filedClaim({ ann: eligible, bob: eligible });
const once = [...filed, firstReviewed(['ann', 'bob']), funds(['ann', 'bob'])];
const twice = [...once, secondReviewed(['ann', 'bob'])];
const by = { reviewer: 'three', now: testNow, hashOf: () => 'hash' };

describe('another account of a payee', () => {
  it.each([
    ['the first review', once],
    ['the second review', twice],
    ['it was posted', [...twice, posted(['ann', 'bob'])]],
    ['publicity is over', [...twice, posted(['ann', 'bob']), ended(['ann', 'bob'])]],
    ['a release before the money', readyClaim([], ['ann', 'bob']).concat(released([], ['ann', 'bob']))],
  ] as const)('voids what was said yes to, after %s, and the money stays set aside', (_, history) => {
    given(...history)
      .when((s) => changeAccount(s, second, testNow))
      .then(changed('ann', 'bob'));
    const before = caseOf(history, 'ann');
    const after = caseOf([...history, changed('ann', 'bob')], 'ann');
    expect(after).toMatchObject({ stage: 'DECIDED', sentBack: 'ACCOUNT_CHANGED', funds: before?.funds, booked: before?.booked });
    expect([after?.firstReviewer, after?.secondReviewer, after?.releasedBy]).toEqual([undefined, undefined, undefined]);
  });
  it('before any review is kept for the first of them', () => {
    given(...filed)
      .when((s) => changeAccount(s, second, testNow))
      .then(changed());
    const reviewed = passFirstReview(given(...filed, changed()).state, { ...by, accounts: new Map([['ORGANISATION/employer', 1]]) });
    expect(reviewed.facts).toMatchObject([{ cases: [{ lines: [{ accountVersion: 2 }] }, { lines: [{ accountVersion: 2 }] }] }]);
  });
  it('that the first review knew already voids nothing', () => {
    const known = passFirstReview(given(...filed).state, { ...by, accounts: new Map([['ORGANISATION/employer', 2]]) });
    given(...filed, ...known.facts)
      .when((s) => changeAccount(s, second, testNow))
      .then(changed());
  });
  it('is heard once, and an older one not at all', () => {
    given(...once, changed('ann', 'bob'))
      .when((s) => changeAccount(s, second, testNow))
      .then();
    given(...once, changed('ann', 'bob'))
      .when((s) => changeAccount(s, { ...second, accountVersion: 1 }, testNow))
      .then();
  });
  it('leaves alone who is out, who is paid, and what is in a payout', () => {
    given(...filedClaim({ ann: rejected('NO_CERTIFICATE') }))
      .when((s) => changeAccount(s, second, testNow))
      .then();
    given(...readyClaim(['ann']), released(['ann']))
      .when((s) => changeAccount(s, second, testNow))
      .then();
  });
  it('of somebody whom the claim does not pay is no matter of it', () =>
    given(...once)
      .when((s) => changeAccount(s, { payee: { kind: 'PERSON', id: 'employer' }, accountVersion: 2 }, testNow))
      .then());
  it('ends the hold of who had none', () => {
    const missing: ClaimFact = { type: 'CaseHeld', caseId: 'case-ann', reason: 'ACCOUNT_MISSING', detail: {}, heldAt: testNow };
    expect(caseOf([...twice, missing, changed('ann', 'bob')], 'ann')?.holds).toEqual([]);
  });
  it('between the look and the first review lets nobody review whom they did not look at', () =>
    given(...filed)
      .when((s) => passFirstReview(s, { ...by, accounts: new Map() }))
      .refused('CONCURRENCY_CONFLICT'));
});

describe('orders that were withdrawn', () => {
  const out = [...readyClaim(['ann', 'bob']), released(['ann', 'bob'])];
  const withdrawal = { payoutId: 'payout', caseIds: ['case-ann', 'case-bob'], changes: [second], now: testNow };
  const withdrawn = (voided: readonly string[], unchanged: readonly string[]): ClaimFact => ({
    type: 'CasesWithdrawn',
    payoutId: 'payout',
    voided,
    unchanged,
    withdrawnAt: testNow,
  });
  it('take their cases back to the reviews, with the money that was set aside', () => {
    const { facts, free } = withdrawCases(given(...out).state, withdrawal);
    expect([facts, free]).toEqual([[changed(), withdrawn(['case-ann', 'case-bob'], [])], []]);
    expect(caseOf([...out, ...facts], 'ann')).toMatchObject({ stage: 'DECIDED', sentBack: 'ACCOUNT_CHANGED', funds: 'COMMITTED' });
    expect(caseOf([...out, ...facts], 'ann')?.payoutId).toBeUndefined();
  });
  it('take those that only shared an order back to the release, and the same officer may release them again', () => {
    const { facts, free } = withdrawCases(given(...out).state, { ...withdrawal, changes: [] });
    expect([facts, free]).toEqual([[withdrawn([], ['case-ann', 'case-bob'])], ['case/case-ann/1/cashier', 'case/case-bob/1/cashier']]);
    expect(caseOf([...out, ...facts], 'ann')).toMatchObject({ stage: 'PUBLICITY_ENDED', firstReviewer: 'one', secondReviewer: 'two' });
  });
  it('of another payout are no matter of these cases', () =>
    expect(withdrawCases(given(...out).state, { ...withdrawal, payoutId: 'another' }).facts).toEqual([]));
});
