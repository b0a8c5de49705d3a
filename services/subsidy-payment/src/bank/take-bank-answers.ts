import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { hashOf } from '../claim/hash-of';
import { judgeAnswer, type BankAnswer, type Judgement } from './bank-answer.decider';
import { bankMessages, receiveBankMessage } from './bank-message.decider';
import { readBankMessage, type BankMessage } from './bank-message';
import { OrderSettling } from './order-settling';
import { OrdersOfBank } from './orders-of-bank';
import { settleOrder } from './settle-order.decider';

const longestMessage = 16_000_000;
const settledAtOnce = 32;

export class BankAnswersBody {
  /** pain.002.001 or camt.053.001, as the bank wrote it. */
  @IsString() @MinLength(1) @MaxLength(longestMessage) readonly message!: string;
}

export class BankAnswerView {
  @IsUUID() readonly orderId!: string;
  @IsIn(['PAID', 'RETURNED']) readonly said!: BankAnswer['said'];
}

export class BankAnswersTaken {
  @IsIn(['RECORDED']) readonly outcome!: 'RECORDED';
  @IsIn(['pain.002', 'camt.053']) readonly kind!: BankMessage['kind'];
  @ValidateNested({ each: true }) @Type(() => BankAnswerView) readonly answers!: readonly BankAnswerView[];
  @IsInt() readonly seq!: number;
}

export class TakeBankAnswers extends Command<BankAnswersTaken> {
  constructor(
    readonly command: CommandMeta,
    readonly body: BankAnswersBody,
  ) {
    super();
  }
}

type Taken = { readonly answer: BankAnswer; readonly judgement: Judgement; readonly seq: number };

@CommandHandler(TakeBankAnswers)
export class TakeBankAnswersHandler implements ICommandHandler<TakeBankAnswers> {
  constructor(
    private readonly store: EventStore,
    private readonly orders: OrdersOfBank,
    private readonly settling: OrderSettling,
  ) {}

  /** All that the bank says is kept first; then the first answer that cannot be true is what the bank hears. */
  async execute({ command, body }: TakeBankAnswers): Promise<BankAnswersTaken> {
    const message = readBankMessage(body.message);
    const orderIds = message.answers.map(({ orderId }) => orderId);
    const whole = message.rejections.map(({ payoutId }) => payoutId);
    const received = await this.#receive(command, message, [...orderIds, ...whole, ...message.strangers]);
    const returned = await this.orders.returnedBy(message.rejections, new Set(orderIds));
    const payouts = new Map([...(await this.orders.payoutsOf(orderIds, received.seq)), ...returned.payouts]);
    const known = [...message.answers, ...returned.answers].filter(({ orderId }) => payouts.has(orderId));
    const taken = await this.#settleAll(command, known, payouts);
    const refusal = taken.map(({ answer, judgement }) => refusalOf(judgement, answer.orderId)).find((one) => one !== undefined);
    if (refusal !== undefined) throw refusal;
    // Lines of others among ours are kept and are nobody's fault; a message of nothing else has come to the wrong place.
    const unknown = [...message.strangers, ...orderIds.filter((id) => !payouts.has(id)), ...returned.unknown][0];
    if (unknown !== undefined && known.length === 0) throw new Refused('PAYMENT_ORDER_UNKNOWN', { orderId: unknown });
    const answers = known.map(({ orderId, said }) => ({ orderId, said }));
    return { outcome: 'RECORDED', kind: message.kind, answers, seq: taken.reduce((last, { seq }) => Math.max(last, seq), received.seq) };
  }

  /** Each is settled whatever becomes of the others; the first failure is told when all have been. */
  async #settleAll(command: CommandMeta, answers: readonly BankAnswer[], payouts: ReadonlyMap<string, string>): Promise<readonly Taken[]> {
    const settled: PromiseSettledResult<Taken>[] = [];
    for (let place = 0; place < answers.length; place += settledAtOnce) {
      const part = answers.slice(place, place + settledAtOnce);
      settled.push(...(await Promise.allSettled(part.map((answer) => this.#settle(command, answer, payouts.get(answer.orderId) ?? '')))));
    }
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }

  #receive(command: CommandMeta, { kind, messageId, sha256 }: BankMessage, orderIds: readonly string[]) {
    return this.store.decide(
      bankMessages,
      childId('bank-message', messageId),
      { ...command, id: `${command.id}/message` },
      (state, { now }) => receiveBankMessage(state, { kind, messageId, sha256, orderIds }, now),
    );
  }

  async #settle(command: CommandMeta, answer: BankAnswer, payoutId: string): Promise<Taken> {
    // One message may speak of an order twice, and say two things of it.
    const own = { ...command, id: `${command.id}/${answer.orderId}/${hashOf(answer)}`, input: answer };
    const { payout, seq } = await this.settling.settle(own, { payoutId, orderId: answer.orderId }, (touched, now) =>
      settleOrder(touched, answer, now),
    );
    return { answer, judgement: judgeAnswer(payout, answer), seq };
  }
}

/** After the decision: an answer that counted is one that was heard. */
function refusalOf(judgement: Judgement, orderId: string): Refused | undefined {
  switch (judgement) {
    case 'COUNTS':
    case 'HEARD':
      return undefined;
    case 'PAYMENT_ORDER_REPLACED':
      return new Refused('PAYMENT_ORDER_REPLACED', { orderId });
    case 'ALREADY_PAID':
      return new Refused('PAYMENT_ORDER_PAID', { orderId });
    case 'ALREADY_RETURNED':
      return new Refused('PAYMENT_ORDER_RETURNED', { orderId });
    case 'NOT_SENT':
      return new Refused('PAYMENT_ORDER_NOT_SENT', { orderId });
    case 'AMOUNT_DIFFERS':
      return new Refused('PAYMENT_AMOUNT_DIFFERS', { orderId });
  }
}
