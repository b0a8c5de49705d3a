import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { instant, position } from '@libs/platform';
import { bankMessages, type BankMessageFact } from '../bank/bank-message.decider';
import { payout, type PayoutFact } from '../payout/payout.decider';

/** What came from the bank, whatever came of it. */
@Entity('bank_message')
export class BankMessageRow {
  @PrimaryColumn('bigint', { transformer: position }) seq!: number;
  @Column('text') kind!: BankMessageFact['kind'];
  @Column('text', { name: 'message_id' }) messageId!: string;
  @Column('text') sha256!: string;
  @Column('timestamptz', { name: 'received_at', transformer: instant }) receivedAt!: string;
  /** Orders, payouts and strangers that it names. */
  @Column('text', { array: true }) named!: readonly string[];
}

/** What the bank's word did to an order, or why it did nothing. */
@Entity('bank_word')
export class BankWordRow {
  @PrimaryColumn('bigint', { transformer: position }) seq!: number;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  @Column('uuid', { name: 'payout_id' }) payoutId!: string;
  @Column('text') said!: 'PAID' | 'RETURNED';
  /** Why it changed nothing; null where it counted. */
  @Column('text', { nullable: true }) withheld!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text', { name: 'bank_reference' }) bankReference!: string;
  @Column('timestamptz', { transformer: instant }) at!: string;
}

@Injectable()
export class BankAnswerListProjection implements Projection {
  readonly name = 'bank-answer-list';
  readonly rows = [BankMessageRow, BankWordRow];

  async apply({ category, streamId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category === bankMessages.category) {
      const { kind, messageId, sha256, orderIds, receivedAt } = fact as BankMessageFact;
      await rows.insert(BankMessageRow, { seq, kind, messageId, sha256, receivedAt, named: [...orderIds] });
    }
    const word = category === payout.category ? wordOf(fact as PayoutFact) : undefined;
    if (word) await rows.insert(BankWordRow, { ...word, payoutId: streamId, seq });
  }
}

function wordOf(fact: PayoutFact): Omit<BankWordRow, 'seq' | 'payoutId'> | undefined {
  if (fact.type === 'PaymentSucceeded') {
    const { orderId, bankReference, paidAt } = fact;
    return { orderId, said: 'PAID', withheld: null, code: null, bankReference, at: paidAt };
  }
  if (fact.type === 'PaymentReturned') {
    const { orderId, code, bankReference, returnedAt } = fact;
    return { orderId, said: 'RETURNED', withheld: null, code, bankReference, at: returnedAt };
  }
  if (fact.type !== 'BankAnswerWithheld') return undefined;
  const { orderId, said, reason, bankReference, at } = fact;
  return { orderId, said, withheld: reason, code: null, bankReference, at };
}
