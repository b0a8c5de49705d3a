// 重新发放: a new order takes the place of one that came back, in a payout of its own.
import { Refused } from '@libs/kernel';
import type { Order, Payout, PayoutFact } from './payout.decider';

/** Whether the bank would pay to an account, and which version of it that is; undefined where the bank did not say. */
export type CheckedAccount = { readonly ready: boolean | undefined; readonly version: number };

export type Reissue = {
  readonly orderId: string;
  /** The payout that the returned order was part of, and the new one. */
  readonly from: string;
  readonly payoutId: string;
  /** What the bank said of the account just now, and which version of it that is. */
  readonly account: CheckedAccount;
  readonly officer: string;
  readonly now: string;
};

/** The order that may be replaced; the refusal says why another one may not. */
function returnedOrder(payout: Payout, orderId: string): Order {
  const order = payout.orders.get(orderId);
  if (order === undefined) throw new Refused('PAYMENT_ORDER_NOT_FOUND');
  if (order.state === 'REPLACED') throw new Refused('PAYMENT_ORDER_REPLACED', { orderId, replacedBy: order.replacedBy ?? '' });
  if (order.state !== 'RETURNED') throw new Refused('PAYMENT_NOT_RETURNED', { state: order.state });
  return order;
}

export function reissuePayment(
  payout: Payout,
  { orderId, from, payoutId, account, officer, now }: Reissue,
): { readonly old: readonly PayoutFact[]; readonly fresh: readonly PayoutFact[]; readonly order: Order } {
  const order = returnedOrder(payout, orderId);
  if (account.ready === undefined) throw new Refused('BANK_SILENT');
  if (!account.ready) throw new Refused('ACCOUNT_NOT_READY');
  // A payout of one order and its order are called alike, so that whoever books or answers either means the same money.
  const by = payoutId;
  const { payee, row, amountFen, lines } = order;
  return {
    order,
    old: [{ type: 'OrderReplaced', orderId, by, replacedAt: now }],
    fresh: [
      {
        type: 'PaymentReissued',
        orderId: by,
        replaces: orderId,
        replacesPayoutId: from,
        payee,
        row,
        amountFen,
        lines,
        accountVersion: account.version,
        reissuedBy: officer,
        reissuedAt: now,
      },
    ],
  };
}
