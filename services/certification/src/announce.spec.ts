import { describe, expect, it } from '@jest/globals';
import {
  AssessmentResultRecordedV1,
  CertificateIssuedV1,
  CertificateRevokedV1,
  CertificateVerifiedV1,
  type CertificateV1,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { goldenSample } from '@libs/testing';
import { announce, type CertificationFact } from './announce';
import type { CertificateData } from './certificate/certificate.decider';

const said = (streamId: string, fact: CertificationFact) => {
  const meta = { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-16T00:29:43.120Z' };
  const place = { id: 'certification/7', log: 'certification', seq: 7, category: 'c', streamId, version: 1, schema: 1 };
  return announce({ ...place, fact, meta } satisfies RecordedFact<CertificationFact>);
};
const dataIn = ({ certificateId: _, ...certificate }: CertificateV1): CertificateData => ({ ...certificate, kind: 'SKILL_LEVEL' });

describe('what certification announces', () => {
  it('is a result, keyed by the person, as the golden sample', () => {
    const sample = goldenSample(AssessmentResultRecordedV1);
    const { classId, ...result } = sample;
    expect(said(classId, { type: 'AssessmentResultRecorded', ...result })).toEqual([
      { contract: AssessmentResultRecordedV1, key: sample.personId, data: sample },
    ]);
  });
  it('is a certificate that was issued, verified or revoked, keyed by the person, as the golden samples', () => {
    const issued = goldenSample(CertificateIssuedV1);
    const issue = { ...dataIn(issued.certificate), mode: 'EXAM', assessorId: 'a1', region: '120101' } as const;
    expect(said(issued.certificate.certificateId, { type: 'CertificateIssued', issue, issuedAt: '2026-03-16T00:29:43.120Z' })).toEqual([
      { contract: CertificateIssuedV1, key: issued.certificate.personId, data: issued },
    ]);
    const verified = goldenSample(CertificateVerifiedV1);
    const { source, answeredAt } = verified;
    const certificate = dataIn(verified.certificate);
    expect(said(verified.certificate.certificateId, { type: 'CertificateVerified', certificate, source, answeredAt })).toEqual([
      { contract: CertificateVerifiedV1, key: certificate.personId, data: verified },
    ]);
    const revoked = goldenSample(CertificateRevokedV1);
    const gone = {
      certificate: dataIn(revoked.certificate),
      assessorId: 'a1',
      cause: 'ISSUER_AT_FAULT',
      revokedAt: revoked.revokedAt,
    } as const;
    expect(said(revoked.certificate.certificateId, { type: 'CertificateRevoked', ...gone })).toEqual([
      { contract: CertificateRevokedV1, key: revoked.certificate.personId, data: revoked },
    ]);
  });
  it('is nothing of numbers, rosters and questions without an answer', () => {
    expect(said('s', { type: 'SerialsUsed', from: 1, count: 2 })).toEqual([]);
    expect(said('c1', { type: 'CertificateVerificationFailed', why: 'SILENT', asked: 1, askedAt: '2026-03-16T00:29:43.120Z' })).toEqual([]);
  });
});
