// The ledger did not book a payout. Nothing of it can have left, for its file waits for the booking: what was released stands where it stood before.
import type { Case, Claim, ClaimFact } from '../claim/claim.decider';
import { actKeys } from '../claim/steps';
import type { Payout, PayoutFact } from './payout.decider';

export type Withholding = { readonly payoutId: string; readonly reason: string; readonly now: string };
export type Withheld = {
  readonly payout: readonly PayoutFact[];
  /** The payout of the order that was to be paid again. */
  readonly replaced: readonly PayoutFact[];
  readonly claims: ReadonlyMap<string, readonly ClaimFact[]>;
  readonly free: readonly string[];
};
type Claims = ReadonlyMap<string, Claim>;

const nothing: Withheld = { payout: [], replaced: [], claims: new Map(), free: [] };
const mayBeWithheld = ({ status, booked }: Payout): boolean => status === 'APPROVED' && !booked;

const casesIn = (claims: Claims, goes: (one: Case, claimId: string) => boolean): readonly (readonly [string, readonly Case[]])[] =>
  [...claims].map(([claimId, state]) => [
    claimId,
    state.status === 'UNFILED' ? [] : [...state.cases.values()].filter((one) => goes(one, claimId)),
  ]);

/** 签批 that was not booked: the officer may act on the cases again, and so may another. */
export function withholdPayout(payout: Payout, claims: Claims, { payoutId, reason, now }: Withholding): Withheld {
  if (!mayBeWithheld(payout)) return nothing;
  const cases = casesIn(claims, (one) => one.payoutId === payoutId && one.stage === 'RELEASED');
  return {
    ...nothing,
    payout: [{ type: 'PayoutWithheld', reason, withheldAt: now }],
    claims: new Map(
      cases
        .filter(([, own]) => own.length > 0)
        .map(([claimId, own]) => [
          claimId,
          [{ type: 'ReleaseWithheld', payoutId, caseIds: own.map(({ caseId }) => caseId), reason, withheldAt: now }],
        ]),
    ),
    free: cases.flatMap(([, own]) => own.flatMap((one) => actKeys([one], one.releasedBy ?? ''))),
  };
}

/** 重新发放 that was not booked: the order came back, and waits to be paid again. */
export function withholdReissue(payout: Payout, old: Payout, claims: Claims, { reason, now }: Withholding): Withheld {
  const [order] = payout.orders.values();
  const replaced = old.orders.get(order?.replaces ?? '');
  if (!mayBeWithheld(payout) || order === undefined || replaced?.state !== 'REPLACED') return nothing;
  const { orderId, code = 'NARR' } = replaced;
  const carried = (caseId: string, claimId: string) => order.lines.some((line) => line.claimId === claimId && line.caseId === caseId);
  const cases = casesIn(claims, ({ caseId }, claimId) => carried(caseId, claimId));
  return {
    payout: [{ type: 'PayoutWithheld', reason, withheldAt: now }],
    replaced: [{ type: 'ReplacementWithheld', orderId, by: order.orderId, withheldAt: now }],
    claims: new Map(
      cases.map(([claimId, own]) => [
        claimId,
        own.map(({ caseId }) => ({ type: 'ReissueWithheld', caseId, orderId, code, reason, withheldAt: now })),
      ]),
    ),
    free: cases.flatMap(([, own]) => actKeys(own, payout.releasedBy ?? '').map((key) => `${key}/${orderId}`)),
  };
}
