// Supervision stops cases and frees them. A freed case is reviewed again from the start; its money stays set aside.
import { freeUse, type EntitlementsFact } from '../entitlements/entitlements.decider';
import type { Case, Claim, ClaimFact } from './claim.decider';
import type { Books, ClaimAndBooks } from './decide-cases.decider';
import { openClawback } from './revocation.decider';
import { casesOf, mayStop, onItsWay } from './steps';

const reason = 'AUDIT_HOLD';
const heldByAudit = (one: Case): boolean => one.holds.some((hold) => hold.reason === reason);
const named = (people: readonly string[]) => (one: Case) => people.length === 0 || people.includes(one.personId);

/** The unpaid cases of these people, of all where nobody is named. */
export function holdCases(state: Claim, people: readonly string[], now: string): readonly ClaimFact[] {
  if (state.status === 'UNFILED') return [];
  return casesOf(state)
    .filter((one) => named(people)(one) && mayStop(one) && !heldByAudit(one))
    .map((one) => ({ type: 'CaseHeld', caseId: one.caseId, reason, detail: {}, heldAt: now }));
}

export type Freeing = {
  readonly people: readonly string[];
  readonly removed: readonly string[];
  readonly removedFor: string;
  readonly now: string;
};

/** Removed ones are out for the reason that supervision gives, and what was set aside for them is given back; what the bank has paid of them is claimed back. */
export function freeCases(state: Claim, books: Books, { people, removed, removedFor, now }: Freeing): ClaimAndBooks {
  const cases =
    state.status === 'UNFILED'
      ? []
      : casesOf(state).filter((one) => heldByAudit(one) && !onItsWay(one) && (named(people)(one) || removed.includes(one.personId)));
  const gone = cases.filter((one) => removed.includes(one.personId));
  const out = gone.filter(({ paidLines }) => paidLines.length === 0);
  const facts: ClaimFact[] = cases
    .filter((one) => !gone.includes(one))
    // Money that the bank sent back is in a payout already: it is reissued, and never reviewed into a second one.
    .map(({ caseId, payoutId }) => ({ type: 'CaseFreed', caseId, reason, again: payoutId === undefined, freedAt: now }));
  for (const one of gone) if (one.paidLines.length > 0) facts.push(openClawback(one, removedFor, now));
  if (out.length > 0)
    facts.push({ type: 'CasesDropped', cases: out.map(({ caseId }) => ({ caseId, reason: removedFor })), droppedAt: now });
  const ofBooks: Record<string, readonly EntitlementsFact[]> = {};
  const free: string[] = [];
  for (const { personId, caseId } of out) {
    const book = books[personId];
    if (book === undefined) continue;
    const freed = freeUse(book, personId, caseId, now);
    ofBooks[personId] = freed.facts;
    free.push(...freed.free);
  }
  return { claim: facts, books: ofBooks, take: [], free };
}
