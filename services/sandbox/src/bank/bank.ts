import { createHash } from 'node:crypto';
import { Refused, newId } from '@libs/kernel';
import { fieldsOf, oneOf, textIfAny, textOf, wholeOf, yesOrNo } from '../fields';
import type { AnswerDesk, Delivered } from './answer-desk';
import { reportsOf, statementOf } from './answer-message';
import { BankBook, asUuid, type Account, type Said } from './bank-book';
import { readPayments } from './payment-message';

const longestMessage = 64 * 1_024 * 1_024;
const mostOrders = 20_000;
const mostRepeats = 20;

type Answer = Delivered & { readonly orderId: string; readonly state: string };

/** The bank as it stands at the window: it takes files, and answers when the rehearsal says so. */
export class Bank {
  readonly #book = new BankBook();
  #silence = { silent: false, takes: false, turnsAway: false };

  constructor(
    private readonly desk: AnswerDesk,
    private readonly now: () => string,
  ) {}

  putAccount(body: unknown): Account {
    const fields = fieldsOf(body);
    const [idNo, uscc] = [textIfAny(fields, 'idNo'), textIfAny(fields, 'uscc')];
    return this.#book.put({
      number: textOf(fields, 'account'),
      name: textOf(fields, 'name'),
      kind: textIfAny(fields, 'kind') ?? 'BANK',
      active: yesOrNo(fields, 'active', true),
      ...(idNo !== undefined && { idNo }),
      ...(uscc !== undefined && { uscc }),
    });
  }

  check(body: unknown): { readonly active: boolean; readonly owner: boolean } {
    if (this.#silence.silent) throw new Refused('BANK_SILENT_HERE');
    const fields = fieldsOf(body);
    const { active, name } = this.#book.account(textOf(fields, 'account'));
    return { active, owner: name === textOf(fields, 'name') };
  }

  take(key: string | undefined, body: unknown) {
    if (this.#silence.silent && !this.#silence.takes) throw new Refused('BANK_SILENT_HERE');
    if (this.#silence.turnsAway) throw new Refused('BANK_TURNS_AWAY');
    const message = textOf(fieldsOf(body), 'message', longestMessage);
    const payments = readPayments(message);
    if (key !== payments.messageId) throw new Refused('BANK_MESSAGE_INVALID', { why: 'the Idempotency-Key is not the MsgId' });
    const { sha256: _, ...taken } = this.#book.take(payments, createHash('sha256').update(message).digest('hex'));
    if (this.#silence.silent) throw new Refused('BANK_SILENT_HERE');
    return taken;
  }

  /** What became of a message, whoever asks: taken, with what the bank has of it, or not. */
  enquire(body: unknown): { readonly messageId: string; readonly status: 'TAKEN' | 'NOT_TAKEN'; readonly sha256?: string } {
    if (this.#silence.silent) throw new Refused('BANK_SILENT_HERE');
    const messageId = textOf(fieldsOf(body), 'messageId');
    const taken = this.#book.message(messageId);
    return taken ? { ...taken, status: 'TAKEN' } : { messageId, status: 'NOT_TAKEN' };
  }

  /** Settles the orders in the bank's own book, and tells the sender as often as was asked. */
  async answer(body: unknown): Promise<{ readonly delivered: number; readonly refused?: string; readonly answers: readonly Answer[] }> {
    const fields = fieldsOf(body);
    const [outcome, code] = [oneOf(fields, 'outcome', ['paid', 'returned']), textIfAny(fields, 'code')];
    const repeat = wholeOf(fields, 'repeat', { least: 1, most: mostRepeats, unsaid: 1 });
    const orders = ordersOf(fields['orders']);
    const form = oneOf(fields, 'as', ['report', 'statement'], 'report');
    for (const order of orders) this.#book.order(order);
    const said = orders.map((order) => this.#book.answer(order, outcome, code));
    const told = form === 'report' ? this.#reports(said) : this.#statement(said);
    const ofOrder = new Map<string, Delivered>();
    let delivered = 0;
    for (const { message, about } of told) {
      for (let time = 0; time < repeat; time += 1) {
        const became = await this.desk.deliver(message);
        if (became.status === 'RECORDED') delivered += 1;
        for (const { order } of about) if (time === 0 || became.status !== 'RECORDED') ofOrder.set(order.orderId, became);
      }
    }
    const refused = [...ofOrder.values()].find(({ status }) => status === 'REFUSED')?.code;
    return {
      delivered,
      ...(refused !== undefined && { refused }),
      answers: said.map(({ order }) => ({
        ...(ofOrder.get(order.orderId) ?? { status: 'UNDELIVERED' }),
        orderId: asUuid(order.orderId),
        state: this.#book.order(order.orderId).state,
      })),
    };
  }

  book() {
    return this.#book.show();
  }

  /** Turning a file away is an answer, and yet none on which anybody may rely: people look before anything is paid again. */
  silence(body: unknown): { readonly silent: boolean; readonly takes: boolean; readonly turnsAway: boolean } {
    const fields = fieldsOf(body);
    const [takes, turnsAway] = [yesOrNo(fields, 'takes', false), yesOrNo(fields, 'turnsAway', false)];
    this.#silence = { silent: yesOrNo(fields, 'silent'), takes, turnsAway };
    return this.#silence;
  }

  #reports(said: readonly Said[]) {
    return [...Map.groupBy(said, ({ order }) => order.messageId).values()].flatMap((about) =>
      reportsOf(about, this.now(), messageId).map((message) => ({ message, about })),
    );
  }

  #statement(said: readonly Said[]) {
    return [{ message: statementOf(said, this.#book.balances, this.now(), messageId), about: said }];
  }
}

const messageId = (): string => newId().replaceAll('-', '');

function ordersOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostOrders || !value.every((one) => typeof one === 'string'))
    throw new Refused('SANDBOX_FIELD_INVALID', { field: 'orders' });
  return [...new Set(value as readonly string[])];
}
