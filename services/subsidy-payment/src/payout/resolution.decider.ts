// "Sent, outcome unknown" ends with the bank's word, with what it answers to an enquiry, or with that of two people who both looked.
import { withKeys, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { payoutSent } from './payout-sending.decider';
import type { EnquiryOutcome, Order, Payout, PayoutFact, Resolution, ResolvedOutcome, Word } from './payout.decider';

/** What the bank answers is kept; that it has the file is what was not known. */
export function bankEnquired(payout: Payout, outcome: EnquiryOutcome, now: string): readonly PayoutFact[] {
  if (payout.status !== 'OUTCOME_UNKNOWN') return [];
  return [{ type: 'BankEnquired', outcome, enquiredAt: now }, ...(outcome === 'TAKEN' ? payoutSent(payout, now) : [])];
}

export const resolutionOf = ({ resolutions }: Payout, orderId: string): Resolution | undefined =>
  resolutions.find(({ orderIds }) => orderIds.includes(orderId));

/** The orders on which people have to decide: all that are open where the bank does not know, else those of which it said what cannot be true. */
export const undecided = (payout: Payout): readonly Order[] =>
  [...payout.orders.values()].filter(
    ({ orderId, state, withheld }) =>
      state === 'ISSUED' &&
      resolutionOf(payout, orderId) === undefined &&
      (payout.status === 'OUTCOME_UNKNOWN' || ((payout.status === 'SENT' || payout.status === 'RESOLVED') && withheld.length > 0)),
  );

export type Saying = {
  readonly payoutId: string;
  readonly outcome: ResolvedOutcome;
  readonly reason: string;
  readonly officer: string;
  readonly now: string;
};

const ofSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((orderId) => other.includes(orderId));

/** What people said of the orders that wait for them, or of those on which they have decided: what is void is left out. */
export function standingWords(payout: Payout): readonly Word[] {
  const asked = [undecided(payout).map(({ orderId }) => orderId), ...payout.resolutions.map(({ orderIds }) => orderIds)];
  return payout.words.filter((word) => asked.some((orderIds) => ofSame(word.orderIds, orderIds)));
}

/** The second who says the same of the same orders decides; what was said of others is void. */
export function sayResolution(payout: Payout, { payoutId, outcome, reason, officer, now }: Saying): WithKeys<readonly PayoutFact[]> {
  if (payout.status === 'NONE') throw new Refused('PAYOUT_NOT_FOUND');
  const orderIds = undecided(payout).map(({ orderId }) => orderId);
  if (orderIds.length === 0) throw new Refused('PAYOUT_OUTCOME_KNOWN');
  // The bank first: people decide where it does not know.
  if (payout.status === 'OUTCOME_UNKNOWN' && payout.enquiry === undefined) throw new Refused('ENQUIRY_PENDING');
  const valid = payout.words.filter((word) => ofSame(word.orderIds, orderIds));
  if (valid.some((word) => word.officer === officer)) throw new Refused('SOD_VIOLATION');
  const said: PayoutFact = { type: 'ResolutionSaid', outcome, orderIds, officer, reason, saidAt: now };
  const agrees = valid.find((word: Word) => word.outcome === outcome);
  const decided: readonly PayoutFact[] = agrees
    ? [{ type: 'PayoutResolved', outcome, orderIds, officers: [agrees.officer, officer], resolvedAt: now }]
    : [];
  const round = payout.words.length - valid.length;
  return withKeys([said, ...decided], { take: [`payout/${payoutId}/resolution/${round}/${officer}`] });
}
