import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { claim, outcomeOf, type Claim, type ClaimFact } from '../claim/claim.decider';
import { casesToRelease, linesReissued, linesReturned, mayReissue } from '../claim/release.decider';
import { caseOf, payableClaim, personOf } from '../testing/payable-claim';
import { bookPayout } from './payout-sending.decider';
import { payout, type Payout, type PayoutFact } from './payout.decider';
import { releasePayout } from './payout-release.decider';
import { reissuePayment } from './reissue.decider';
import { withholdPayout, withholdReissue } from './withheld.decider';

const { given } = spec(payout);
const now = '2025-03-02T01:00:00.000Z';
const most = { orders: 100, casesOfOrder: 100 };
const fold = (facts: readonly ClaimFact[], state: Claim = claim.initial) => facts.reduce(claim.evolve, state);
const claimId = '0198a0b0-0000-7000-8000-000000000001';
const filed = fold(payableClaim(claimId, ['a', 'b']));
const version = filed.status === 'FILED' ? filed.viewVersion : 0;
const lives = new Map(['a', 'b'].map((name) => [personOf(name), {}]));
const release = { payoutId: 'payout', releaser: 'cashier', lives, most, now };
const approved = releasePayout(payout.initial, [{ claimId, state: filed, seenVersion: version }], release);
const released = fold(approved.claims[0]?.facts ?? [], filed);
const withholding = { payoutId: 'payout', reason: 'NOT_COMMITTED', now };
const outcomes = (state: Claim) => (state.status === 'FILED' ? [...state.cases.values()].map((one) => outcomeOf(one)) : []);

describe('a payout that the ledger did not book', () => {
  const { state } = given(...approved.payout);
  const withheld = withholdPayout(state, new Map([[claimId, released]]), withholding);
  const after = fold(withheld.claims.get(claimId) ?? [], released);
  it('is none, and its orders say why', () => {
    expect(withheld.payout).toEqual([{ type: 'PayoutWithheld', reason: 'NOT_COMMITTED', withheldAt: now }]);
    const gone = withheld.payout.reduce(payout.evolve, state);
    expect([gone.status, [...gone.orders.values()].map((one) => [one.state, one.code])]).toEqual([
      'WITHHELD',
      [...gone.orders].map(() => ['WITHHELD', 'NOT_COMMITTED']),
    ]);
    expect(bookPayout(gone, now)).toEqual([]);
  });
  it('shows its cases as held for that, and lets the same officer release them again', () => {
    const seen = { outcome: 'HELD', reason: 'BOOKING_WITHHELD', detail: { withheld: 'NOT_COMMITTED' } };
    expect(outcomes(after)).toEqual([seen, seen]);
    expect(casesToRelease(after, { releaser: 'cashier', now }).ready).toHaveLength(2);
    expect(withheld.free).toEqual(approved.take);
    const seenVersion = after.status === 'FILED' ? after.viewVersion : 0;
    const again = releasePayout(payout.initial, [{ claimId, state: after, seenVersion }], { ...release, payoutId: 'again' });
    const left = fold(again.claims[0]?.facts ?? [], after);
    expect(outcomes(left).map(({ outcome }) => outcome)).toEqual(['ELIGIBLE', 'ELIGIBLE']);
  });
  it('is heard of once, and not of one that is booked', () => {
    const claims = new Map([[claimId, released]]);
    expect(withholdPayout(withheld.payout.reduce(payout.evolve, state), claims, withholding).payout).toEqual([]);
    expect(withholdPayout(given(...approved.payout, { type: 'PayoutBooked', bookedAt: now }).state, claims, withholding).payout).toEqual(
      [],
    );
  });
});

describe('what was to be paid again and was not booked', () => {
  const [first] = given(...approved.payout).state.orders.values();
  if (first === undefined) throw new Error('nothing was ordered');
  const { orderId, row, amountFen, lines } = first;
  const back: PayoutFact = {
    ...{ type: 'PaymentReturned' as const, orderId, row, amountFen },
    ...{ code: 'ACCOUNT_INACTIVE', bankReference: 'B', returnedAt: now },
  };
  const returned = given(...approved.payout, back).state;
  const heldThere = fold(linesReturned(released, orderId, 'ACCOUNT_INACTIVE', lines, now), released);
  const { old, fresh } = reissuePayment(returned, {
    orderId,
    from: 'payout',
    payoutId: 'again',
    account: { ready: true, version: 1 },
    officer: 'cashier',
    now,
  });
  const gone = fold(linesReissued(heldThere, { orderId: 'again', replaces: orderId, lines, now }), heldThere);
  const before: Payout = old.reduce(payout.evolve, returned);
  const withheld = withholdReissue(given(...fresh).state, before, new Map([[claimId, gone]]), { ...withholding, payoutId: 'again' });
  it('has come back, as before, and may be paid again', () => {
    expect(withheld.payout.map(({ type }) => type)).toEqual(['PayoutWithheld']);
    const after = withheld.replaced.reduce(payout.evolve, before);
    expect(after.orders.get(orderId)?.state).toBe('RETURNED');
    const known = fold(withheld.claims.get(claimId) ?? [], gone);
    expect(outcomes(known)[0]).toEqual({
      ...{ outcome: 'HELD', reason: 'BANK_RETURN_ACCOUNT_INACTIVE' },
      detail: { withheld: 'NOT_COMMITTED' },
    });
    expect(() => mayReissue(known, { caseIds: [caseOf(claimId, 'a')], officer: 'cashier' })).not.toThrow();
    const again = { orderId, from: 'payout', payoutId: 'third', account: { ready: true, version: 1 }, officer: 'cashier', now };
    expect(reissuePayment(after, again).fresh).toHaveLength(1);
  });
  it('is heard of once', () => {
    const after = withheld.replaced.reduce(payout.evolve, before);
    const later = withheld.payout.reduce(payout.evolve, given(...fresh).state);
    expect(withholdReissue(later, after, new Map([[claimId, gone]]), withholding).payout).toEqual([]);
  });
});
