// 签批 of claims: who of them goes with this payout, who waits for money, and whose payee has died meanwhile.
import { Refused } from '@libs/kernel';
import type { Case, Claim, ClaimFact } from '../claim/claim.decider';
import { casesToRelease, casesWithLateMoney, releaseCases, releaseKeys, waitingCasesLeft } from '../claim/release.decider';
import { approvePayout } from './payout-approval.decider';
import type { Payout, PayoutFact } from './payout.decider';

/** What the deaths registry says just before the money goes, by person; who is not in it was not answered for. */
export type Lives = ReadonlyMap<string, { readonly died?: string }>;
export type AskedClaim = { readonly claimId: string; readonly state: Claim; readonly seenVersion: number };
export type PayoutRelease = {
  readonly payoutId: string;
  readonly releaser: string;
  readonly lives: Lives;
  /** How many orders, and how many cases of one payee, one decision can carry. */
  readonly most: { readonly orders: number; readonly casesOfOrder: number };
  readonly now: string;
};
export type PayoutDecision = {
  readonly payout: readonly PayoutFact[];
  readonly claims: readonly { readonly claimId: string; readonly facts: readonly ClaimFact[] }[];
  readonly take: readonly string[];
};

export const personsPaid = (one: Case): readonly string[] =>
  (one.decision?.lines ?? []).filter(({ payee }) => payee.kind === 'PERSON').map(({ payee }) => payee.id);

function deathOf(one: Case, lives: Lives): string | undefined {
  for (const personId of personsPaid(one)) {
    const life = lives.get(personId);
    // Unknown is not alive: nobody's money goes on a question that nobody answered.
    if (life === undefined) throw new Refused('EXTERNAL_CHECK_PENDING');
    if (life.died !== undefined) return life.died;
  }
  return undefined;
}

/** A payee without an account stops their own case alone. */
const missesAccount = (one: Case): boolean => (one.decision?.lines ?? []).some(({ line }) => (one.accounts.get(line) ?? 0) === 0);

const heldForAccount = (cases: readonly Case[], now: string): readonly ClaimFact[] =>
  cases.filter(missesAccount).map(({ caseId }) => ({ type: 'CaseHeld', caseId, reason: 'ACCOUNT_MISSING', detail: {}, heldAt: now }));

const heldForSuccessor = (cases: readonly Case[], lives: Lives, now: string): readonly ClaimFact[] =>
  cases.flatMap((one) => {
    const died = deathOf(one, lives);
    return died === undefined
      ? []
      : [{ type: 'CaseHeld', caseId: one.caseId, reason: 'SUCCESSOR_PAYEE_REQUIRED', detail: { died }, heldAt: now }];
  });

function mustFit(facts: readonly PayoutFact[], { orders: mostOrders, casesOfOrder }: PayoutRelease['most']): void {
  const orders = facts.filter((fact) => fact.type === 'PaymentOrderIssued');
  if (orders.length > mostOrders) throw new Refused('PAYOUT_TOO_LARGE', { orders: orders.length, limit: mostOrders });
  const cases = Math.max(0, ...orders.map(({ lines }) => new Set(lines.map(({ caseId }) => caseId)).size));
  if (cases > casesOfOrder) throw new Refused('PAYMENT_ORDER_TOO_LARGE', { cases, limit: casesOfOrder });
}

/** All claims or none: the first that may not be released refuses the whole. */
export function releasePayout(payout: Payout, asked: readonly AskedClaim[], release: PayoutRelease): PayoutDecision {
  const { payoutId, releaser, lives, most, now } = release;
  const parts = asked.map(({ claimId, state, seenVersion }) => {
    const { ready, waiting } = casesToRelease(state, { releaser, seenVersion, now });
    const known = [...ready, ...waiting];
    const alive = (one: Case) => deathOf(one, lives) === undefined;
    const held = [...heldForSuccessor(known, lives, now), ...heldForAccount(known.filter(alive), now)];
    const mayGo = (one: Case) => alive(one) && !missesAccount(one);
    return { claimId, state, held, ready: ready.filter(mayGo), waiting: waiting.filter(mayGo) };
  });
  const released = parts.map(({ claimId, ready }) => ({ claimId, cases: ready }));
  const approved = approvePayout(payout, { payoutId, released, releasedBy: releaser, now });
  mustFit(approved, most);
  const claims = parts.map(({ claimId, state, held, ready, waiting }) => {
    const going = ready.length + waiting.length > 0 ? releaseCases(state, { payoutId, ready, waiting, releaser, now }) : [];
    return { claimId, facts: [...held, ...going] };
  });
  return { payout: approved, claims, take: parts.flatMap(({ ready, waiting }) => releaseKeys([...ready, ...waiting], releaser)) };
}

export type LateMoney = Omit<PayoutRelease, 'most'> & { readonly claimId: string };

/** Cases that were released without money leave as soon as they have it, in the name of the officer who released them. */
export function lateMoneyLeaves(payout: Payout, state: Claim, { claimId, payoutId, releaser, lives, now }: LateMoney): PayoutDecision {
  const late = casesWithLateMoney(state).filter(({ releasedBy }) => releasedBy === releaser);
  const alive = late.filter((one) => deathOf(one, lives) === undefined);
  const held = [...heldForSuccessor(late, lives, now), ...heldForAccount(alive, now)];
  const cases = alive.filter((one) => !missesAccount(one));
  const approved = approvePayout(payout, { payoutId, released: [{ claimId, cases }], releasedBy: releaser, now });
  const left = waitingCasesLeft(state, { payoutId, caseIds: cases.map(({ caseId }) => caseId), now });
  return { payout: approved, claims: [{ claimId, facts: [...held, ...left] }], take: [] };
}
