import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { EventStore, withKeys, type CommandMeta, type Fact, type Streams } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { claim, type Claim } from '../claim/claim.decider';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { payout, type Payout } from '../payout/payout.decider';
import { judgeAnswer, type BankAnswer, type Judgement } from './bank-answer.decider';
import { bankMessages, receiveBankMessage } from './bank-message.decider';
import { readBankMessage, type BankMessage } from './bank-message';
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
  ) {}

  /** All that the bank says is kept first; then the first answer that cannot be true is what the bank hears. */
  async execute({ command, body }: TakeBankAnswers): Promise<BankAnswersTaken> {
    const message = readBankMessage(body.message);
    const orderIds = message.answers.map(({ orderId }) => orderId);
    const received = await this.#receive(command, message, [...orderIds, ...message.strangers]);
    const payouts = await this.orders.payoutsOf(orderIds, received.seq);
    const taken: Taken[] = [];
    for (let place = 0; place < message.answers.length; place += settledAtOnce) {
      const part = message.answers.slice(place, place + settledAtOnce);
      const settled = part.map((answer) => this.#settle(command, answer, payouts.get(answer.orderId)));
      taken.push(...(await Promise.all(settled)).flat());
    }
    const refusal = taken.map(({ answer, judgement }) => refusalOf(judgement, answer.orderId)).find((one) => one !== undefined);
    if (refusal !== undefined) throw refusal;
    const unknown = [...message.strangers, ...orderIds.filter((id) => !payouts.has(id))][0];
    if (unknown !== undefined) throw new Refused('PAYMENT_ORDER_UNKNOWN', { orderId: unknown });
    const answers = message.answers.map(({ orderId, said }) => ({ orderId, said }));
    return { outcome: 'RECORDED', kind: message.kind, answers, seq: Math.max(received.seq, ...taken.map(({ seq }) => seq)) };
  }

  #receive(command: CommandMeta, { kind, messageId, sha256 }: BankMessage, orderIds: readonly string[]) {
    return this.store.decide(
      bankMessages,
      childId('bank-message', messageId),
      { ...command, id: `${command.id}/message` },
      (state, { now }) => receiveBankMessage(state, { kind, messageId, sha256, orderIds }, now),
    );
  }

  async #settle(command: CommandMeta, answer: BankAnswer, payoutId: string | undefined): Promise<readonly Taken[]> {
    if (payoutId === undefined) return [];
    const { claimIds, personIds } = await this.orders.touchedBy(payoutId, answer.orderId);
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...claimIds.map((claimId) => [`claim ${claimId}`, [claim, claimId]]),
      ...personIds.map((personId) => [`book ${personId}`, [entitlements, personId]]),
    ]);
    const own = { ...command, id: `${command.id}/${answer.orderId}/${answer.said}`, input: answer };
    const decided = await this.store.decideTogether(own, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, states[`claim ${claimId}`] as Claim]));
      const books = new Map(personIds.map((personId) => [personId, states[`book ${personId}`] as Entitlements]));
      const settled = settleOrder({ payout: states['payout'] as Payout, claims, books }, answer, now);
      const facts: Record<string, readonly Fact[]> = { payout: settled.payout };
      for (const [claimId, ofClaim] of settled.claims) facts[`claim ${claimId}`] = ofClaim;
      for (const [personId, ofBook] of settled.books) facts[`book ${personId}`] = ofBook;
      return withKeys(facts, { take: settled.take, free: settled.free });
    });
    const state = decided.streams['payout']?.state as Payout;
    return [{ answer, judgement: judgeAnswer(state, answer), seq: decided.seq }];
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
