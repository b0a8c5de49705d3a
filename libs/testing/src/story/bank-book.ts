// The sandbox bank's own book, and which of its orders belong to a claim.
import { fen, fenOf, noFen, type Fen, addFen } from '@libs/kernel';
import { onlooker, type Scene } from './scene';

export type BookedOrder = {
  readonly orderId: string;
  readonly payeeAccount: string;
  readonly amount: string;
  readonly state: 'IN_TRANSIT' | 'PAID' | 'RETURNED';
};
export type Book = { readonly orders: readonly BookedOrder[]; readonly balances: Readonly<Record<string, string>> };

/** An order as subsidy-payment knows it. */
export type Order = {
  readonly orderId: string;
  readonly payee: { readonly kind: string; readonly id: string };
  readonly state: string;
  readonly lines: readonly { readonly claimId: string; readonly caseId: string; readonly line: number; readonly amount: string }[];
};

const plain = (id: string): string => id.replaceAll('-', '').toLowerCase();

export const bookOf = ({ api }: Scene): Promise<Book> => api.sandbox('GET', 'bank/book');

export const inBook = ({ orders }: Book, orderId: string): BookedOrder | undefined =>
  orders.find((booked) => plain(booked.orderId) === plain(orderId));

/** Oldest first, so that the n-th ever is the n-th here. */
export const ordersOf = ({ api, claimId }: Scene, claim: string): Promise<readonly Order[]> =>
  api.all(onlooker, `subsidy-payment/payment-orders?claimId=${claimId(claim)}`);

/** An amount of the bank, which may owe. */
const signedFen = (text: string): Fen => (text.startsWith('-') ? fen(-fenOf(text.slice(1))) : fenOf(text));

/** Cash that somebody has of us since the start: paid by the bank, less what came back. */
export function cashOf(scene: Scene, book: Book, name: string): Fen {
  const organisation = scene.organisations.get(name);
  const accounts = organisation ? [organisation.account] : scene.peopleNamed(name).flatMap((person) => person.accounts);
  return accounts.reduce((sum, account) => addFen(sum, signedFen(book.balances[account] ?? '0.00')), noFen);
}
