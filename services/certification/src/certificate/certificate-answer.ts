import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Refused } from '@libs/kernel';
import { IsBusinessDay, IsInstant, type Actor } from '@libs/platform';
import { assessorOf } from '../assessor/whose-number';
import type { Certificate, CertificateKind, IssueMode, RevocationCause } from './certificate.decider';

export const kinds = ['QUALIFICATION', 'SKILL_LEVEL', 'SPECIAL_ABILITY', 'COMPLETION'] as const;
export const modes = ['EXAM', 'DIRECT', 'EXCEPTIONAL'] as const;
export const causes = ['PERSON_AT_FAULT', 'ISSUER_AT_FAULT'] as const;

export class RevocationView {
  @IsIn(causes) readonly cause!: RevocationCause;
  @IsInstant() readonly revokedAt!: string;
}

export class CertificateView {
  @IsUUID() readonly certificateId!: string;
  /** 职业技能等级证书编号, 22 characters. */
  @IsString() readonly number!: string;
  @IsUUID() readonly personId!: string;
  /** 职业编码 of the 2022 edition. */
  @IsString() readonly occupation!: string;
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
  @IsIn(kinds) readonly kind!: CertificateKind;
  @IsIn(modes) readonly mode!: IssueMode;
  @IsBusinessDay() readonly issuedOn!: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsString() readonly assessorId!: string;
  @IsIn(['VALID', 'REVOKED']) readonly status!: 'VALID' | 'REVOKED';
  /** Whether the national query site has confirmed it. */
  @IsBoolean() readonly verified!: boolean;
  @IsOptional() @IsInstant() readonly verifiedAt?: string;
  @IsOptional() @ValidateNested() @Type(() => RevocationView) readonly revocation?: RevocationView;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export class CertificateAnswer extends CertificateView {
  @IsBoolean() readonly repeated!: boolean;
}

type Standing = { readonly state: Certificate; readonly version: number; readonly seq: number; readonly repeated: boolean };

export function answerOf(certificateId: string, { state, version, seq, repeated }: Standing): CertificateAnswer {
  if (state.status === 'NOT_ISSUED') throw new Refused('CERTIFICATE_NOT_FOUND');
  const { status, issue, verifiedAt, revocation } = state;
  const { region: _, institutionId: __, ...shown } = issue;
  const verification = { verified: verifiedAt !== undefined, ...(verifiedAt !== undefined && { verifiedAt }) };
  return { certificateId, ...shown, status, ...verification, ...(revocation && { revocation }), version, seq, repeated };
}

/** Whoever issued it may revoke it; to all others it does not exist. */
export function mustHaveIssued(actor: Actor, known: Certificate): void {
  if (known.status === 'NOT_ISSUED' || known.issue.assessorId !== assessorOf(actor)) throw new Refused('CERTIFICATE_NOT_FOUND');
}
