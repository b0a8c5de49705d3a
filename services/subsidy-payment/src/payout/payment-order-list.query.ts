import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { Refused, addFen, yuanOf, type Fen } from '@libs/kernel';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type AfterQuery, type Page, type Role } from '@libs/platform';
import { PayoutFiles } from './payout-files';
import { PaymentOrderClaimRow, PaymentOrderRow, PayoutRow } from './payment-order-list.projection';
import type { Order } from './payout.decider';

const states = ['ISSUED', 'SUCCEEDED', 'RETURNED', 'REPLACED', 'WITHDRAWN', 'WITHHELD'] as const;

export class PaymentOrderListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly orderId?: string;
  @IsOptional() @IsUUID() readonly claimId?: string;
  @IsOptional() @IsUUID() readonly payoutId?: string;
  @IsOptional() @IsIn(states) readonly state?: Order['state'];
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class OrderPayeeView {
  @IsIn(['PERSON', 'ORGANISATION']) readonly kind!: Order['payee']['kind'];
  @IsString() readonly id!: string;
}

export class FundRowView {
  @IsString() readonly fund!: string;
  @IsString() readonly region!: string;
  @IsInt() readonly year!: number;
}

export class OrderLineView {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsInt() readonly line!: number;
  @IsString() readonly amount!: string;
}

export class PaymentOrderView {
  @IsUUID() readonly orderId!: string;
  @IsUUID() readonly payoutId!: string;
  @ValidateNested() @Type(() => OrderPayeeView) readonly payee!: OrderPayeeView;
  @ValidateNested() @Type(() => FundRowView) readonly row!: FundRowView;
  @IsString() readonly amount!: string;
  @IsIn(states) readonly state!: Order['state'];
  /** The bank has it and has not answered. */
  @IsBoolean() readonly inTransit!: boolean;
  @ValidateNested({ each: true }) @Type(() => OrderLineView) readonly lines!: readonly OrderLineView[];
  @IsOptional() @IsUUID() readonly replaces?: string;
  @IsOptional() @IsUUID() readonly replacedBy?: string;
  /** Why it came back, in the bank's word; or why the ledger did not book it. */
  @IsOptional() @IsString() readonly code?: string;
  @IsOptional() @IsString() readonly bankReference?: string;
  /** Its last digits alone. */
  @IsOptional() @IsString() readonly account?: string;
  @IsOptional() @IsInt() readonly accountVersion?: number;
  @IsInstant() readonly issuedAt!: string;
  @IsOptional() @IsInstant() readonly settledAt?: string;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class PaymentOrderList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly files: PayoutFiles,
  ) {}

  async page(actor: Actor, asked: PaymentOrderListQuery): Promise<Page<PaymentOrderView>> {
    await this.views.caughtUp('payment-order-list', asked.after);
    const query = this.#reachedBy(actor, asked.claimId);
    if (asked.orderId !== undefined) query.andWhere('one.orderId = :orderId', { orderId: asked.orderId });
    if (asked.payoutId !== undefined) query.andWhere('one.payoutId = :payoutId', { payoutId: asked.payoutId });
    if (asked.state !== undefined) query.andWhere('one.state = :state', { state: asked.state });
    const page = await pageOf(query, asked, {
      list: 'payment-orders',
      by: [['one.firstSeq', (row) => row.firstSeq]],
    });
    return { ...page, items: await this.#shown(actor, page.items) };
  }

  /** The payout of an order that this officer may see, and all the orders of it. */
  async payoutOf(actor: Actor, orderId: string): Promise<string> {
    const row = await this.#reachedBy(actor).andWhere('one.orderId = :orderId', { orderId }).getOne();
    if (row === null) throw new Refused('PAYMENT_ORDER_NOT_FOUND');
    return row.payoutId;
  }

  async ofPayout(
    actor: Actor,
    payoutId: string,
    { after }: AfterQuery,
  ): Promise<{ readonly row: PayoutRow; readonly orders: readonly PaymentOrderView[] }> {
    await this.views.caughtUp('payment-order-list', after);
    const rows = await this.#reachedBy(actor).andWhere('one.payoutId = :payoutId', { payoutId }).orderBy('one.firstSeq').getMany();
    const row = rows.length === 0 ? null : await this.database.getRepository(PayoutRow).findOneBy({ payoutId });
    if (row === null) throw new Refused('PAYOUT_NOT_FOUND');
    return { row, orders: await this.#shown(actor, rows) };
  }

  #reachedBy(actor: Actor, claimId?: string) {
    const query = this.database.getRepository(PaymentOrderRow).createQueryBuilder('one');
    const claims = query.subQuery().select('1').from(PaymentOrderClaimRow, 'claim').where('claim.orderId = one.orderId');
    if (claimId !== undefined) claims.andWhere('claim.claimId = :claimId', { claimId });
    if (isOfOrganisation(actor) && actor.scope.organisation === undefined) claims.andWhere('1 = 0');
    actor.scope.narrow(claims, { region: 'claim.region', organisation: 'claim.organisationId' });
    return query.where(`exists ${claims.getQuery()}`);
  }

  /** The last digits of an account are for those alone who pay to it. */
  async #shown(actor: Actor, rows: readonly PaymentOrderRow[]): Promise<readonly PaymentOrderView[]> {
    const written = actor.roles.includes('finance') ? rows.filter(({ accountVersion }) => accountVersion !== null) : [];
    const accounts = await this.files.accountsOf(written.map(({ payoutId }) => payoutId));
    const own = isOfOrganisation(actor) ? await this.#ownLines(actor, rows) : rows;
    return own.map((row) => viewOf(row, accounts.get(row.orderId)?.masked));
  }

  /** One order may pay the claims of several institutions: each sees what comes of its own. */
  async #ownLines({ scope }: Actor, rows: readonly PaymentOrderRow[]): Promise<readonly PaymentOrderRow[]> {
    const query = this.database.getRepository(PaymentOrderClaimRow).createQueryBuilder('claim');
    query.where({ orderId: In(rows.map(({ orderId }) => orderId)) });
    const own = await scope.narrow(query, { region: 'claim.region', organisation: 'claim.organisationId' }).getMany();
    const seen = new Set(own.map(({ orderId, claimId }) => `${orderId}/${claimId}`));
    return rows.map((row) => {
      const lines = row.lines.filter(({ claimId }) => seen.has(`${row.orderId}/${claimId}`));
      return lines.length === row.lines.length ? row : { ...row, lines, amountFen: addFen(...lines.map(({ amountFen }) => amountFen)) };
    });
  }
}

