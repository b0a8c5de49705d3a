import { Injectable } from '@nestjs/common';
import { bankId, paymentFile, type PaymentGroup, type Transfer } from '../bank/payment-file';
import { PayeeChecks, type OpenedPayee } from './payee-checks';
import { rowName } from './payout-approval.decider';
import { PayoutFiles, type FileAccount } from './payout-files';
import { PayoutKeys } from './payout-keys';
import type { WrittenFile } from './payout-sending.decider';
import type { Order, Payout } from './payout.decider';

const shownDigits = 4;
type Payable = Order & { readonly opened: OpenedPayee & Required<Pick<OpenedPayee, 'account'>> };

/** Makes the file of a payout, once: names and accounts come from the vault, and rest encrypted with the file. */
@Injectable()
export class PayoutFileWriter {
  constructor(
    private readonly files: PayoutFiles,
    private readonly keys: PayoutKeys,
    private readonly payees: PayeeChecks,
  ) {}

  async fileOf(payoutId: string, payout: Payout, createdAt: string): Promise<WrittenFile> {
    const messageId = bankId(payoutId);
    const kept = (await this.files.find(payoutId)) ?? (await this.#make(payoutId, messageId, payout, createdAt));
    const accounts = kept.accounts.map(({ orderId, accountHash, accountVersion }) => ({ orderId, accountHash, accountVersion }));
    return { messageId, sha256: kept.sha256, count: kept.accounts.length, sumFen: payout.netFen as WrittenFile['sumFen'], accounts };
  }

  async #make(payoutId: string, messageId: string, payout: Payout, createdAt: string) {
    const orders = await this.#withAccounts(payoutId, [...payout.orders.values()]);
    const accounts = orders.map((order) => this.#accountOf(order));
    return this.files.keep(payoutId, paymentFile({ messageId, createdAt, groups: groupsOf(orders) }), accounts);
  }

  async #withAccounts(payoutId: string, orders: readonly Order[]): Promise<readonly Payable[]> {
    const wanted = new Map(orders.map(({ payee }) => [`${payee.kind}/${payee.id}`, payee]));
    const opened = await this.payees.opened([...wanted.values()], 'PAYOUT', payoutId);
    const known = new Map(opened.map((payee) => [`${payee.kind}/${payee.id}`, payee]));
    return orders.map((order) => {
      const payee = known.get(`${order.payee.kind}/${order.payee.id}`);
      if (payee?.account === undefined) throw new Error(`the payee of order ${order.orderId} has no account`);
      return { ...order, opened: { ...payee, account: payee.account } };
    });
  }

  #accountOf({ orderId, opened }: Payable): FileAccount {
    const { number } = opened.account;
    return {
      orderId,
      accountHash: this.keys.accountHash(number),
      accountVersion: opened.accountVersion,
      masked: `****${number.slice(-shownDigits)}`,
    };
  }
}

const transferOf = ({ orderId, amountFen, opened }: Payable): Transfer => ({
  orderId,
  amountFen,
  name: opened.name,
  account: opened.account.number,
});

function groupsOf(orders: readonly Payable[]): readonly PaymentGroup[] {
  const groups = new Map<string, Transfer[]>();
  for (const order of orders) {
    const name = rowName(order.row);
    groups.set(name, [...(groups.get(name) ?? []), transferOf(order)]);
  }
  return [...groups].map(([name, transfers]) => ({ name, transfers }));
}
