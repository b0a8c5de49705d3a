// What the enrolment service tells the world. Append a V2 beside a class; never edit a version that has shipped.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsDay, IsDegrees, IsLevel, IsMoment, IsOccupation, IsRegion } from './fields';

export class OrganisationRegisteredV1 {
  static readonly type = 'enrolment.organisation-registered.v1';
  @IsString() organisationId!: string;
  @IsIn(['training_institution', 'enterprise', 'assessor', 'agency', 'online_platform']) kind!: string;
  @IsString() name!: string;
  @IsRegion() region!: string;
  @IsString() uscc!: string;
  @IsMoment() registeredAt!: string;
}

export class ClassAppliedV1 {
  static readonly type = 'enrolment.class-applied.v1';
  @IsUUID() classId!: string;
  @IsString() institutionId!: string;
  @IsRegion() region!: string;
  @IsMoment() appliedAt!: string;
}

export class PlannedSessionV1 {
  @IsUUID() sessionId!: string;
  @IsMoment() startsAt!: string;
  @IsMoment() endsAt!: string;
  @IsInt() @Min(1) classHours!: number;
}

export class SiteV1 {
  @IsDegrees(90) latitude!: number;
  @IsDegrees(180) longitude!: number;
  @IsInt() @Min(1) radiusMetres!: number;
}

export class ClassOpeningApprovedV1 {
  static readonly type = 'enrolment.class-opening-approved.v1';
  @IsUUID() classId!: string;
  @IsString() institutionId!: string;
  @IsRegion() region!: string;
  @IsOccupation() occupation!: string;
  @IsLevel() level!: string;
  @IsIn(['OFFLINE', 'ONLINE', 'BLENDED']) mode!: string;
  @IsIn(['ORDINARY', 'CORRECTIONAL']) venue!: string;
  @IsDefined() @ValidateNested() @Type(() => SiteV1) site!: SiteV1;
  /** Business dates of the first and the last session. */
  @IsDay() startsOn!: string;
  @IsDay() endsOn!: string;
  @IsInt() @Min(1) classHours!: number;
  @IsMoment() approvedAt!: string;
  @ValidateNested({ each: true }) @Type(() => PlannedSessionV1) @ArrayMinSize(1) sessions!: PlannedSessionV1[];
}

/** 真实姓名核验: what the identity base said of a person, and when; nothing of what was asked. */
export class IdentityCheckedV1 {
  static readonly type = 'enrolment.identity-checked.v1';
  @IsUUID() personId!: string;
  @IsIn(['MATCHED', 'MISMATCHED', 'UNANSWERED']) outcome!: string;
  @IsString() source!: string;
  @IsMoment() askedAt!: string;
}

export class PersonAccountChangedV1 {
  static readonly type = 'enrolment.person-account-changed.v1';
  @IsUUID() personId!: string;
  @IsIn(['SOCIAL_CARD', 'BANK']) kind!: string;
  @IsInt() @Min(1) accountVersion!: number;
}

/** The account itself lies in enrolment's vault; whoever pays asks for this version of it. */
export class OrganisationAccountChangedV1 {
  static readonly type = 'enrolment.organisation-account-changed.v1';
  @IsString() organisationId!: string;
  @IsInt() @Min(1) accountVersion!: number;
  @IsMoment() changedAt!: string;
}

/** A category of a person beside the group, with the days on which it holds. */
export class PersonTagV1 {
  @IsString() tag!: string;
  @IsDay() from!: string;
  @IsOptional() @IsDay() to?: string;
}

export class TraineeEnrolledV1 {
  static readonly type = 'enrolment.trainee-enrolled.v1';
  @IsUUID() enrolmentId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  /** The place on the roster, counted from 1. */
  @IsInt() @Min(1) place!: number;
  /** 人员类别, frozen at enrolment. */
  @IsString() group!: string;
  @IsOptional() @IsString() employerId?: string;
  @IsDefined() @ValidateNested({ each: true }) @Type(() => PersonTagV1) tags!: PersonTagV1[];
  @IsMoment() enrolledAt!: string;
}

export class EnrolmentRejectedV1 {
  static readonly type = 'enrolment.enrolment-rejected.v1';
  @IsUUID() classId!: string;
  @IsString() reason!: string;
  @IsMoment() rejectedAt!: string;
}

/** What an account may do from now on: the newest grant replaces those before it, and one without roles withdraws. */
export class AccountGrantedV1 {
  static readonly type = 'enrolment.account-granted.v1';
  /** An opaque name: of no account can be read whose it is. */
  @IsString() account!: string;
  @IsString() personId!: string;
  @IsString({ each: true }) roles!: string[];
  @IsOptional() @IsString() region?: string;
  @IsOptional() @IsString() organisation?: string;
  @IsString() grantedBy!: string;
  @IsMoment() grantedAt!: string;
}

/** An account has ended all its sessions: no token from before counts any more. */
export class AccountSignedOutV1 {
  static readonly type = 'enrolment.account-signed-out.v1';
  @IsString() account!: string;
  @IsMoment() signedOutAt!: string;
}