const office: readonly Role[] = ['finance', 'reviewer', 'supervisor', 'fund-manager', 'audit-administrator'];
const isOfOrganisation = ({ roles }: Actor): boolean => !roles.some((role) => office.includes(role));

export const yuanOfFen = (amountFen: number): string => yuanOf(amountFen as Fen);

function viewOf(row: PaymentOrderRow, account: string | undefined): PaymentOrderView {
  const { orderId, payoutId, payeeKind, payeeId, fund, region, year, amountFen, state, sent, lines, issuedAt, seq } = row;
  const { replaces, replacedBy, code, bankReference, accountVersion, settledAt } = row;
  return {
    orderId,
    payoutId,
    payee: { kind: payeeKind, id: payeeId },
    row: { fund, region, year },
    amount: yuanOfFen(amountFen),
    state,
    inTransit: sent && state === 'ISSUED',
    lines: lines.map(({ claimId, caseId, line, ...paid }) => ({ claimId, caseId, line, amount: yuanOf(paid.amountFen) })),
    ...(replaces !== null && { replaces }),
    ...(replacedBy !== null && { replacedBy }),
    ...(code !== null && { code }),
    ...(bankReference !== null && { bankReference }),
    ...(account !== undefined && { account }),
    ...(accountVersion !== null && { accountVersion }),
    issuedAt,
    ...(settledAt !== null && { settledAt }),
    seq,
  };
}
