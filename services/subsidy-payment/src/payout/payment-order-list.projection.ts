import { Injectable } from '@nestjs/common';
import { Column, Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { maybeInstant } from '@libs/platform';
import { accountChangedReason, claim, type ClaimFact } from '../claim/claim.decider';
import {
  payout,
  type EnquiryOutcome,
  type Order,
  type OrderLine,
  type Payout,
  type PayoutFact,
  type ResolvedOutcome,
} from './payout.decider';

const whole = { to: (value: number) => value, from: (value: string | number) => Number(value) };

@Entity('payout')
export class PayoutRow {
  @PrimaryColumn('uuid', { name: 'payout_id' }) payoutId!: string;
  @Column('text') status!: Exclude<Payout['status'], 'NONE'>;
  @Column('boolean') booked!: boolean;
  @Column('bigint', { name: 'gross_fen', transformer: whole }) grossFen!: number;
  @Column('bigint', { name: 'offset_fen', transformer: whole }) offsetFen!: number;
  @Column('bigint', { name: 'net_fen', transformer: whole }) netFen!: number;
  @Column('text', { name: 'released_by' }) releasedBy!: string;
  @Column('timestamptz', { name: 'approved_at', transformer: maybeInstant }) approvedAt!: string;
  /** The order that it pays again. */
  @Column('uuid', { nullable: true }) replaces!: string | null;
  @Column('integer', { name: 'tree_size', nullable: true }) treeSize!: number | null;
  @Column('text', { name: 'message_id', nullable: true }) messageId!: string | null;
  @Column('text', { name: 'file_sha256', nullable: true }) fileSha256!: string | null;
  @Column('text', { name: 'shown_sha256', nullable: true }) shownSha256!: string | null;
  @Column('integer', { nullable: true }) count!: number | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true, transformer: maybeInstant }) sentAt!: string | null;
  @Column('timestamptz', { name: 'outcome_unknown_since', nullable: true, transformer: maybeInstant }) outcomeUnknownSince!: string | null;
  /** What the bank answered when it was asked. */
  @Column('text', { nullable: true }) enquiry!: EnquiryOutcome | null;
  /** What two people decided last. */
  @Column('text', { nullable: true }) resolution!: ResolvedOutcome | null;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: whole }) seq!: number;
}

@Entity('payment_order')
export class PaymentOrderRow {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @Column('uuid', { name: 'payout_id' }) payoutId!: string;
  @Column('text', { name: 'payee_kind' }) payeeKind!: Order['payee']['kind'];
  @Column('text', { name: 'payee_id' }) payeeId!: string;
  @Column('text') fund!: Order['row']['fund'];
  @Column('text') region!: string;
  @Column('integer') year!: number;
  @Column('bigint', { name: 'amount_fen', transformer: whole }) amountFen!: number;
  @Column('jsonb') lines!: readonly OrderLine[];
  @Column('text') state!: Order['state'];
  /** The bank has it. */
  @Column('boolean') sent!: boolean;
  @Column('uuid', { nullable: true }) replaces!: string | null;
  @Column('uuid', { name: 'replaced_by', nullable: true }) replacedBy!: string | null;
  @Column('text', { name: 'bank_reference', nullable: true }) bankReference!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('integer', { name: 'account_version', nullable: true }) accountVersion!: number | null;
  @Column('timestamptz', { name: 'issued_at', transformer: maybeInstant }) issuedAt!: string;
  @Column('timestamptz', { name: 'settled_at', nullable: true, transformer: maybeInstant }) settledAt!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: whole }) firstSeq!: number;
  @Column('bigint', { transformer: whole }) seq!: number;
}

/** Whose claims an order pays: how far somebody sees is asked of these. */
@Entity('payment_order_claim')
export class PaymentOrderClaimRow {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('text') region!: string;
  @Column('text', { name: 'organisation_id', nullable: true }) organisationId!: string | null;
}

/** Where a claim belongs, as it was filed. */
@Entity('claim_place')
export class ClaimPlaceRow {
  @PrimaryColumn('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('text') region!: string;
  @Column('text', { name: 'organisation_id', nullable: true }) organisationId!: string | null;
}

type Issued = Extract<PayoutFact, { type: 'PaymentOrderIssued' | 'PaymentReissued' }>;
type Place = Pick<RecordedFact, 'streamId' | 'seq' | 'version'>;

const noneYet = {
  booked: false,
  replaces: null,
  treeSize: null,
  messageId: null,
  fileSha256: null,
  shownSha256: null,
  count: null,
  sentAt: null,
  outcomeUnknownSince: null,
  enquiry: null,
  resolution: null,
};

@Injectable()
export class PaymentOrderListProjection implements Projection {
  readonly name = 'payment-order-list';
  readonly rows = [PayoutRow, PaymentOrderRow, PaymentOrderClaimRow, ClaimPlaceRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category === claim.category) await this.#place(streamId, fact as ClaimFact, rows);
    if (category === payout.category) await this.#change({ streamId, seq, version }, fact as PayoutFact, rows);
  }

