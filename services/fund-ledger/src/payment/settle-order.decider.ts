// What became of one payment order, or of one payment long after. Nobody listens to a message's refusal: what cannot be booked is recorded as withheld.
import { noFen, type Fen } from '@libs/kernel';
import type { Bucket, Cause, FundRow, FundRowFact, Settlement, WithheldReason } from '../fund-row/fund-row.decider';
import type { RowName } from '../fund-row/row-name';

type Order = { readonly row: RowName; readonly payoutId: string; readonly orderId: string; readonly amountFen: Fen; readonly at: string };

const withheld = (
  cause: Cause,
  causeId: string,
  { region }: RowName,
  reason: WithheldReason,
  withheldAt: string,
): readonly FundRowFact[] => [{ type: 'MoveWithheld', cause, causeId, region, reason, withheldAt }];

function moved(
  settlement: Settlement | { readonly cause: 'CLAWBACK' },
  causeId: string,
  { row, amountFen, at }: Pick<Order, 'row' | 'amountFen' | 'at'>,
  [from, to]: readonly [Bucket, Bucket],
): readonly FundRowFact[] {
  return [{ type: 'FundsMoved', ...settlement, causeId, row, moves: [{ from, to, amountFen }], happenedAt: at }];
}

function notInTransit(state: FundRow, { payoutId, orderId, amountFen }: Order): WithheldReason | undefined {
  const transit = state.transit.get(payoutId);
  if (state.suspense.has(orderId) || transit?.paid.has(orderId)) return 'ALREADY_SETTLED';
  if (!transit || amountFen <= noFen || transit.leftFen < amountFen) return 'NOT_IN_TRANSIT';
  return state.balances.IN_TRANSIT < amountFen ? 'BUCKET_TOO_SMALL' : undefined;
}

/** in transit → paid */
export function bookPayment(state: FundRow, order: Order, now: string): readonly FundRowFact[] {
  const { payoutId, orderId } = order;
  const reason = notInTransit(state, order);
  if (reason) return withheld('PAYMENT', orderId, order.row, reason, now);
  return moved({ cause: 'PAYMENT', payoutId, orderId }, orderId, order, ['IN_TRANSIT', 'PAID']);
}

/** 退票: in transit → suspense */
export function bookReturn(state: FundRow, order: Order, now: string): readonly FundRowFact[] {
  const { payoutId, orderId } = order;
  const reason = notInTransit(state, order);
  if (reason) return withheld('RETURN', orderId, order.row, reason, now);
  return moved({ cause: 'RETURN', payoutId, orderId }, orderId, order, ['IN_TRANSIT', 'SUSPENSE']);
}

/** 重新发放: suspense → in transit, as a payout of its own. */
export function bookReissue(state: FundRow, order: Order & { readonly replaces: string }, now: string): readonly FundRowFact[] {
  const { payoutId, orderId, replaces } = order;
  // The file of the new payout waits for this, so the payout is what it names.
  if (state.suspense.get(replaces) !== order.amountFen) return withheld('REISSUE', payoutId, order.row, 'NOT_IN_TRANSIT', now);
  if (state.balances.SUSPENSE < order.amountFen) return withheld('REISSUE', payoutId, order.row, 'BUCKET_TOO_SMALL', now);
  return moved({ cause: 'REISSUE', payoutId, orderId, replaces }, payoutId, order, ['SUSPENSE', 'IN_TRANSIT']);
}

/** 追缴: paid → receivable */
export function bookClawback(
  state: FundRow,
  debt: { readonly debtId: string; readonly row: RowName; readonly amountFen: Fen; readonly at: string },
  now: string,
): readonly FundRowFact[] {
  if (debt.amountFen <= noFen || state.balances.PAID < debt.amountFen)
    return withheld('CLAWBACK', debt.debtId, debt.row, 'BUCKET_TOO_SMALL', now);
  return moved({ cause: 'CLAWBACK' }, debt.debtId, debt, ['PAID', 'RECEIVABLE']);
}
