// Which payment is meant: found by its order, its payout, its claim or one of its cases, as subsidy-payment announced them.
import { Injectable } from '@nestjs/common';
import {
  CaseDecidedV1,
  PaymentOrderIssuedV1,
  PaymentReissuedV1,
  PaymentReturnedV1,
  PaymentSucceededV1,
  type Contract,
} from '@libs/contracts';
import type { Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { HeardFacts, heardOf, type HeardRow } from '../heard-fact/heard-facts';

const mostShown = 200;

export class PaymentListQuery {
  /** The id of an order, a payout, a claim or a case; without it the latest payments. */
  @IsOptional() @IsUUID() readonly of?: string;
}

export class PaymentView {
  @IsUUID() readonly orderId!: string;
  @IsUUID() readonly payoutId!: string;
  @IsIn(['ISSUED', 'SUCCEEDED', 'RETURNED', 'REPLACED']) readonly state!: 'ISSUED' | 'SUCCEEDED' | 'RETURNED' | 'REPLACED';
  @IsString() readonly fund!: string;
  @IsString() readonly region!: string;
  @IsInt() readonly year!: number;
  @IsString() readonly amount!: string;
  /** The payee of an organisation; a person stays unnamed in a list. */
  @IsOptional() @IsString() readonly organisationId?: string;
  /** How many cases its lines belong to; 0 of an order that took the place of another. */
  @IsInt() readonly cases!: number;
  @IsOptional() @IsUUID() readonly replaces?: string;
  @IsString() readonly issuedAt!: string;
}

export class PaymentsView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PaymentView) readonly items!: readonly PaymentView[];
}

type Ordered = Partial<PaymentOrderIssuedV1> &
  Partial<PaymentReissuedV1> &
  Pick<PaymentOrderIssuedV1, 'orderId' | 'payoutId' | 'row' | 'amount'>;

@Injectable()
export class PaymentList {
  constructor(
    private readonly database: DataSource,
    private readonly facts: HeardFacts,
  ) {}

  async find(actor: Actor, { of }: PaymentListQuery): Promise<PaymentsView> {
    const orders = await this.orders(actor, of === undefined ? undefined : await this.namesOf(of));
    return { items: await Promise.all(orders.map((order) => this.viewOf(order))) };
  }

  /** What a fact of an order may hold for it to be meant; of a claim it is any of its cases. */
  private async namesOf(id: string): Promise<readonly object[]> {
    const decisions = await this.facts.find(CaseDecidedV1, { claimId: id });
    const caseIds = [...new Set([id, ...decisions.map(({ data }) => data.caseId)])];
    return [{ orderId: id }, { payoutId: id }, ...caseIds.map((caseId) => ({ lines: [{ caseId }] }))];
  }

  private async orders(actor: Actor, names: readonly object[] | undefined): Promise<readonly Ordered[]> {
    const query = this.database
      .createQueryBuilder()
      .select('fact.*')
      .from('public.heard_fact', 'fact')
      .where('fact.type in (:...types)', { types: [PaymentOrderIssuedV1.type, PaymentReissuedV1.type] });
    if (names) query.andWhere('fact.data @> any(:names::jsonb[])', { names: names.map((name) => JSON.stringify(name)) });
    actor.scope.narrow(query, { region: `fact.data -> 'row' ->> 'region'`, organisation: `fact.data -> 'payee' ->> 'id'` });
    const rows = await query.orderBy('fact.arrived', 'DESC').limit(mostShown).getRawMany<HeardRow>();
    // An order that was issued again is told twice: once as an order, once as what it replaces.
    const orders = new Map<string, Ordered>();
    for (const row of rows) {
      const told = heardOf(row).data as unknown as Ordered;
      orders.set(told.orderId, { ...orders.get(told.orderId), ...told });
    }
    return [...orders.values()];
  }

  private async viewOf({ orderId, payoutId, row, amount, payee, lines = [], replaces, ...at }: Ordered): Promise<PaymentView> {
    const [paid, returned, replaced] = await Promise.all([
      this.was(PaymentSucceededV1, { orderId }),
      this.was(PaymentReturnedV1, { orderId }),
      this.was(PaymentReissuedV1, { replaces: orderId }),
    ]);
    const back = returned ? 'RETURNED' : 'ISSUED';
    return {
      ...{ orderId, payoutId, ...row, amount, cases: new Set(lines.map(({ caseId }) => caseId)).size },
      state: paid ? 'SUCCEEDED' : replaced ? 'REPLACED' : back,
      ...(payee?.kind === 'ORGANISATION' && { organisationId: payee.id }),
      ...(replaces !== undefined && { replaces }),
      issuedAt: at.issuedAt ?? at.reissuedAt ?? '',
    };
  }

  private async was(contract: Contract<object>, holding: object): Promise<boolean> {
    return (await this.facts.find(contract, holding)).length > 0;
  }
}
