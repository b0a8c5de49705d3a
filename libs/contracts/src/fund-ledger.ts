// What the fund ledger tells the world.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsUUID, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsMoment, IsMoney, IsRegions } from './fields';
import { BookedCaseV1, FundRowV1, QueuedCaseV1 } from './money';

export class AllotmentPostedV1 {
  static readonly type = 'fund-ledger.allotment-posted.v1';
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
  @IsMoment() postedAt!: string;
}

/** available → committed, for cases of one claim. */
export class FundsCommittedV1 {
  static readonly type = 'fund-ledger.funds-committed.v1';
  @IsUUID() claimId!: string;
  /** Which first review asked for it. */
  @IsInt() @Min(1) round!: number;
  /** True where the cases had waited in a queue. */
  @IsOptional() @IsIn([true]) served?: true;
  @ValidateNested({ each: true }) @Type(() => BookedCaseV1) @ArrayMinSize(1) cases!: BookedCaseV1[];
  @IsMoment() committedAt!: string;
}

/** Cases of one claim that a row could not pay: they wait in its queue, in this order. */
export class FundExhaustedV1 {
  static readonly type = 'fund-ledger.fund-exhausted.v1';
  @IsUUID() claimId!: string;
  @IsInt() @Min(1) round!: number;
  @ValidateNested({ each: true }) @Type(() => QueuedCaseV1) @ArrayMinSize(1) cases!: QueuedCaseV1[];
  @IsMoment() exhaustedAt!: string;
}

/** committed → available: what these cases held or waited for is free again. */
export class CommitmentReleasedV1 {
  static readonly type = 'fund-ledger.commitment-released.v1';
  @IsUUID() claimId!: string;
  @IsUUID('all', { each: true }) caseIds!: string[];
  @IsMoment() releasedAt!: string;
}

export class MoveV1 {
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsIn(['AVAILABLE', 'COMMITTED', 'IN_TRANSIT', 'PAID', 'ADVANCE', 'SUSPENSE', 'RECEIVABLE', 'RETURNED']) from!: string;
  @IsIn(['AVAILABLE', 'COMMITTED', 'IN_TRANSIT', 'PAID', 'ADVANCE', 'SUSPENSE', 'RECEIVABLE', 'RETURNED']) to!: string;
  @IsMoney() amount!: string;
}

/** A payout or a payment order as the ledger booked it. The file of a payout leaves only after this. */
export class FundsMovedV1 {
  static readonly type = 'fund-ledger.funds-moved.v1';
  @IsIn(['PAYOUT', 'PAYMENT', 'RETURN', 'REISSUE', 'CLAWBACK', 'REFUND']) cause!: string;
  /** The payout, order or debt that caused it. */
  @IsUUID() causeId!: string;
  @ValidateNested({ each: true }) @Type(() => MoveV1) @ArrayMinSize(1) moves!: MoveV1[];
  @IsMoment() movedAt!: string;
}

/** A money fact that could not be booked as it was: nothing moved, and somebody has to look. */
export class MoveWithheldV1 {
  static readonly type = 'fund-ledger.move-withheld.v1';
  @IsIn(['COMMITMENT', 'PAYOUT', 'PAYMENT', 'RETURN', 'REISSUE', 'CLAWBACK', 'REFUND']) cause!: string;
  @IsUUID() causeId!: string;
  @IsIn(['NOT_COMMITTED', 'BUCKET_TOO_SMALL', 'NOT_IN_TRANSIT', 'ALREADY_SETTLED', 'UNKNOWN_CASE']) reason!: string;
  /** Of the fund rows between which it would have moved. */
  @IsRegions() regions!: string[];
  @IsMoment() withheldAt!: string;
}
