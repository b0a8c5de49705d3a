import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { yuanOf } from '@libs/kernel';
import { IsInstant } from '@libs/platform';
import { FundRowView, OrderPayeeView, PaymentOrderView, yuanOfFen } from './payment-order-list.query';
import type { PayoutRow } from './payment-order-list.projection';
import type { EnquiryOutcome, Payout, ResolvedOutcome, Word } from './payout.decider';

export class IssuedOrderView {
  @IsUUID() readonly orderId!: string;
  @ValidateNested() @Type(() => OrderPayeeView) readonly payee!: OrderPayeeView;
  @ValidateNested() @Type(() => FundRowView) readonly row!: FundRowView;
  @IsString() readonly amount!: string;
}

export class ReleasedClaimView {
  @IsUUID() readonly claimId!: string;
  @IsInt() readonly version!: number;
}

export class HeldCaseView {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsString() readonly reason!: string;
}

/** What a release answers: the payout that goes, if any money was there to go. */
export class PayoutAnswer {
  @IsOptional() @IsUUID() readonly payoutId?: string;
  @IsString() readonly gross!: string;
  @IsString() readonly offset!: string;
  @IsString() readonly net!: string;
  @ValidateNested({ each: true }) @Type(() => IssuedOrderView) readonly orders!: readonly IssuedOrderView[];
  /** Who stays behind because there is nobody, or no account, to pay to. */
  @ValidateNested({ each: true }) @Type(() => HeldCaseView) readonly held!: readonly HeldCaseView[];
  @ValidateNested({ each: true }) @Type(() => ReleasedClaimView) readonly claims!: readonly ReleasedClaimView[];
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class ReissueAnswer {
  @IsUUID() readonly payoutId!: string;
  @IsUUID() readonly orderId!: string;
  @IsUUID() readonly replaces!: string;
  @IsString() readonly amount!: string;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

/** What one officer said of the orders on which the bank has no word. */
export class ResolutionWordView {
  @IsString() readonly officer!: string;
  @IsIn(['PAID', 'NOT_PAID']) readonly outcome!: ResolvedOutcome;
  @IsString() readonly reason!: string;
  @IsInstant() readonly saidAt!: string;
}

export class PayoutView {
  @IsUUID() readonly payoutId!: string;
  @IsIn(['APPROVED', 'WITHDRAWN', 'STORED', 'SENT', 'OUTCOME_UNKNOWN', 'RESOLVED', 'WITHHELD']) readonly status!: PayoutRow['status'];
  @IsBoolean() readonly booked!: boolean;
  /** The size of the log at which another service has cosigned it, the approvals within. */
  @IsOptional() @IsInt() readonly treeSize?: number;
  @IsOptional() @IsString() readonly messageId?: string;
  @IsOptional() @IsString() readonly fileSha256?: string;
  /** Of the file that was shown when it was released: another one leaves only where orders were withdrawn since. */
  @IsOptional() @IsString() readonly shownSha256?: string;
  @IsOptional() @IsInt() readonly count?: number;
  @IsOptional() @IsInstant() readonly sentAt?: string;
  @IsOptional() @IsInstant() readonly outcomeUnknownSince?: string;
  /** What the bank answered when it was asked whether it has the file. */
  @IsOptional() @IsIn(['TAKEN', 'NOT_TAKEN', 'NO_ANSWER']) readonly enquiry?: EnquiryOutcome;
  /** What two people decided of the orders on which the bank has no word. */
  @IsOptional() @IsIn(['PAID', 'NOT_PAID']) readonly resolution?: ResolvedOutcome;
  @ValidateNested({ each: true }) @Type(() => ResolutionWordView) readonly said!: readonly ResolutionWordView[];
  @IsString() readonly gross!: string;
  @IsString() readonly offset!: string;
  @IsString() readonly net!: string;
  @IsString() readonly releasedBy!: string;
  @IsInstant() readonly approvedAt!: string;
  /** The order that this payout pays again. */
  @IsOptional() @IsUUID() readonly replaces?: string;
  @ValidateNested({ each: true }) @Type(() => PaymentOrderView) readonly orders!: readonly PaymentOrderView[];
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export const ordersIn = ({ orders }: Payout): readonly IssuedOrderView[] =>
  [...orders.values()].map(({ orderId, payee, row, amountFen }) => ({ orderId, payee, row, amount: yuanOf(amountFen) }));

export const cashOf = ({ grossFen, offsetFen, netFen }: Payout): Pick<PayoutAnswer, 'gross' | 'offset' | 'net'> => ({
  gross: yuanOfFen(grossFen),
  offset: yuanOfFen(offsetFen),
  net: yuanOfFen(netFen),
});

export function payoutViewOf(row: PayoutRow, orders: readonly PaymentOrderView[], words: readonly Word[]): PayoutView {
  const { payoutId, status, booked, releasedBy, approvedAt, version, seq } = row;
  const { treeSize, messageId, fileSha256, shownSha256, count, sentAt, outcomeUnknownSince, enquiry, resolution, replaces } = row;
  return {
    payoutId,
    status,
    booked,
    ...(treeSize !== null && { treeSize }),
    ...(messageId !== null && { messageId }),
    ...(fileSha256 !== null && { fileSha256 }),
    ...(shownSha256 !== null && { shownSha256 }),
    ...(count !== null && { count }),
    ...(sentAt !== null && { sentAt }),
    ...(outcomeUnknownSince !== null && { outcomeUnknownSince }),
    ...(enquiry !== null && { enquiry }),
    ...(resolution !== null && { resolution }),
    said: words.map(({ officer, outcome, reason, saidAt }) => ({ officer, outcome, reason, saidAt })),
    gross: yuanOfFen(row.grossFen),
    offset: yuanOfFen(row.offsetFen),
    net: yuanOfFen(row.netFen),
    releasedBy,
    approvedAt,
    ...(replaces !== null && { replaces }),
    orders,
    version,
    seq,
  };
}
