import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position, maybeInstant } from '@libs/platform';
import type { CertificateFact, CertificateKind, IssueMode, RevocationCause } from '../certificate/certificate.decider';

@Entity('certificate')
export class CertificateRow {
  @PrimaryColumn('uuid', { name: 'certificate_id' }) certificateId!: string;
  @Column('text') number!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') occupation!: string;
  @Column('text') level!: string;
  @Column('text') kind!: CertificateKind;
  @Column('text') mode!: IssueMode;
  @Column('date', { name: 'issued_on' }) issuedOn!: string;
  @Column('uuid', { name: 'class_id', nullable: true }) classId!: string | null;
  @Column('text', { name: 'assessor_id' }) assessorId!: string;
  @Column('text', { name: 'institution_id', nullable: true }) institutionId!: string | null;
  @Column('text') region!: string;
  @Column('text') status!: 'VALID' | 'REVOKED';
  @Column('timestamptz', { name: 'verified_at', nullable: true, transformer: maybeInstant }) verifiedAt!: string | null;
  @Column('text', { name: 'revocation_cause', nullable: true }) revocationCause!: RevocationCause | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true, transformer: maybeInstant }) revokedAt!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

const notYet = { verifiedAt: null, revocationCause: null, revokedAt: null };

@Injectable()
export class CertificateListProjection implements Projection {
  readonly name = 'certificate-list';
  readonly rows = [CertificateRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'certificate') return;
    const known = fact as CertificateFact;
    if (known.type !== 'CertificateIssued') {
      await rows.update(CertificateRow, { certificateId: streamId }, { ...changeOf(known), version, seq });
      return;
    }
    const { classId = null, institutionId = null, ...issue } = known.issue;
    const issued = { certificateId: streamId, ...issue, classId, institutionId, status: 'VALID' as const, ...notYet };
    await rows.insert(CertificateRow, { ...issued, firstSeq: seq, version, seq });
  }
}

function changeOf(fact: CertificateFact): Partial<CertificateRow> {
  switch (fact.type) {
    case 'CertificateVerified':
      return { verifiedAt: fact.answeredAt };
    case 'CertificateRevoked':
      return { status: 'REVOKED', revocationCause: fact.cause, revokedAt: fact.revokedAt };
    case 'CertificateIssued':
    case 'CertificateVerificationFailed':
    case 'CertificateVerificationRequested':
    case 'RevocationReportFailed':
      return {};
  }
}
