// What subsidy-payment tells the world of the money that it lets go. All of these travel under one key, `money`, with the reviews and drops that the
// ledger books: the ledger takes them in exactly the order in which subsidy-payment recorded them.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsMoment, IsMoney, IsRegions, IsSha256 } from './fields';
import { BookedCaseV1, FundRowV1, OrderedLineV1, PayeeV1 } from './money';

/** 签批: a finance officer lets committed money go. committed → in transit. */
export class PayoutApprovedV1 {
  static readonly type = 'subsidy-payment.payout-approved.v1';
  @IsUUID() payoutId!: string;
  @IsUUID('all', { each: true }) claimIds!: string[];
  @IsString() releasedBy!: string;
  @IsDefined() @ValidateNested({ each: true }) @Type(() => BookedCaseV1) cases!: BookedCaseV1[];
  @IsMoney() gross!: string;
  @IsMoney() offset!: string;
  @IsMoney() net!: string;
  @IsMoment() approvedAt!: string;
}

export class PaymentOrderIssuedV1 {
  static readonly type = 'subsidy-payment.payment-order-issued.v1';
  @IsUUID() orderId!: string;
  @IsUUID() payoutId!: string;
  @IsDefined() @ValidateNested() @Type(() => PayeeV1) payee!: PayeeV1;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @ValidateNested({ each: true }) @Type(() => OrderedLineV1) @ArrayMinSize(1) lines!: OrderedLineV1[];
  @IsMoment() issuedAt!: string;
}

/** The approvals lie under a cosigned checkpoint of the log: no proof, no pay. */
export class PayoutWitnessedV1 {
  static readonly type = 'subsidy-payment.payout-witnessed.v1';
  @IsUUID() payoutId!: string;
  @IsInt() @Min(1) treeSize!: number;
  @IsString() checkpoint!: string;
  @IsMoment() witnessedAt!: string;
}

export class PayoutSentV1 {
  static readonly type = 'subsidy-payment.payout-sent.v1';
  @IsUUID() payoutId!: string;
  @IsSha256() fileSha256!: string;
  @IsInt() @Min(1) count!: number;
  @IsMoney() sum!: string;
  @IsMoment() sentAt!: string;
}

/** The bank did not say whether it has the file: nothing is paid again until a statement, an enquiry or two people decide. */
export class PayoutOutcomeUnknownV1 {
  static readonly type = 'subsidy-payment.payout-outcome-unknown.v1';
  @IsUUID() payoutId!: string;
  /** Of the fund rows from which it is paid. */
  @IsRegions() regions!: string[];
  @IsMoment() since!: string;
}

/** Before the file was written the account of a payee was another than the one that was approved: nothing of these orders was sent. in transit → committed */
export class OrdersWithdrawnV1 {
  static readonly type = 'subsidy-payment.orders-withdrawn.v1';
  @IsUUID() payoutId!: string;
  @IsUUID('all', { each: true }) claimIds!: string[];
  @IsUUID('all', { each: true }) @ArrayMinSize(1) orderIds!: string[];
  @ValidateNested({ each: true }) @Type(() => BookedCaseV1) @ArrayMinSize(1) cases!: BookedCaseV1[];
  @IsString() reason!: string;
  @IsMoment() withdrawnAt!: string;
}

/** Two people decided what became of orders on which the bank has no word: each of them is paid, or came back, as they say. */
export class PayoutResolvedV1 {
  static readonly type = 'subsidy-payment.payout-resolved.v1';
  @IsUUID() payoutId!: string;
  @IsIn(['PAID', 'NOT_PAID']) outcome!: string;
  @IsUUID('all', { each: true }) orderIds!: string[];
  @IsString({ each: true }) officers!: string[];
  @IsMoment() resolvedAt!: string;
}

/** The bank said what cannot be true: nothing moved, and somebody has to look. */
export class BankAnswerWithheldV1 {
  static readonly type = 'subsidy-payment.bank-answer-withheld.v1';
  @IsUUID() orderId!: string;
  @IsUUID() payoutId!: string;
  @IsIn(['PAID', 'RETURNED']) said!: string;
  @IsIn(['PAYMENT_ORDER_REPLACED', 'ALREADY_PAID', 'ALREADY_RETURNED', 'NOT_SENT', 'AMOUNT_DIFFERS']) reason!: string;
  @IsString() bankReference!: string;
  @IsRegions() regions!: string[];
  @IsMoment() withheldAt!: string;
}

/** in transit → paid */
export class PaymentSucceededV1 {
  static readonly type = 'subsidy-payment.payment-succeeded.v1';
  @IsUUID() orderId!: string;
  @IsUUID() payoutId!: string;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @IsString() bankReference!: string;
  @IsMoment() paidAt!: string;
}

/** 退票: in transit → suspense */
export class PaymentReturnedV1 {
  static readonly type = 'subsidy-payment.payment-returned.v1';
  @IsUUID() orderId!: string;
  @IsUUID() payoutId!: string;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @IsString() code!: string;
  @IsString() bankReference!: string;
  @IsMoment() returnedAt!: string;
}

/** 重新发放: suspense → in transit. The order that came back can never succeed afterwards. */
export class PaymentReissuedV1 {
  static readonly type = 'subsidy-payment.payment-reissued.v1';
  @IsUUID() orderId!: string;
  @IsUUID() payoutId!: string;
  @IsUUID() replaces!: string;
  @IsString() reissuedBy!: string;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @IsMoment() reissuedAt!: string;
}

/** 追缴: paid → receivable */
export class ClawbackOpenedV1 {
  static readonly type = 'subsidy-payment.clawback-opened.v1';
  @IsUUID() debtId!: string;
  @IsUUID() caseId!: string;
  @IsDefined() @ValidateNested() @Type(() => PayeeV1) debtor!: PayeeV1;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @IsString() reason!: string;
  @IsOptional() @IsMoment() dueAt?: string;
  @IsMoment() openedAt!: string;
}
