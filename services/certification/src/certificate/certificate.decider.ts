// A certificate from its issue to its revocation, and what the national query site says of it meanwhile.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type CertificateKind = 'QUALIFICATION' | 'SKILL_LEVEL' | 'SPECIAL_ABILITY' | 'COMPLETION';
export type IssueMode = 'EXAM' | 'DIRECT' | 'EXCEPTIONAL';
export type RevocationCause = 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT';
export type VerificationFault = 'SILENT' | 'NOT_KNOWN_THERE' | 'DIFFERS';

export type CertificateData = {
  readonly number: string;
  readonly personId: string;
  readonly occupation: string;
  readonly level: string;
  readonly kind: CertificateKind;
  readonly issuedOn: string;
  readonly classId?: string;
};
export type Issue = CertificateData & {
  readonly mode: IssueMode;
  readonly assessorId: string;
  readonly region: string;
  /** Of the class, where there is one. */
  readonly institutionId?: string;
};

export type CertificateFact =
  | { readonly type: 'CertificateIssued'; readonly issue: Issue; readonly issuedAt: string }
  | { readonly type: 'CertificateVerified'; readonly certificate: CertificateData; readonly source: string; readonly answeredAt: string }
  /** `asked` counts the failures, so that somebody stops asking. */
  | { readonly type: 'CertificateVerificationFailed'; readonly why: VerificationFault; readonly asked: number; readonly askedAt: string }
  | { readonly type: 'CertificateVerificationRequested'; readonly requestedAt: string }
  | {
      readonly type: 'CertificateRevoked';
      readonly certificate: CertificateData;
      readonly assessorId: string;
      readonly cause: RevocationCause;
      readonly revokedAt: string;
    }
  | { readonly type: 'RevocationReportFailed'; readonly reported: number; readonly reportedAt: string };

export type Issued = {
  readonly status: 'VALID' | 'REVOKED';
  readonly issue: Issue;
  readonly verifiedAt?: string;
  readonly asked: number;
  /** How often the revocation did not get through to the query site. */
  readonly reported?: number;
  readonly revocation?: { readonly cause: RevocationCause; readonly revokedAt: string };
};
export type Certificate = { readonly status: 'NOT_ISSUED' } | Issued;

export const certificate: Decider<Certificate, CertificateFact> = {
  category: 'certificate',
  initial: { status: 'NOT_ISSUED' },
  schemas: {
    CertificateIssued: 1,
    CertificateVerified: 1,
    CertificateVerificationFailed: 1,
    CertificateVerificationRequested: 1,
    CertificateRevoked: 1,
    RevocationReportFailed: 1,
  },
  evolve(known, fact) {
    switch (fact.type) {
      case 'CertificateIssued':
        return { status: 'VALID', issue: fact.issue, asked: 0 };
      case 'CertificateVerified':
        return known.status === 'NOT_ISSUED' ? known : { ...known, verifiedAt: fact.answeredAt };
      case 'CertificateVerificationFailed':
        return known.status === 'NOT_ISSUED' ? known : { ...known, asked: fact.asked };
      case 'CertificateVerificationRequested':
        return known.status === 'NOT_ISSUED' ? known : { ...known, asked: 0 };
      case 'CertificateRevoked':
        return known.status === 'NOT_ISSUED'
          ? known
          : { ...known, status: 'REVOKED', revocation: { cause: fact.cause, revokedAt: fact.revokedAt } };
      case 'RevocationReportFailed':
        return known.status === 'NOT_ISSUED' ? known : { ...known, reported: fact.reported };
    }
  },
};

export function dataOf({ number, personId, occupation, level, kind, issuedOn, classId }: Issue): CertificateData {
  return { number, personId, occupation, level, kind, issuedOn, ...(classId !== undefined && { classId }) };
}

const numberKey = (number: string): string => `certificate-number/${number}`;

/** The number is unique for ever, whatever a series may have thought. */
export function issueCertificate(known: Certificate, issue: Issue, now: string): WithKeys<readonly CertificateFact[]> {
  if (known.status !== 'NOT_ISSUED') throw new Refused('CERTIFICATE_ISSUED_ALREADY');
  return withKeys([{ type: 'CertificateIssued', issue, issuedAt: now }], { take: [numberKey(issue.number)] });
}

export type SiteAnswer = { readonly outcome: 'CONFIRMED'; readonly source: string } | { readonly outcome: VerificationFault };

/** What was answered is kept with its time. An answer that comes after the revocation changes nothing. */
export function recordVerification(known: Certificate, answer: SiteAnswer, now: string): readonly CertificateFact[] {
  if (known.status !== 'VALID' || known.verifiedAt !== undefined) return [];
  if (answer.outcome === 'CONFIRMED')
    return [{ type: 'CertificateVerified', certificate: dataOf(known.issue), source: answer.source, answeredAt: now }];
  return [{ type: 'CertificateVerificationFailed', why: answer.outcome, asked: known.asked + 1, askedAt: now }];
}

export function requestVerification(known: Certificate, now: string): readonly CertificateFact[] {
  const { verifiedAt } = standing(known);
  if (verifiedAt !== undefined) throw new Refused('CERTIFICATE_VERIFIED_ALREADY');
  return [{ type: 'CertificateVerificationRequested', requestedAt: now }];
}

export function revokeCertificate(known: Certificate, cause: RevocationCause, now: string): readonly CertificateFact[] {
  const { issue } = standing(known);
  return [{ type: 'CertificateRevoked', certificate: dataOf(issue), assessorId: issue.assessorId, cause, revokedAt: now }];
}

export function recordFailedReport(known: Certificate, now: string): readonly CertificateFact[] {
  if (known.status !== 'REVOKED') return [];
  return [{ type: 'RevocationReportFailed', reported: (known.reported ?? 0) + 1, reportedAt: now }];
}

function standing(known: Certificate): Issued {
  if (known.status === 'NOT_ISSUED') throw new Refused('CERTIFICATE_NOT_FOUND');
  if (known.status === 'REVOKED') throw new Refused('CERTIFICATE_REVOKED_ALREADY');
  return known;
}
