import { describe, expect, it } from '@jest/globals';
import { childId } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import type { Claim } from '../claim/claim.decider';
import { caseOf, claimAfter, employer, institution, payableClaim, personOf, toPerson } from '../testing/payable-claim';
import { releasePayout } from './payout-release.decider';
import { mayBeWritten, storePayoutFile, sumToGo } from './payout-sending.decider';
import { withdrawOrders } from './payout-withdrawal.decider';
import { payout, type PayoutFact } from './payout.decider';

const { given } = spec(payout);
const claimId = childId('testing', 'claim');
const payoutId = childId('testing', 'payout');
const booked: readonly PayoutFact[] = [
  { type: 'PayoutBooked', bookedAt: testNow },
  { type: 'PayoutWitnessed', treeSize: 7, checkpoint: 'note', witnessedAt: testNow },
];

function approved(
  names: readonly string[],
  options: Parameters<typeof payableClaim>[2],
): { readonly facts: readonly PayoutFact[]; readonly claim: Claim } {
  const before = payableClaim(claimId, names, options);
  const state = claimAfter(...before);
  const seenVersion = state.status === 'FILED' ? state.viewVersion : 0;
  const lives = new Map(names.map((name) => [personOf(name), {}]));
  const release = { payoutId, releaser: 'cashier1', lives, most: { orders: 10, casesOfOrder: 10 }, now: testNow };
  const decided = releasePayout(payout.initial, [{ claimId, state, seenVersion }], release);
  return { facts: [...decided.payout, ...booked], claim: claimAfter(...before, ...(decided.claims[0]?.facts ?? [])) };
}
const accounts = (...versions: readonly (readonly [string, number])[]) => ({ payoutId, accounts: new Map(versions), now: testNow });
const order = (payee: string) => childId(payoutId, `${payee}/UI-120000-2025`);

describe('just before the file', () => {
  const persons = approved(['a', 'b'], { linesOf: toPerson });
  const nameOf = (name: string) => `PERSON/${personOf(name)}`;
  it('everything goes where every account is as it was approved', () => {
    const { state } = given(...persons.facts);
    const asApproved = accounts([nameOf('a'), 1], [nameOf('b'), 1]);
    expect(withdrawOrders(state, new Map([[claimId, persons.claim]]), asApproved)).toEqual({ payout: [], claims: new Map(), free: [] });
  });
  it.each([
    ['another', 2],
    ['none any more', 0],
  ] as const)('an order does not go whose payee has %s; the others do', (_, version) => {
    const { state } = given(...persons.facts);
    const now = accounts([nameOf('a'), version], [nameOf('b'), 1]);
    const { payout: facts, claims } = withdrawOrders(state, new Map([[claimId, persons.claim]]), now);
    expect(facts).toMatchObject([
      { type: 'OrdersWithdrawn', orderIds: [order(nameOf('a'))], cases: [{ caseId: caseOf(claimId, 'a') }], reason: 'ACCOUNT_CHANGED' },
    ]);
    expect(claims.get(claimId)?.at(-1)).toMatchObject({ voided: [caseOf(claimId, 'a')], unchanged: [] });
    const left = given(...persons.facts, ...facts).state;
    expect([mayBeWritten(left), sumToGo(left)]).toEqual([true, 120_000]);
    const file = { messageId: 'm', sha256: 'a'.repeat(64), count: 1, sumFen: sumToGo(left), accounts: [] };
    expect(storePayoutFile(left, file, testNow)).toHaveLength(1);
    expect(() => storePayoutFile(left, { ...file, count: 2 }, testNow)).toThrow();
  });
  it('a case goes whole or not at all, and so does an order', () => {
    const shared = approved(['a', 'b'], {});
    const { state } = given(...shared.facts);
    const now = accounts([`ORGANISATION/${employer.id}`, 2], [`ORGANISATION/${institution.id}`, 1]);
    const { payout: facts, claims } = withdrawOrders(state, new Map([[claimId, shared.claim]]), now);
    expect(facts).toMatchObject([{ orderIds: [order(`ORGANISATION/${employer.id}`), order(`ORGANISATION/${institution.id}`)] }]);
    expect(claims.get(claimId)?.at(-1)).toMatchObject({ voided: [caseOf(claimId, 'a'), caseOf(claimId, 'b')] });
    const left = given(...shared.facts, ...facts).state;
    expect([left.status, mayBeWritten(left)]).toEqual(['WITHDRAWN', false]);
    expect(withdrawOrders(left, new Map([[claimId, shared.claim]]), now).payout).toEqual([]);
  });
  it('an order that pays again goes back to where its money was', () => {
    const again: PayoutFact = {
      type: 'PaymentReissued',
      orderId: payoutId,
      replaces: order(nameOf('a')),
      replacesPayoutId: childId('testing', 'old'),
      payee: { kind: 'PERSON', id: personOf('a') },
      row: { fund: 'UI', region: '120000', year: 2025 },
      amountFen: sumToGo(given(...persons.facts).state),
      lines: [...given(...persons.facts).state.orders.values()][0]!.lines,
      accountVersion: 1,
      reissuedBy: 'cashier1',
      reissuedAt: testNow,
    };
    const { state } = given(again, ...booked);
    const { payout: facts, claims } = withdrawOrders(state, new Map([[claimId, persons.claim]]), accounts([nameOf('a'), 2]));
    expect(facts).toMatchObject([{ type: 'PaymentReturned', orderId: payoutId, code: 'ACCOUNT_CHANGED' }]);
    expect(claims.get(claimId)).toMatchObject([{ type: 'CaseLinesReturned', code: 'ACCOUNT_CHANGED' }]);
    const left = given(again, ...booked, ...facts).state;
    expect([left.status, mayBeWritten(left)]).toEqual(['WITHDRAWN', false]);
  });
});
