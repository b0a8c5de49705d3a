import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsBusinessDay, IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type AfterQuery, type Page } from '@libs/platform';
import { CertificateView, kinds } from '../certificate/certificate-answer';
import type { CertificateKind } from '../certificate/certificate.decider';
import { CertificateRow } from './certificate-list.projection';

const levels = ['1', '2', '3', '4', '5'] as const;
/** 高技能人才: 高级工 and above. */
const talentLevels: ReadonlySet<string> = new Set(['3', '2', '1']);

export class CertificateListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly personId?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @Matches(/^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}$/) readonly occupation?: string;
  @IsOptional() @IsIn(levels) readonly level?: string;
  @IsOptional() @IsIn(['VALID', 'REVOKED']) readonly status?: 'VALID' | 'REVOKED';
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

/** What anybody may know who has the number in hand; whose it is stands on the paper. */
export class PublicCertificateView {
  @IsString() readonly number!: string;
  @IsString() readonly occupation!: string;
  @IsIn(levels) readonly level!: string;
  @IsIn(kinds) readonly kind!: CertificateKind;
  @IsBusinessDay() readonly issuedOn!: string;
  @IsIn(['VALID', 'REVOKED']) readonly status!: 'VALID' | 'REVOKED';
  @IsBoolean() readonly verified!: boolean;
  @IsOptional() @IsInstant() readonly verifiedAt?: string;
}

export class RecordedCertificateView {
  @IsUUID() readonly certificateId!: string;
  @IsString() readonly number!: string;
  @IsString() readonly occupation!: string;
  @IsIn(levels) readonly level!: string;
  @IsIn(kinds) readonly kind!: CertificateKind;
  @IsBusinessDay() readonly issuedOn!: string;
  @IsIn(['VALID', 'REVOKED']) readonly status!: 'VALID' | 'REVOKED';
  /** Whether the national query site has confirmed it. */
  @IsBoolean() readonly verified!: boolean;
  @IsOptional() @IsInstant() readonly revokedAt?: string;
}

/** 电子档案, as far as certificates go. */
export class PersonRecordView {
  @IsUUID() readonly personId!: string;
  @IsBoolean() readonly talentPool!: boolean;
  @ValidateNested({ each: true }) @Type(() => RecordedCertificateView) readonly certificates!: readonly RecordedCertificateView[];
}

@Injectable()
export class CertificateList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: CertificateListQuery): Promise<Page<CertificateView>> {
    await this.views.caughtUp('certificate-list', asked.after);
    const query = this.reachedBy(actor);
    for (const name of ['personId', 'classId', 'occupation', 'level', 'status'] as const) {
      if (asked[name] !== undefined) query.andWhere(`certificate.${name} = :${name}`, { [name]: asked[name] });
    }
    const page = await pageOf(query, asked, { list: 'certificates', by: [['certificate.firstSeq', (row) => row.firstSeq]] });
    return { ...page, items: page.items.map(viewOf) };
  }

  async record(actor: Actor, personId: string, { after }: AfterQuery): Promise<PersonRecordView> {
    await this.views.caughtUp('certificate-list', after);
    const query = this.reachedBy(actor).andWhere('certificate.personId = :personId', { personId });
    const rows = await query.orderBy('certificate.firstSeq').getMany();
    // Of somebody who has none here is said what is said of nobody; whoever asks for themselves has none yet.
    if (rows.length === 0 && actor.person !== personId) throw new Refused('RECORD_NOT_FOUND');
    const certificates = rows.map(({ certificateId, number, occupation, level, kind, issuedOn, status, verifiedAt, revokedAt }) => ({
      ...{ certificateId, number, occupation, level },
      ...{ kind, issuedOn, status },
      verified: verifiedAt !== null,
      ...(revokedAt !== null && { revokedAt }),
    }));
    return { personId, talentPool: rows.some(({ status, level }) => status === 'VALID' && talentLevels.has(level)), certificates };
  }

  async byNumber(number: string): Promise<PublicCertificateView> {
    const row = await this.database.getRepository(CertificateRow).findOneBy({ number });
    if (!row) throw new Refused('CERTIFICATE_NOT_FOUND');
    const { occupation, level, kind, issuedOn, status, verifiedAt } = row;
    return { number, occupation, level, kind, issuedOn, status, verified: verifiedAt !== null, ...(verifiedAt !== null && { verifiedAt }) };
  }

  private reachedBy(actor: Actor) {
    const rows = this.database.getRepository(CertificateRow).createQueryBuilder('certificate').where('true');
    // A trainee is the person behind the account, and sees nobody else's.
    if (actor.roles.every((role) => role === 'trainee'))
      return rows.andWhere('cast(certificate.personId as text) = :own', { own: actor.person });
    // An institution sees the certificates of its classes, an assessor those that it issued.
    const organisation = actor.roles.includes('assessor') ? 'certificate.assessorId' : 'certificate.institutionId';
    return actor.scope.narrow(rows, { region: 'certificate.region', organisation });
  }
}

function viewOf(row: CertificateRow): CertificateView {
  const { classId, institutionId: _, region: __, firstSeq: ___, verifiedAt, revocationCause, revokedAt, ...shown } = row;
  return {
    ...shown,
    ...(classId !== null && { classId }),
    verified: verifiedAt !== null,
    ...(verifiedAt !== null && { verifiedAt }),
    ...(revocationCause !== null && revokedAt !== null && { revocation: { cause: revocationCause, revokedAt } }),
  };
}