  async #place(claimId: string, fact: ClaimFact, rows: EntityManager): Promise<void> {
    if (fact.type !== 'ClaimSubmitted') return;
    await rows.insert(ClaimPlaceRow, { claimId, region: fact.region, organisationId: fact.organisationId ?? null });
  }

  async #change(place: Place, fact: PayoutFact, rows: EntityManager): Promise<void> {
    const { streamId: payoutId, seq, version } = place;
    if (version === 1) await rows.insert(PayoutRow, { ...noneYet, ...openedBy(fact), payoutId, version, seq } as PayoutRow);
    else await rows.update(PayoutRow, { payoutId }, { ...payoutChangeOf(fact), version, seq });
    if (fact.type === 'PaymentOrderIssued' || fact.type === 'PaymentReissued') await this.#issue(place, fact, rows);
    if (fact.type === 'PayoutResolved') await rows.update(PayoutRow, { payoutId, status: 'OUTCOME_UNKNOWN' }, { status: 'RESOLVED' });
    if (fact.type === 'PayoutWithheld') await rows.update(PaymentOrderRow, { payoutId }, { state: 'WITHHELD', code: fact.reason, seq });
    if (fact.type === 'PayoutSent') await rows.update(PaymentOrderRow, { payoutId }, { sent: true, seq });
    if (fact.type === 'PayoutFileStored')
      for (const { orderId, accountVersion } of fact.accounts) await rows.update(PaymentOrderRow, { orderId }, { accountVersion, seq });
    if (fact.type === 'OrdersWithdrawn') await this.#withdraw(place, fact.orderIds, rows);
    const change = orderChangeOf(fact);
    if (change) await rows.update(PaymentOrderRow, { orderId: change.orderId }, { ...change, seq });
  }

  async #withdraw({ streamId: payoutId, seq }: Place, orderIds: readonly string[], rows: EntityManager): Promise<void> {
    for (const orderId of orderIds) await rows.update(PaymentOrderRow, { orderId }, { state: 'WITHDRAWN', seq });
    if (!(await rows.existsBy(PaymentOrderRow, { payoutId, state: 'ISSUED' })))
      await rows.update(PayoutRow, { payoutId }, { status: 'WITHDRAWN' });
  }

  async #issue({ streamId: payoutId, seq }: Place, fact: Issued, rows: EntityManager): Promise<void> {
    const { orderId, payee, row, amountFen, lines } = fact;
    const order = {
      orderId,
      payoutId,
      payeeKind: payee.kind,
      payeeId: payee.id,
      ...row,
      amountFen,
      lines,
      state: 'ISSUED',
      sent: false,
    } as const;
    const issued = fact.type === 'PaymentReissued' ? { replaces: fact.replaces, issuedAt: fact.reissuedAt } : { issuedAt: fact.issuedAt };
    await rows.insert(PaymentOrderRow, { ...order, ...issued, firstSeq: seq, seq });
    const claimIds = [...new Set(lines.map(({ claimId }) => claimId))];
    const places = await rows.findBy(ClaimPlaceRow, { claimId: In(claimIds) });
    if (places.length > 0)
      await rows.insert(
        PaymentOrderClaimRow,
        places.map(({ claimId, region, organisationId }) => ({ orderId, claimId, region, organisationId })),
      );
  }
}

function openedBy(fact: PayoutFact): Partial<PayoutRow> {
  const status = 'APPROVED';
  if (fact.type === 'PayoutApproved') {
    const { grossFen, offsetFen, netFen, releasedBy, approvedAt, shown } = fact;
    return { status, grossFen, offsetFen, netFen, releasedBy, approvedAt, shownSha256: shown?.fileSha256 ?? null };
  }
  if (fact.type !== 'PaymentReissued') return {};
  const { amountFen, replaces, reissuedBy, reissuedAt } = fact;
  return { status, grossFen: amountFen, offsetFen: 0, netFen: amountFen, replaces, releasedBy: reissuedBy, approvedAt: reissuedAt };
}

function payoutChangeOf(fact: PayoutFact): Partial<PayoutRow> {
  switch (fact.type) {
    case 'PayoutBooked':
      return { booked: true };
    case 'PayoutWitnessed':
      return { treeSize: fact.treeSize };
    case 'PayoutFileStored':
      return { status: 'STORED', messageId: fact.messageId, fileSha256: fact.sha256, count: fact.count };
    case 'PayoutSent':
      return { status: 'SENT', sentAt: fact.sentAt };
    case 'PayoutOutcomeUnknown':
      return { status: 'OUTCOME_UNKNOWN', outcomeUnknownSince: fact.since };
    case 'PaymentReturned':
      return fact.code === accountChangedReason ? { status: 'WITHDRAWN' } : {};
    case 'PayoutWithheld':
      return { status: 'WITHHELD' };
    case 'BankEnquired':
      return { enquiry: fact.outcome };
    case 'PayoutResolved':
      return { resolution: fact.outcome };
    case 'ResolutionSaid':
    case 'PayoutApproved':
    case 'PaymentOrderIssued':
    case 'PaymentReissued':
    case 'OrdersWithdrawn':
    case 'PaymentSucceeded':
    case 'OrderReplaced':
    case 'ReplacementWithheld':
    case 'BankAnswerWithheld':
      return {};
  }
}

function orderChangeOf(fact: PayoutFact): (Partial<PaymentOrderRow> & { readonly orderId: string }) | undefined {
  if (fact.type === 'PaymentSucceeded')
    return { orderId: fact.orderId, state: 'SUCCEEDED', bankReference: fact.bankReference, settledAt: fact.paidAt };
  if (fact.type === 'PaymentReturned') {
    const { orderId, code, bankReference, returnedAt } = fact;
    return { orderId, state: 'RETURNED', code, bankReference, settledAt: returnedAt };
  }
  if (fact.type === 'ReplacementWithheld') return { orderId: fact.orderId, state: 'RETURNED', replacedBy: null };
  return fact.type === 'OrderReplaced' ? { orderId: fact.orderId, state: 'REPLACED', replacedBy: fact.by } : undefined;
}
