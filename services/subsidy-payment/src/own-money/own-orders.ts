import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { yuanOf } from '@libs/kernel';
import { ClaimCaseRow } from '../claim-list/claim-list.projection';
import { PaymentOrderClaimRow, PaymentOrderRow } from '../payout/payment-order-list.projection';
import { PayoutFiles } from '../payout/payout-files';
import type { OwnOrderView } from './own-money.query';

const mostCases = 200;

/** The orders of one case, line by line. */
export type OrdersOfLine = (line: number) => readonly OwnOrderView[];

/** Which orders carry the money of somebody's cases. */
@Injectable()
export class OwnOrders {
  constructor(
    private readonly database: DataSource,
    private readonly files: PayoutFiles,
  ) {}

  /** The newest first. */
  async claimsOf(personId: string): Promise<readonly string[]> {
    const rows = await this.database.getRepository(ClaimCaseRow).find({ where: { personId }, order: { seq: 'DESC' }, take: mostCases });
    return [...new Set(rows.map(({ claimId }) => claimId))];
  }

  async of(claimIds: readonly string[], personId: string): Promise<(caseId: string) => OrdersOfLine> {
    const paying = await this.database.getRepository(PaymentOrderClaimRow).findBy({ claimId: In(claimIds) });
    const orders = await this.database
      .getRepository(PaymentOrderRow)
      .find({ where: { orderId: In(paying.map(({ orderId }) => orderId)) }, order: { firstSeq: 'ASC' } });
    const own = orders.filter(({ payeeKind, payeeId }) => payeeKind === 'PERSON' && payeeId === personId);
    const accounts = await this.files.accountsOf(own.map(({ payoutId }) => payoutId));
    const maskedOf = (row: PaymentOrderRow) => (own.includes(row) ? accounts.get(row.orderId)?.masked : undefined);
    return (caseId) => (line) => orders.flatMap((row) => orderOf(row, { caseId, line }, maskedOf(row)) ?? []);
  }
}

function orderOf(
  row: PaymentOrderRow,
  of: { readonly caseId: string; readonly line: number },
  account: string | undefined,
): OwnOrderView | undefined {
  const paid = row.lines.find(({ caseId, line }) => caseId === of.caseId && line === of.line);
  if (!paid) return undefined;
  const { orderId, state, code, issuedAt, settledAt } = row;
  return {
    orderId,
    state,
    amount: yuanOf(paid.amountFen),
    ...(code !== null && { code }),
    ...(account !== undefined && { account }),
    issuedAt,
    ...(settledAt !== null && { settledAt }),
  };
}
