// What the certification service tells the world.
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, ValidateNested, IsDefined } from 'class-validator';
import { IsDay, IsLevel, IsMoment, IsOccupation } from './fields';

export class AssessmentResultRecordedV1 {
  static readonly type = 'certification.assessment-result-recorded.v1';
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsBoolean() passed!: boolean;
  @IsString() assessorId!: string;
  @IsDay() assessedOn!: string;
}

export class CertificateV1 {
  @IsUUID() certificateId!: string;
  /** 职业技能等级证书编号, 22 characters. */
  @IsString() number!: string;
  @IsUUID() personId!: string;
  @IsOccupation() occupation!: string;
  @IsLevel() level!: string;
  @IsIn(['QUALIFICATION', 'SKILL_LEVEL', 'SPECIAL_ABILITY', 'COMPLETION']) kind!: string;
  @IsDay() issuedOn!: string;
  @IsOptional() @IsUUID() classId?: string;
}

export class CertificateIssuedV1 {
  static readonly type = 'certification.certificate-issued.v1';
  @IsDefined() @ValidateNested() @Type(() => CertificateV1) certificate!: CertificateV1;
  @IsIn(['EXAM', 'DIRECT', 'EXCEPTIONAL']) mode!: string;
}

/** What the national query site said of a certificate, and when. */
export class CertificateVerifiedV1 {
  static readonly type = 'certification.certificate-verified.v1';
  @IsDefined() @ValidateNested() @Type(() => CertificateV1) certificate!: CertificateV1;
  @IsString() source!: string;
  @IsMoment() answeredAt!: string;
}

export class CertificateRevokedV1 {
  static readonly type = 'certification.certificate-revoked.v1';
  @IsDefined() @ValidateNested() @Type(() => CertificateV1) certificate!: CertificateV1;
  @IsIn(['PERSON_AT_FAULT', 'ISSUER_AT_FAULT']) cause!: string;
  @IsMoment() revokedAt!: string;
}
