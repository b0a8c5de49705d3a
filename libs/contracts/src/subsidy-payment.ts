// What subsidy-payment tells the world of packs, claims and their cases. Of payouts and payment orders, see payout.ts.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsDay, IsMoment, IsMoney, IsRegion, IsSha256 } from './fields';
import { NeedyCaseV1, PayeeV1 } from './money';

export class PolicyPackPublishedV1 {
  static readonly type = 'subsidy-payment.policy-pack-published.v1';
  @IsString() packId!: string;
  @IsInt() @Min(1) version!: number;
  @IsSha256() hash!: string;
  @IsRegion() region!: string;
  /** The pack as it was signed, as canonical JSON; its SHA-256 is the hash. */
  @IsString() body!: string;
  @IsMoment() knownAt!: string;
}

export class ClaimSubmittedV1 {
  static readonly type = 'subsidy-payment.claim-submitted.v1';
  @IsUUID() claimId!: string;
  @IsString({ each: true }) programmes!: string[];
  @IsRegion() region!: string;
  /** The institution that asks; absent where a person asks. */
  @IsOptional() @IsString() institutionId?: string;
  @IsUUID('all', { each: true }) classIds!: string[];
  @IsUUID('all', { each: true }) @ArrayMinSize(1) caseIds!: string[];
  @IsDay() appliedOn!: string;
  @IsMoment() submittedAt!: string;
}

export class DecidedLineV1 {
  @IsInt() @Min(1) line!: number;
  @IsString() programme!: string;
  @IsString() fund!: string;
  @IsDefined() @ValidateNested() @Type(() => PayeeV1) payee!: PayeeV1;
  @IsMoney() amount!: string;
}

/** The decision on one case, with what it stands on; one person's data alone. */
export class CaseDecidedV1 {
  static readonly type = 'subsidy-payment.case-decided.v1';
  @IsUUID() claimId!: string;
  @IsUUID() caseId!: string;
  @IsUUID() decisionId!: string;
  @IsUUID() personId!: string;
  @IsUUID('all', { each: true }) classIds!: string[];
  @IsUUID('all', { each: true }) enrolmentIds!: string[];
  @IsUUID('all', { each: true }) certificateIds!: string[];
  @IsIn(['ELIGIBLE', 'HELD', 'REJECTED']) outcome!: string;
  /** Every failed or unknown condition; the first one is the reason. */
  @IsString({ each: true }) reasons!: string[];
  @IsDefined() @ValidateNested({ each: true }) @Type(() => DecidedLineV1) lines!: DecidedLineV1[];
  @IsString() pack!: string;
  @IsSha256() packHash!: string;
  @IsMoment() decidedAt!: string;
}

/** A decision that found at least one case of the claim eligible. */
export class ClaimEvaluatedV1 {
  static readonly type = 'subsidy-payment.claim-evaluated.v1';
  @IsUUID() claimId!: string;
  @IsUUID('all', { each: true }) @ArrayMinSize(1) caseIds!: string[];
  @IsMoment() evaluatedAt!: string;
}

export class RejectedCaseV1 {
  @IsUUID() caseId!: string;
  @IsString() reason!: string;
}

export class ClaimRejectedV1 {
  static readonly type = 'subsidy-payment.claim-rejected.v1';
  @IsUUID() claimId!: string;
  @IsRegion() region!: string;
  @IsOptional() @IsString() institutionId?: string;
  @IsUUID('all', { each: true }) classIds!: string[];
  @ValidateNested({ each: true }) @Type(() => RejectedCaseV1) @ArrayMinSize(1) cases!: RejectedCaseV1[];
  /** `id@version` of the deciding pack. */
  @IsString() pack!: string;
  @IsMoment() rejectedAt!: string;
}

export class ClaimHeldV1 {
  static readonly type = 'subsidy-payment.claim-held.v1';
  @IsUUID() claimId!: string;
  @ValidateNested({ each: true }) @Type(() => RejectedCaseV1) @ArrayMinSize(1) cases!: RejectedCaseV1[];
  @IsMoment() heldAt!: string;
}

export class HoldReleasedV1 {
  static readonly type = 'subsidy-payment.hold-released.v1';
  @IsUUID() claimId!: string;
  @ValidateNested({ each: true }) @Type(() => RejectedCaseV1) @ArrayMinSize(1) cases!: RejectedCaseV1[];
  @IsMoment() releasedAt!: string;
}

/** 初审通过. Travels with the money facts: it asks the ledger for what the cases need, in roster order. */
export class FirstReviewPassedV1 {
  static readonly type = 'subsidy-payment.first-review-passed.v1';
  @IsUUID() claimId!: string;
  /** Which first review of this claim it is, counted from 1. */
  @IsInt() @Min(1) round!: number;
  @IsString() reviewer!: string;
  @ValidateNested({ each: true }) @Type(() => NeedyCaseV1) @ArrayMinSize(1) cases!: NeedyCaseV1[];
  /** SHA-256 over what the reviewer saw. */
  @IsSha256() seen!: string;
  @IsMoment() passedAt!: string;
}

export class SecondReviewPassedV1 {
  static readonly type = 'subsidy-payment.second-review-passed.v1';
  @IsUUID() claimId!: string;
  @IsString() reviewer!: string;
  @IsUUID('all', { each: true }) @ArrayMinSize(1) caseIds!: string[];
  @IsSha256() seen!: string;
  @IsMoment() passedAt!: string;
}

export class PublicityStartedV1 {
  static readonly type = 'subsidy-payment.publicity-started.v1';
  @IsUUID() claimId!: string;
  @IsUUID('all', { each: true }) @ArrayMinSize(1) caseIds!: string[];
  @IsDay() lastDay!: string;
  @IsMoment() startedAt!: string;
}

export class ObjectionRaisedV1 {
  static readonly type = 'subsidy-payment.objection-raised.v1';
  @IsUUID() claimId!: string;
  @IsUUID() caseId!: string;
  @IsMoment() raisedAt!: string;
}

export class ObjectionResolvedV1 {
  static readonly type = 'subsidy-payment.objection-resolved.v1';
  @IsUUID() claimId!: string;
  @IsUUID() caseId!: string;
  @IsIn([true, false]) upheld!: boolean;
  @IsMoment() resolvedAt!: string;
}

export class PublicityEndedV1 {
  static readonly type = 'subsidy-payment.publicity-ended.v1';
  @IsUUID() claimId!: string;
  @IsUUID('all', { each: true }) caseIds!: string[];
  @IsMoment() endedAt!: string;
}

/** Cases that will not be paid any more. Travels with the money facts: what they had committed or waited for is freed. */
export class CasesDroppedV1 {
  static readonly type = 'subsidy-payment.cases-dropped.v1';
  @IsUUID() claimId!: string;
  @ValidateNested({ each: true }) @Type(() => RejectedCaseV1) @ArrayMinSize(1) cases!: RejectedCaseV1[];
  @IsMoment() droppedAt!: string;
}

export class CasePaidV1 {
  static readonly type = 'subsidy-payment.case-paid.v1';
  @IsUUID() claimId!: string;
  @IsUUID() caseId!: string;
  @IsUUID() personId!: string;
  @IsMoment() paidAt!: string;
}

export class ReassessmentRequestedV1 {
  static readonly type = 'subsidy-payment.reassessment-requested.v1';
  @IsString() programme!: string;
  @IsMoment() requestedAt!: string;
}
