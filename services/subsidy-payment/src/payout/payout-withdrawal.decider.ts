// Just before the file: an order whose payee has another account than was approved does not go, nor does anything else of the cases that it pays.
import { linesReturned } from '../claim/release.decider';
import { accountChangedReason, type Claim, type ClaimFact } from '../claim/claim.decider';
import { withdrawCases } from '../claim/account-change.decider';
import { payeeName, type AccountVersions } from '../payee/payee.decider';
import { mayBeWritten } from './payout-sending.decider';
import { ordersToGo, type Order, type Payout, type PayoutFact } from './payout.decider';

/** `accounts` is what the vault says now. */
export const withAnotherAccount = (payout: Payout, accounts: AccountVersions): readonly Order[] =>
  ordersToGo(payout).filter(({ payee, accountVersion }) => {
    const now = accounts.get(payeeName(payee)) ?? 0;
    return now === 0 || now !== accountVersion;
  });

/** A case is paid whole or not at all, and so is an order: what they share ties them together. */
function tiedTo(payout: Payout, changed: readonly Order[]): readonly Order[] {
  const cases = new Set(changed.flatMap(({ lines }) => lines.map(({ caseId }) => caseId)));
  const tied = ordersToGo(payout).filter(({ lines }) => lines.some(({ caseId }) => cases.has(caseId)));
  return tied.length === changed.length ? changed : tiedTo(payout, tied);
}

export type Withdrawing = { readonly payoutId: string; readonly accounts: AccountVersions; readonly now: string };
export type Withdrawn = {
  readonly payout: readonly PayoutFact[];
  readonly claims: ReadonlyMap<string, readonly ClaimFact[]>;
  readonly free: readonly string[];
};

const claimIdsOf = (orders: readonly Order[]): readonly string[] => [
  ...new Set(orders.flatMap(({ lines }) => lines.map(({ claimId }) => claimId))),
];

export function withdrawOrders(payout: Payout, claims: ReadonlyMap<string, Claim>, { payoutId, accounts, now }: Withdrawing): Withdrawn {
  const changed = mayBeWritten(payout) ? withAnotherAccount(payout, accounts) : [];
  const orders = tiedTo(payout, changed);
  const [again] = orders.filter(({ replaces }) => replaces !== undefined);
  if (again) return reissueComesBack(again, claims, now);
  if (orders.length === 0) return { payout: [], claims: new Map(), free: [] };
  const caseIds = [...new Set(orders.flatMap(({ lines }) => lines.map(({ caseId }) => caseId)))];
  const changes = changed.map(({ payee }) => ({ payee, accountVersion: accounts.get(payeeName(payee)) ?? 0 }));
  const claimIds = claimIdsOf(orders);
  const ofClaims = [...claims].map(([claimId, state]) => [claimId, withdrawCases(state, { payoutId, caseIds, changes, now })] as const);
  return {
    payout: [
      {
        type: 'OrdersWithdrawn',
        claimIds,
        orderIds: orders.map(({ orderId }) => orderId),
        cases: payout.cases.filter(({ caseId }) => caseIds.includes(caseId)),
        reason: accountChangedReason,
        withdrawnAt: now,
      },
    ],
    claims: new Map(ofClaims.map(([claimId, { facts }]) => [claimId, facts])),
    free: ofClaims.flatMap(([, { free }]) => free),
  };
}

/** Money that had come back once and was to go again: it is where it was, and may go to the new account when an officer has asked the bank about that. */
function reissueComesBack({ orderId, row, amountFen, lines }: Order, claims: ReadonlyMap<string, Claim>, now: string): Withdrawn {
  const code = accountChangedReason;
  const ofClaims = [...claims].map(([claimId, state]) => {
    const own = lines.filter((line) => line.claimId === claimId);
    return [claimId, linesReturned(state, orderId, code, own, now)] as const;
  });
  return {
    payout: [{ type: 'PaymentReturned', orderId, row, amountFen, code, bankReference: '', returnedAt: now }],
    claims: new Map(ofClaims),
    free: [],
  };
}
