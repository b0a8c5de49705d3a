import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore, type RecordedFact } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import type { Outside } from '@libs/platform';
import type { CertificateFact } from '../certificate/certificate.decider';
import { certificate, issueCertificate } from '../certificate/certificate.decider';
import { EveryCertificateIsVerified } from './every-certificate-is-verified';
import { EveryRevocationIsReported } from './every-revocation-is-reported';
import { QuerySite } from './query-site';

const now = '2025-05-20T01:00:00.000Z';
const data = {
  number: 'S000112120000253000001',
  personId: 'p1',
  occupation: '6-31-01-03',
  level: '3',
  kind: 'SKILL_LEVEL',
  issuedOn: '2025-05-20',
} as const;
const issue = { ...data, mode: 'EXAM', assessorId: 'a1', region: '120101' } as const;
const store = new MemoryEventStore({ log: 'certification', clock: new SystemClock() });
const nowhere: Outside = { identity: undefined, registries: undefined, certificates: undefined, bank: undefined, rehearsal: false };
const handler = new EveryCertificateIsVerified(store, new QuerySite(nowhere));
const reports = new EveryRevocationIsReported(store, new QuerySite(nowhere));
const recorded = (fact: CertificateFact): RecordedFact<CertificateFact> => ({
  id: 'certification/7',
  log: 'certification',
  seq: 7,
  category: 'certificate',
  streamId: 'c1',
  version: 1,
  schema: 1,
  fact,
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: now },
});
const failed = (asked: number): CertificateFact => ({ type: 'CertificateVerificationFailed', why: 'SILENT', asked, askedAt: now });
const revoked: CertificateFact = {
  type: 'CertificateRevoked',
  certificate: data,
  assessorId: 'a1',
  cause: 'PERSON_AT_FAULT',
  revokedAt: now,
};
const row = (kind: string, dueAt: string) => ({ set: [{ id: `${kind}:certification/7`, dueAt, data: { certificateId: 'c1' } }] });

describe('the row of the verification', () => {
  it('is due at once, and a day after each failure', () => {
    expect(handler.sets(recorded({ type: 'CertificateIssued', issue, issuedAt: now }))).toEqual(row('certificate-verification', now));
    expect(handler.sets(recorded({ type: 'CertificateVerificationRequested', requestedAt: now }))).toEqual(
      row('certificate-verification', now),
    );
    expect(handler.sets(recorded(failed(29)))).toEqual(row('certificate-verification', '2025-05-21T01:00:00.000Z'));
  });
  it('ends after thirty days, with the answer, and with the revocation', () => {
    for (const fact of [failed(30), revoked, { type: 'CertificateVerified', certificate: data, source: 's', answeredAt: now } as const])
      expect(handler.sets(recorded(fact))).toEqual({});
  });
  it('records that nobody answered when it gives up', async () => {
    const command = { id: 'issue', actor: 'a', input: null, correlation: 'r', origin: 'http' } as const;
    await store.decide(certificate, 'c1', command, (known, at) => issueCertificate(known, issue, at.now));
    const due = { id: 'row', dueAt: now, attempt: 6, data: { certificateId: 'c1' }, signal: new AbortController().signal };
    await expect(handler.fire({ ...due, command: { ...command, id: 'row', origin: 'due' } })).rejects.toThrow('no certificate query site');
    await handler.gaveUp({ ...due, command: { ...command, id: 'row', origin: 'due' } });
    expect((await store.read(1, 10)).map(({ fact }) => fact)).toMatchObject([
      { type: 'CertificateVerificationFailed', why: 'SILENT', asked: 1 },
    ]);
  });
});

describe('the row of a revocation', () => {
  it('is due at once, and a day after each failure, for thirty days', () => {
    const kind = 'certificate-revocation-report';
    const notTaken = (reported: number): CertificateFact => ({ type: 'RevocationReportFailed', reported, reportedAt: now });
    expect(reports.sets(recorded(revoked))).toEqual(row(kind, now));
    expect(reports.sets(recorded(notTaken(1)))).toEqual(row(kind, '2025-05-21T01:00:00.000Z'));
    expect(reports.sets(recorded(notTaken(30)))).toEqual({});
    expect(reports.sets(recorded(failed(1)))).toEqual({});
  });
});
