import { Injectable } from '@nestjs/common';
import {
  FundsMovedV1,
  PaymentOrderIssuedV1,
  PaymentReissuedV1,
  PaymentReturnedV1,
  PaymentSucceededV1,
  PayoutApprovedV1,
  PayoutSentV1,
  PayoutWitnessedV1,
} from '@libs/contracts';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { HeardFacts, type Heard } from '../heard-fact/heard-facts';
import { nameOfType } from '../heard-fact/on-every-fact';
import { CaseChain } from './case-chain';
import { Tracing } from './tracing';

export class TraceNodeView {
  @IsString() readonly id!: string;
  @IsString() readonly type!: string;
  /** When it happened in the world. */
  @IsOptional() @IsString() readonly at?: string;
  /** When its service learned of it. */
  @IsOptional() @IsString() readonly recordedAt?: string;
  @IsObject() readonly data!: object;
  /** The chain needs such a fact, and none was heard. */
  @IsOptional() @IsIn([true]) readonly missing?: true;
}

export class TraceLinkView {
  @IsString() readonly from!: string;
  @IsString() readonly to!: string;
  @IsString() readonly why!: string;
}

export class TraceView {
  @IsUUID() readonly orderId!: string;
  /** The bank has paid it, and no hop of the chain is missing. */
  @IsBoolean() readonly complete!: boolean;
  @IsString({ each: true }) readonly missing!: readonly string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TraceNodeView) readonly nodes!: readonly TraceNodeView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TraceLinkView) readonly links!: readonly TraceLinkView[];
}

type Issued = Heard<PaymentOrderIssuedV1>;
type Reissued = Heard<PaymentReissuedV1>;

@Injectable()
export class PaymentTrace {
  constructor(
    private readonly facts: HeardFacts,
    private readonly cases: CaseChain,
  ) {}

  async of(actor: Actor, orderId: string): Promise<TraceView> {
    const tracing = new Tracing((type) => nameOfType.get(type) ?? type);
    const reissued = await this.facts.find(PaymentReissuedV1, { orderId });
    const issued = (await this.facts.find(PaymentOrderIssuedV1, { orderId })).at(0);
    const order = issued ?? reissued.at(0);
    if (!order) throw new Refused('PAYMENT_ORDER_NOT_FOUND');
    const { region } = order.data.row;
    actor.scope.check({ region, organisation: issued?.data.payee.id ?? '' });
    tracing.add(order);
    const paid = await this.bank(tracing, order.id, orderId);
    await this.payout(tracing, order, reissued.length > 0);
    await this.history(tracing, order, issued, reissued);
    const { missing, ...trace } = tracing.trace;
    return { orderId, complete: paid && missing.length === 0, missing, ...trace };
  }

  private async bank(tracing: Tracing, from: string, orderId: string): Promise<boolean> {
    const [paid, returned, moved] = await Promise.all([
      this.facts.find(PaymentSucceededV1, { orderId }),
      this.facts.find(PaymentReturnedV1, { orderId }),
      this.facts.find(FundsMovedV1, { causeId: orderId }),
    ]);
    tracing.behind(from, returned, 'the bank returned it');
    if (returned.length === 0 || paid.length > 0) tracing.needs(from, 'PaymentSucceeded', paid, 'the bank paid it');
    const booked = moved.filter(({ data }) => data.cause === 'PAYMENT');
    if (paid.length > 0) tracing.needs(from, 'FundsMoved', booked, 'the ledger booked it as paid');
    tracing.behind(
      from,
      moved.filter((one) => !booked.includes(one)),
      'the ledger moved its money',
    );
    return paid.length > 0;
  }

  private async payout(tracing: Tracing, { id, data }: Issued | Reissued, again: boolean): Promise<void> {
    const { payoutId } = data;
    const [approved, witnessed, sent, moved] = await Promise.all([
      this.facts.find(PayoutApprovedV1, { payoutId }),
      this.facts.find(PayoutWitnessedV1, { payoutId }),
      this.facts.find(PayoutSentV1, { payoutId }),
      this.facts.find(FundsMovedV1, { causeId: payoutId }),
    ]);
    const why = 'its release was approved';
    if (again) tracing.behind(id, approved, why);
    else tracing.needs(id, 'PayoutApproved', approved, why);
    if (again) tracing.behind(id, moved, 'the ledger booked it in transit');
    else tracing.needs(id, 'FundsMoved', moved, 'the ledger booked it in transit');
    tracing.needs(id, 'PayoutWitnessed', witnessed, 'the approvals lie under a cosigned checkpoint');
    tracing.needs(id, 'PayoutSent', sent, 'the file left for the bank');
  }

  /** The order that this one replaces, back to the first, which names the lines; and the cases of these lines. */
  private async history(
    tracing: Tracing,
    order: Issued | Reissued,
    issued: Issued | undefined,
    reissued: readonly Reissued[],
  ): Promise<void> {
    tracing.behind(
      order.id,
      reissued.filter(({ id }) => id !== order.id),
      'it was issued again by this officer',
    );
    const seen = new Set<string>();
    let first = issued;
    for (let again = reissued.at(0); again && !seen.has(again.data.replaces);) {
      const { replaces: orderId } = again.data;
      seen.add(orderId);
      const [before, returned] = await Promise.all([
        this.facts.find(PaymentOrderIssuedV1, { orderId }),
        this.facts.find(PaymentReturnedV1, { orderId }),
      ]);
      tracing.needs(again.id, 'PaymentReturned', returned, 'takes the place of an order that came back');
      tracing.behind(again.id, before, 'takes the place of this order');
      first ??= before.at(0);
      again = (await this.facts.find(PaymentReissuedV1, { orderId })).at(0);
    }
    if (!first) return tracing.needs(order.id, 'PaymentOrderIssued', [], 'the first order names the lines');
    const { id: from, log, seq, data } = first;
    for (const caseId of new Set(data.lines.map((line) => line.caseId))) await this.cases.trace(tracing, { from, caseId, log, seq });
  }
}
