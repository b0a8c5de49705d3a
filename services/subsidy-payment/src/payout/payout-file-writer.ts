import { Injectable } from '@nestjs/common';
import { Refused } from '@libs/kernel';
import { payeeName, type AccountVersions } from '../payee/payee.decider';
import { accountChangedReason } from '../claim/came-back';
import { hashOf } from '../claim/hash-of';
import { bankId, paymentFile, type PaymentGroup, type Transfer } from '../bank/payment-file';
import { PayeeChecks, type OpenedPayee } from './payee-checks';
import { rowName } from './payout-approval.decider';
import { PayoutFiles, type FileAccount, type KeptFile } from './payout-files';
import { PayoutKeys } from './payout-keys';
import { mustBeAsShown } from './shown-release.decider';
import { fileShown, sumToGo, type WrittenFile } from './payout-sending.decider';
import { ordersToGo, type Order, type Payout } from './payout.decider';

const shownDigits = 4;
type Payable = Order & { readonly opened: OpenedPayee & Required<Pick<OpenedPayee, 'account'>> };

/** Makes the file of a payout, once, for the officer who is to say yes to it: names and accounts come from the vault, and rest encrypted with the file. */
@Injectable()
export class PayoutFileWriter {
  constructor(
    private readonly files: PayoutFiles,
    private readonly keys: PayoutKeys,
    private readonly payees: PayeeChecks,
  ) {}

  /** Which version of its account each payee has at this moment; undefined where the file was made before, with the accounts of that moment. */
  async accountsNow(payoutId: string, payout: Payout): Promise<AccountVersions | undefined> {
    if (await this.files.find(payoutId)) return undefined;
    const opened = await this.#opened(payoutId, payout);
    return new Map([...opened].map(([name, { account, accountVersion }]) => [name, account === undefined ? 0 : accountVersion]));
  }

  async fileOf(payoutId: string, payout: Payout, createdAt: string): Promise<WrittenFile> {
    const messageId = bankId(payoutId);
    const kept = (await this.files.find(payoutId)) ?? (await this.#make(payoutId, messageId, payout, createdAt));
    const accounts = kept.accounts.map(({ orderId, accountHash, accountVersion }) => ({ orderId, accountHash, accountVersion }));
    return { messageId, sha256: kept.sha256, count: kept.accounts.length, sumFen: sumToGo(payout), accounts };
  }

  /** The file of a payout that may come to be, for an officer to see; it is what leaves if they say yes. */
  async drawUp(payoutId: string, payout: Payout, linesHash: string, now: string): Promise<string> {
    const orders = await this.#withAccounts(payoutId, payout);
    const { text, accounts } = this.#written(bankId(payoutId), orders, now);
    return this.files.drawUp(payoutId, text, { linesHash, drawnUpAt: now, accounts });
  }

  async #make(payoutId: string, messageId: string, payout: Payout, createdAt: string): Promise<KeptFile> {
    mustBeAsShown(payout.shown, [...payout.orders.values()], hashOf);
    const shown = fileShown(payout);
    if (shown !== undefined) return this.files.keepAsShown(payoutId, shown);
    const { text, accounts } = this.#written(messageId, await this.#withAccounts(payoutId, payout), createdAt);
    return this.files.keep(payoutId, text, accounts);
  }

  #written(messageId: string, orders: readonly Payable[], createdAt: string) {
    const text = paymentFile({ messageId, createdAt, groups: groupsOf(orders) });
    return { text, accounts: orders.map((order) => this.#accountOf(order)) };
  }

  /** Of all that were approved, in one order, so that it is one act of opening however many of them still go. */
  async #opened(payoutId: string, { orders }: Payout): Promise<ReadonlyMap<string, OpenedPayee>> {
    const wanted = new Map([...orders.values()].map(({ payee }) => [payeeName(payee), payee]));
    const inOrder = [...wanted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, payee]) => payee);
    const opened = await this.payees.opened(inOrder, 'PAYOUT', payoutId);
    return new Map(opened.map((payee) => [payeeName(payee), payee]));
  }

  async #withAccounts(payoutId: string, payout: Payout): Promise<readonly Payable[]> {
    const known = await this.#opened(payoutId, payout);
    return ordersToGo(payout).map((order) => {
      const payee = known.get(payeeName(order.payee));
      // Changed since it was approved: its case is on its way back to the reviews, and whoever asked looks again.
      if (payee?.account === undefined || payee.accountVersion !== order.accountVersion)
        throw new Refused(accountChangedReason, { payee: order.payee.id });
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
