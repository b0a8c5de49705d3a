// One answer of the bank, over everything that it changes at once: the payout, the cases of its lines, and the books of the people whose cases are paid.
import type { Claim, ClaimFact } from '../claim/claim.decider';
import { linesPaid, linesReturned } from '../claim/release.decider';
import { consumeUse, entitlements, type Entitlements, type EntitlementsFact } from '../entitlements/entitlements.decider';
import type { Payout, PayoutFact } from '../payout/payout.decider';
import { hearBank, type BankAnswer } from './bank-answer.decider';

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

export function settleOrder({ payout, claims, books }: Touched, answer: BankAnswer, now: string): Settled {
  const { judgement, order, facts } = hearBank(payout, answer, now);
  const nothing: Settled = { payout: facts, claims: new Map(), books: new Map(), take: [], free: [] };
  if (judgement !== 'COUNTS' || order === undefined) return nothing;
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
    for (const { caseId, personId } of paid.paidCases) {
      const book = left.get(personId);
      if (book === undefined) continue;
      const change = consumeUse(book, caseId, now);
      ofBooks.set(personId, [...(ofBooks.get(personId) ?? []), ...change.facts]);
      take.push(...change.take);
      free.push(...change.free);
      left = new Map(left).set(
        personId,
        change.facts.reduce((seen, fact) => entitlements.evolve(seen, fact), book),
      );
    }
  }
  return { payout: facts, claims: ofClaims, books: ofBooks, take, free };
}
