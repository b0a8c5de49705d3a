// One answer of the bank, over everything that it changes at once: the payout, the cases of its lines, and the books of the people whose cases are paid.
import type { Case, Claim, ClaimFact } from '../claim/claim.decider';
import { linesPaid, linesReturned } from '../claim/release.decider';
import {
  consumeUse,
  entitlements,
  reserveUse,
  type BookChange,
  type Entitlements,
  type EntitlementsFact,
} from '../entitlements/entitlements.decider';
import type { Order, Payout, PayoutFact } from '../payout/payout.decider';
import { resolutionOf } from '../payout/resolution.decider';
import { hearBank, settledAs, type BankAnswer } from './bank-answer.decider';

export type Touched = {
  readonly payout: Payout;
  readonly claims: ReadonlyMap<string, Claim>;
  /** By person. */
  readonly books: ReadonlyMap<string, Entitlements>;
};
export type Settled = {
  readonly payout: readonly PayoutFact[];
  readonly claims: ReadonlyMap<string, readonly ClaimFact[]>;
  readonly books: ReadonlyMap<string, readonly EntitlementsFact[]>;
  readonly take: readonly string[];
  readonly free: readonly string[];
};

const evolved = (book: Entitlements, facts: readonly EntitlementsFact[]): Entitlements => facts.reduce(entitlements.evolve, book);

/** A case that was dropped had given its entitlement back: what arrived all the same uses it up. */
function usedUp(book: Entitlements, claimId: string, { caseId, personId, dropped, decision }: Case, now: string): BookChange {
  const { use } = decision ?? {};
  if (dropped === undefined || use === undefined || book.uses.has(caseId)) return consumeUse(book, caseId, now);
  const again = reserveUse(book, { personId, claimId, caseId, use, at: now });
  const consumed = consumeUse(evolved(book, again.facts), caseId, now);
  // Another case may have its keys by now. The book itself tells every later decision that this is used.
  return { ...consumed, facts: [...again.facts, ...consumed.facts] };
}

const only = (facts: readonly PayoutFact[]): Settled => ({ payout: facts, claims: new Map(), books: new Map(), take: [], free: [] });

export function settleOrder(touched: Touched, answer: BankAnswer, now: string): Settled {
  const { judgement, order, facts } = hearBank(touched.payout, answer, now);
  return judgement === 'COUNTS' && order ? moneyOf(touched, order, facts, answer, now) : only(facts);
}

/** What two people decided of an order counts for as long as nothing else has settled it. */
export function settleResolved(touched: Touched, orderId: string, now: string): Settled {
  const order = touched.payout.orders.get(orderId);
  const resolution = resolutionOf(touched.payout, orderId);
  if (order?.state !== 'ISSUED' || resolution === undefined) return only([]);
  const said = resolution.outcome === 'PAID' ? 'PAID' : 'RETURNED';
  const answer: BankAnswer = { orderId, said, code: 'NOT_PAID', bankReference: 'RESOLVED' };
  return moneyOf(touched, order, [settledAs(order, answer, now)], answer, now);
}

function moneyOf({ claims, books }: Touched, order: Order, facts: readonly PayoutFact[], answer: BankAnswer, now: string): Settled {
  const ofClaims = new Map<string, readonly ClaimFact[]>();
  const ofBooks = new Map<string, readonly EntitlementsFact[]>();
  const [take, free]: [string[], string[]] = [[], []];
  let left = books;
  for (const [claimId, state] of claims) {
    const lines = order.lines.filter((line) => line.claimId === claimId);
    if (answer.said === 'RETURNED') {
      ofClaims.set(claimId, linesReturned(state, order.orderId, answer.code, lines, now));
      continue;
    }
    const paid = linesPaid(state, order.orderId, lines, now);
    ofClaims.set(claimId, paid.facts);
    for (const one of paid.paidCases) {
      const { personId } = one;
      const book = left.get(personId);
      if (book === undefined) continue;
      const change = usedUp(book, claimId, one, now);
      ofBooks.set(personId, [...(ofBooks.get(personId) ?? []), ...change.facts]);
      take.push(...change.take);
      free.push(...change.free);
      left = new Map(left).set(personId, evolved(book, change.facts));
    }
  }
  return { payout: facts, claims: ofClaims, books: ofBooks, take, free };
}
