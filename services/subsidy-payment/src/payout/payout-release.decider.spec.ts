import { describe, expect, it } from '@jest/globals';
import { Refused, childId, fen } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import type { ClaimFact } from '../claim/claim.decider';
import {
  caseOf,
  claimAfter,
  employer,
  institution,
  lastDay,
  moneyCame,
  payableClaim,
  personOf,
  toPerson,
  unemploymentFund,
} from '../testing/payable-claim';
import { lateMoneyLeaves, releasePayout, type PayoutRelease } from './payout-release.decider';
import { payout, type Payout, type PayoutFact } from './payout.decider';

const { given } = spec(payout);
const claimId = childId('testing', 'claim');
const payoutId = childId('testing', 'payout');
const release: PayoutRelease = { payoutId, releaser: 'cashier1', lives: new Map(), most: { orders: 10, casesOfOrder: 10 }, now: testNow };

const decided = (state: Payout, facts: readonly ClaimFact[], more: Partial<PayoutRelease> = {}, seenVersion?: number) => {
  const known = claimAfter(...facts);
  const version = known.status === 'FILED' ? known.viewVersion : 0;
  return releasePayout(state, [{ claimId, state: known, seenVersion: seenVersion ?? version }], { ...release, ...more });
};
const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, values: error.values };
    throw error;
  }
  return undefined;
};
const line = (name: string, number: number, amount: number) => ({
  claimId,
  caseId: caseOf(claimId, name),
  line: number,
  amountFen: fen(amount),
});
const booked = (number: number, amount: number) => ({ line: number, row: unemploymentFund, amountFen: fen(amount) });

describe('releasing payments', () => {
  it('lets all committed cases go: one order for each payee and fund row', () => {
    const approved: PayoutFact = {
      type: 'PayoutApproved',
      claimIds: [claimId],
      cases: ['a', 'b'].map((name) => ({ claimId, caseId: caseOf(claimId, name), lines: [booked(1, 180_000), booked(2, 41_000)] })),
      grossFen: fen(442_000),
      offsetFen: fen(0),
      netFen: fen(442_000),
      releasedBy: 'cashier1',
      approvedAt: testNow,
    };
    const order = (payee: typeof employer | typeof institution, number: number, amount: number): PayoutFact => ({
      type: 'PaymentOrderIssued',
      orderId: childId(payoutId, `ORGANISATION/${payee.id}/UI-120000-2025`),
      payee,
      row: unemploymentFund,
      amountFen: fen(2 * amount),
      lines: [line('a', number, amount), line('b', number, amount)],
      accountVersion: 1,
      issuedAt: testNow,
    });
    given()
      .when((state) => decided(state, payableClaim(claimId, ['a', 'b'])).payout)
      .then(approved, order(employer, 1, 180_000), order(institution, 2, 41_000));
  });
  it('says so on the claim, and takes the keys of those who may not act on it again', () => {
    const { claims, take } = decided(payout.initial, payableClaim(claimId, ['a', 'b']));
    const caseIds = [caseOf(claimId, 'a'), caseOf(claimId, 'b')];
    expect(claims).toEqual([
      { claimId, facts: [{ type: 'CasesReleased', payoutId, caseIds, waiting: [], releasedBy: 'cashier1', releasedAt: testNow }] },
    ]);
    expect(take).toEqual(caseIds.map((caseId) => `case/${caseId}/1/cashier1`));
  });
  it('lets those who wait for money go without a payout until they have it', () => {
    const queue = payableClaim(claimId, ['a', 'b'], { queued: ['a', 'b'] });
    const { payout: none, claims } = decided(payout.initial, queue);
    const waiting = [caseOf(claimId, 'a'), caseOf(claimId, 'b')];
    expect(none).toEqual([]);
    expect(claims).toEqual([
      { claimId, facts: [{ type: 'CasesReleased', caseIds: [], waiting, releasedBy: 'cashier1', releasedAt: testNow }] },
    ]);
    const later = claimAfter(...queue, ...(claims[0]?.facts ?? []), moneyCame(claimId, ['a']));
    const left = lateMoneyLeaves(payout.initial, later, { ...release, claimId });
    expect(left.payout.map(({ type }) => type)).toEqual(['PayoutApproved', 'PaymentOrderIssued', 'PaymentOrderIssued']);
    expect(left.claims).toEqual([
      { claimId, facts: [{ type: 'WaitingCasesLeft', payoutId, caseIds: [caseOf(claimId, 'a')], leftAt: testNow }] },
    ]);
  });
  it('does not let late money go in the name of another officer, nor twice', () => {
    const queue = payableClaim(claimId, ['a'], { queued: ['a'] });
    const facts = [...queue, ...(decided(payout.initial, queue).claims[0]?.facts ?? []), moneyCame(claimId, ['a'])];
    expect(lateMoneyLeaves(payout.initial, claimAfter(...facts), { ...release, claimId, releaser: 'cashier2' }).payout).toEqual([]);
    const gone: ClaimFact = { type: 'WaitingCasesLeft', payoutId, caseIds: [caseOf(claimId, 'a')], leftAt: testNow };
    expect(lateMoneyLeaves(payout.initial, claimAfter(...facts, gone), { ...release, claimId }).payout).toEqual([]);
  });
});

