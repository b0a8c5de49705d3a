import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { PaymentOrderClaimRow, PaymentOrderRow, PayoutRow } from './payment-order-list.projection';
import { yuanOfFen } from './payment-order-list.query';

const statuses = ['APPROVED', 'WITHDRAWN', 'STORED', 'SENT', 'OUTCOME_UNKNOWN', 'RESOLVED', 'WITHHELD'] as const;

export class PayoutListQuery extends PageQuery {
  @IsOptional() @IsIn(statuses) readonly status?: PayoutRow['status'];
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class PayoutSummary {
  @IsUUID() readonly payoutId!: string;
  @IsIn(statuses) readonly status!: PayoutRow['status'];
  @IsBoolean() readonly booked!: boolean;
  /** The size of the log at which another service has cosigned it. */
  @IsOptional() @IsInt() readonly treeSize?: number;
  @IsOptional() @IsString() readonly fileSha256?: string;
  /** How many orders it has, and how many of them the bank has paid and returned. */
  @IsInt() readonly orders!: number;
  @IsInt() readonly paid!: number;
  @IsInt() readonly returned!: number;
  @IsString() readonly net!: string;
  @IsString() readonly releasedBy!: string;
  @IsInstant() readonly approvedAt!: string;
  @IsOptional() @IsInstant() readonly sentAt?: string;
  @IsOptional() @IsInstant() readonly outcomeUnknownSince?: string;
  /** The order that this payout pays again. */
  @IsOptional() @IsUUID() readonly replaces?: string;
  @IsInt() readonly seq!: number;
}

type Counted = { readonly payoutId: string; readonly orders: string; readonly paid: string; readonly returned: string };
const noOrders = { orders: '0', paid: '0', returned: '0' };

/** Payouts, newest first, of which somebody's scope holds an order. */
@Injectable()
export class PayoutList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: PayoutListQuery): Promise<Page<PayoutSummary>> {
    await this.views.caughtUp('payment-order-list', asked.after);
    const query = this.database.getRepository(PayoutRow).createQueryBuilder('payout');
    const claims = query.subQuery().select('1').from(PaymentOrderRow, 'one');
    claims.innerJoin(PaymentOrderClaimRow, 'claim', 'claim.orderId = one.orderId').where('one.payoutId = payout.payoutId');
    actor.scope.narrow(claims, { region: 'claim.region', organisation: 'claim.organisationId' });
    query.where(`exists ${claims.getQuery()}`);
    if (asked.status !== undefined) query.andWhere('payout.status = :status', { status: asked.status });
    const by: [string, (row: PayoutRow) => string][] = [
      ['payout.approvedAt', ({ approvedAt }) => approvedAt],
      ['payout.payoutId', ({ payoutId }) => payoutId],
    ];
    const page = await pageOf(query, asked, { list: 'payouts', by, descending: true });
    const counted = await this.#counted(page.items.map(({ payoutId }) => payoutId));
    return { ...page, items: page.items.map((row) => summaryOf(row, counted.get(row.payoutId))) };
  }

  async #counted(payoutIds: readonly string[]): Promise<ReadonlyMap<string, Omit<Counted, 'payoutId'>>> {
    const rows = await this.database
      .getRepository(PaymentOrderRow)
      .createQueryBuilder('one')
      .select('one.payoutId', 'payoutId')
      .addSelect('count(*)', 'orders')
      .addSelect(`count(*) filter (where one.state = 'SUCCEEDED')`, 'paid')
      .addSelect(`count(*) filter (where one.state in ('RETURNED', 'REPLACED'))`, 'returned')
      .where('one.payoutId = any(:payoutIds)', { payoutIds: [...payoutIds] })
      .groupBy('one.payoutId')
      .getRawMany<Counted>();
    return new Map(rows.map(({ payoutId, ...counts }) => [payoutId, counts]));
  }
}

function summaryOf(row: PayoutRow, { orders, paid, returned }: Omit<Counted, 'payoutId'> = noOrders): PayoutSummary {
  const { payoutId, status, booked, treeSize, fileSha256, netFen, releasedBy, approvedAt, sentAt, outcomeUnknownSince, replaces, seq } =
    row;
  return {
    payoutId,
    status,
    booked,
    ...(treeSize !== null && { treeSize }),
    ...(fileSha256 !== null && { fileSha256 }),
    orders: Number(orders),
    paid: Number(paid),
    returned: Number(returned),
    net: yuanOfFen(netFen),
    releasedBy,
    approvedAt,
    ...(sentAt !== null && { sentAt }),
    ...(outcomeUnknownSince !== null && { outcomeUnknownSince }),
    ...(replaces !== null && { replaces }),
    seq,
  };
}
