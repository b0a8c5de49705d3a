// The bank's own book, which knows nothing of the system's: what really moved is what stands here.
import { Refused, fen, noFen, yuanOf, type Fen } from '@libs/kernel';
import type { Payment, PaymentMessage } from './payment-message';

export type Account = {
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly active: boolean;
  readonly idNo?: string;
  readonly uscc?: string;
};
export type Outcome = 'paid' | 'returned';
export type BankOrder = Payment & {
  readonly messageId: string;
  readonly state: 'IN_TRANSIT' | 'PAID' | 'RETURNED';
  readonly reference?: string;
  readonly code?: string;
};
/** What the bank says of an order. It may say again, or falsely, what its book does not show. */
export type Said = { readonly order: BankOrder; readonly outcome: Outcome; readonly reference: string; readonly code?: string };
type Taken = { readonly messageId: string; readonly count: number; readonly sum: string; readonly sha256: string };

const inTransit = 'in-transit';
const dashes = /-/g;
const uuid = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

export const asUuid = (id: string): string => id.replace(uuid, '$1-$2-$3-$4-$5');
const plain = (id: string): string => id.replace(dashes, '');

export class BankBook {
  readonly #accounts = new Map<string, Account>();
  readonly #orders = new Map<string, BankOrder>();
  readonly #messages = new Map<string, Taken>();
  readonly #balances = new Map<string, Fen>();
  #references = 0;

  put(account: Account): Account {
    this.#accounts.set(account.number, account);
    return account;
  }

  account(number: string): Account {
    const account = this.#accounts.get(number);
    if (!account) throw new Refused('BANK_ACCOUNT_UNKNOWN', { account: number });
    return account;
  }

  /** The same message again is the same message; under its id there is never another. */
  take({ messageId, payments, sumFen }: PaymentMessage, sha256: string): Taken & { readonly repeated: boolean } {
    const known = this.#messages.get(messageId);
    if (known && known.sha256 !== sha256) throw new Refused('BANK_MESSAGE_DIFFERS', { message: messageId });
    if (known) return { ...known, repeated: true };
    const again = payments.find(({ orderId }) => this.#orders.has(plain(orderId)));
    if (again) throw new Refused('BANK_ORDER_KNOWN', { order: asUuid(again.orderId) });
    for (const payment of payments) {
      this.#orders.set(plain(payment.orderId), { ...payment, messageId, state: 'IN_TRANSIT' });
      this.#move(payment.fundAccount, inTransit, payment.amountFen);
    }
    const taken = { messageId, count: payments.length, sum: yuanOf(sumFen), sha256 };
    this.#messages.set(messageId, taken);
    return { ...taken, repeated: false };
  }

  /** Of a message that may never have come: whether it did, and as which bytes. */
  message(messageId: string): Taken | undefined {
    return this.#messages.get(messageId);
  }

  order(orderId: string): BankOrder {
    const order = this.#orders.get(plain(orderId));
    if (!order) throw new Refused('BANK_ORDER_UNKNOWN', { order: asUuid(orderId) });
    return order;
  }

  /** Money moves only for an order that is still on its way: what is told of a settled one is told, and nothing more. */
  answer(orderId: string, outcome: Outcome, code: string | undefined): Said {
    const order = this.order(orderId);
    const state = outcome === 'paid' ? 'PAID' : 'RETURNED';
    if (order.state === state && order.reference !== undefined)
      return { order, outcome, reference: order.reference, ...(order.code !== undefined && { code: order.code }) };
    const reference = this.#reference();
    const why = outcome === 'returned' ? { code: code ?? 'OTHER' } : {};
    if (order.state !== 'IN_TRANSIT') return { order, outcome, reference, ...why };
    const settled: BankOrder = { ...order, state, reference, ...why };
    this.#orders.set(plain(orderId), settled);
    this.#move(inTransit, outcome === 'paid' ? order.payeeAccount : order.fundAccount, order.amountFen);
    return { order: settled, outcome, reference, ...why };
  }

  get balances(): Readonly<Record<string, Fen>> {
    return Object.fromEntries(this.#balances);
  }

  show() {
    return {
      orders: [...this.#orders.values()].map(({ amountFen, orderId, paymentInformationId: _, ...order }) => ({
        orderId: asUuid(orderId),
        ...order,
        amount: yuanOf(amountFen),
      })),
      balances: Object.fromEntries([...this.#balances].map(([account, amountFen]) => [account, yuanOf(amountFen)])),
      messages: [...this.#messages.values()],
    };
  }

  #move(from: string, to: string, amountFen: Fen): void {
    this.#balances.set(from, fen((this.#balances.get(from) ?? noFen) - amountFen));
    this.#balances.set(to, fen((this.#balances.get(to) ?? noFen) + amountFen));
  }

  #reference(): string {
    this.#references += 1;
    return `B${String(this.#references).padStart(15, '0')}`;
  }
}