describe('a payee who died before the release', () => {
  const persons = payableClaim(claimId, ['a', 'b'], { linesOf: toPerson });
  const lives = new Map([
    [personOf('a'), { died: '2026-02-20' }],
    [personOf('b'), {}],
  ]);
  it('is held for a successor, and the others go', () => {
    const { claims, payout: facts } = decided(payout.initial, persons, { lives });
    const held = {
      type: 'CaseHeld',
      caseId: caseOf(claimId, 'a'),
      reason: 'SUCCESSOR_PAYEE_REQUIRED',
      detail: { died: '2026-02-20' },
      heldAt: testNow,
    };
    expect(claims[0]?.facts).toEqual([held, expect.objectContaining({ type: 'CasesReleased', caseIds: [caseOf(claimId, 'b')] })]);
    expect(facts.filter(({ type }) => type === 'PaymentOrderIssued')).toEqual([
      expect.objectContaining({ lines: [line('b', 1, 120_000)] }),
    ]);
  });
  it('keeps everything back where nobody else is in it, and says so on the claim', () => {
    const { claims, payout: facts } = decided(payout.initial, payableClaim(claimId, ['a'], { linesOf: toPerson }), { lives });
    expect([facts, claims[0]?.facts.map(({ type }) => type)]).toEqual([[], ['CaseHeld']]);
  });
  it('of whom the registry says nothing is not taken for alive', () => {
    expect(refusal(() => decided(payout.initial, persons))).toEqual({ code: 'EXTERNAL_CHECK_PENDING', values: {} });
  });
});

describe('a payee without an account', () => {
  it('stops their own case alone', () => {
    const facts = payableClaim(claimId, ['a', 'b'], { linesOf: toPerson, withoutAccount: ['a'] });
    const lives = new Map(['a', 'b'].map((name) => [personOf(name), {}]));
    const { claims, payout: approved } = decided(payout.initial, facts, { lives });
    const held = { type: 'CaseHeld', caseId: caseOf(claimId, 'a'), reason: 'ACCOUNT_MISSING', detail: {}, heldAt: testNow };
    expect(claims[0]?.facts).toEqual([held, expect.objectContaining({ type: 'CasesReleased', caseIds: [caseOf(claimId, 'b')] })]);
    expect(approved.filter(({ type }) => type === 'PaymentOrderIssued')).toHaveLength(1);
  });
  it('stops it also where its money comes late', () => {
    const queue = payableClaim(claimId, ['a'], { queued: ['a'] });
    const waiting = [...queue, ...(decided(payout.initial, queue).claims[0]?.facts ?? []), moneyCame(claimId, ['a'])];
    const known = claimAfter(...waiting);
    const cases =
      known.status === 'FILED' ? new Map([...known.cases].map(([id, one]) => [id, { ...one, accounts: new Map() }])) : new Map();
    const left = lateMoneyLeaves(payout.initial, { ...known, cases } as typeof known, { ...release, claimId });
    expect([left.payout, left.claims[0]?.facts.map(({ type }) => type)]).toEqual([[], ['CaseHeld']]);
  });
});

describe('a release that may not be', () => {
  const facts = payableClaim(claimId, ['a']);
  it('is refused to a reviewer, to whoever filed, and to whom it pays, before anything else', () => {
    for (const releaser of ['officer1', 'officer2', 'filer', personOf('a')])
      expect(refusal(() => decided(payout.initial, facts, { releaser }, 1))).toEqual({ code: 'SOD_VIOLATION', values: {} });
  });
  it('is refused to whoever saw another version', () => {
    expect(refusal(() => decided(payout.initial, facts, {}, 1))).toEqual({ code: 'CONCURRENCY_CONFLICT', values: {} });
  });
  it('is refused while publicity runs, until the end of its last day', () => {
    const before = '2025-02-27T15:59:59.999Z';
    expect(refusal(() => decided(payout.initial, facts, { now: before }))).toEqual({
      code: 'PUBLICITY_NOT_ENDED',
      values: { last_day: lastDay },
    });
    expect(refusal(() => decided(payout.initial, facts, { now: '2025-02-27T16:00:00.000Z' }))).toBeUndefined();
  });
  it('is refused with the reason of the first who is held where nobody else waits', () => {
    const objection: ClaimFact = { type: 'ObjectionRaised', caseId: caseOf(claimId, 'a'), raisedAt: testNow };
    expect(refusal(() => decided(payout.initial, [...facts, objection]))).toEqual({ code: 'PUBLICITY_OBJECTION', values: {} });
  });
  it('is refused where it was released before', () => {
    const { claims } = decided(payout.initial, facts);
    expect(refusal(() => decided(payout.initial, [...facts, ...(claims[0]?.facts ?? [])]))).toEqual({ code: 'REVIEW_ORDER', values: {} });
  });
  it('is refused where one decision could not carry it', () => {
    const most = { orders: 1, casesOfOrder: 10 };
    expect(refusal(() => decided(payout.initial, facts, { most }))).toEqual({ code: 'PAYOUT_TOO_LARGE', values: { orders: 2, limit: 1 } });
    const two = payableClaim(claimId, ['a', 'b']);
    expect(refusal(() => decided(payout.initial, two, { most: { orders: 9, casesOfOrder: 1 } }))).toEqual({
      code: 'PAYMENT_ORDER_TOO_LARGE',
      values: { cases: 2, limit: 1 },
    });
  });
});
