// What the bank says of one payment order, and what it comes to: paid, returned, heard before, or not true.
import type { Fen } from '@libs/kernel';
import { regionsOf, withheldName, type Order, type Payout, type PayoutFact } from '../payout/payout.decider';
import { payoutSent } from '../payout/payout-sending.decider';

export type BankAnswer = {
  readonly orderId: string;
  readonly said: 'PAID' | 'RETURNED';
  /** Where the bank names it. */
  readonly amountFen?: Fen;
  /** Why it came back. */
  readonly code: string;
  readonly bankReference: string;
};

type Withheld = Extract<PayoutFact, { type: 'BankAnswerWithheld' }>['reason'];
export type Judgement = 'COUNTS' | 'HEARD' | Withheld;

const notSent: ReadonlySet<Payout['status']> = new Set(['NONE', 'APPROVED', 'WITHDRAWN', 'WITHHELD']);

/** The same answer again counts once; one that contradicts what happened moves nothing. */
export function judgeAnswer(payout: Payout, answer: BankAnswer): Judgement {
  const order = payout.orders.get(answer.orderId);
  if (order === undefined || order.state === 'WITHDRAWN' || notSent.has(payout.status)) return 'NOT_SENT';
  if (repeats(order, answer)) return 'HEARD';
  if (order.state === 'REPLACED') return 'PAYMENT_ORDER_REPLACED';
  if (order.state === 'SUCCEEDED') return 'ALREADY_PAID';
  if (order.state === 'RETURNED') return 'ALREADY_RETURNED';
  return answer.amountFen !== undefined && answer.amountFen !== order.amountFen ? 'AMOUNT_DIFFERS' : 'COUNTS';
}

function repeats(order: Order, { said }: BankAnswer): boolean {
  if (said === 'PAID') return order.state === 'SUCCEEDED';
  return order.state === 'RETURNED' || order.state === 'REPLACED';
}

const wasWithheld = (payout: Payout, answer: BankAnswer): boolean =>
  payout.orders.get(answer.orderId)?.withheld.includes(withheldName(answer)) ?? false;

export const settledAs = ({ orderId, row, amountFen }: Order, { said, code, bankReference }: BankAnswer, now: string): PayoutFact =>
  said === 'PAID'
    ? { type: 'PaymentSucceeded', orderId, row, amountFen, bankReference, paidAt: now }
    : { type: 'PaymentReturned', orderId, row, amountFen, code, bankReference, returnedAt: now };

export type Heard = { readonly judgement: Judgement; readonly order: Order | undefined; readonly facts: readonly PayoutFact[] };

/** An answer also says that the bank has the file, where that was not known. */
export function hearBank(payout: Payout, answer: BankAnswer, now: string): Heard {
  const judgement = judgeAnswer(payout, answer);
  const { orderId, said, bankReference } = answer;
  const order = payout.orders.get(orderId);
  if (judgement === 'HEARD') return { judgement, order, facts: [] };
  if (judgement !== 'COUNTS' || order === undefined) {
    const reason = judgement === 'COUNTS' ? 'NOT_SENT' : judgement;
    const regions = regionsOf(order ? [order] : []);
    const withheld: PayoutFact = { type: 'BankAnswerWithheld', orderId, said, reason, bankReference, regions, at: now };
    return { judgement, order, facts: wasWithheld(payout, answer) ? [] : [withheld] };
  }
  return { judgement, order, facts: [...payoutSent(payout, now), settledAs(order, answer, now)] };
}
