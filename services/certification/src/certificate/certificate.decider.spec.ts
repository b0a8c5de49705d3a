import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { certificateNumberFault, certificateNumberParts } from '@libs/kernel';
import { spec } from '@libs/testing';
import { certificateSeries, useSerials } from './certificate-series.decider';
import {
  certificate,
  issueCertificate,
  recordFailedReport,
  recordVerification,
  requestVerification,
  revokeCertificate,
  type CertificateFact,
  type Issue,
} from './certificate.decider';
import { numberOf, serialDigits, seriesOf } from './numbering';

const { given } = spec(certificate);
const now = '2025-05-20T01:00:00.000Z';
const issue: Issue = {
  number: 'S000112120101253000001',
  personId: 'p1',
  occupation: '6-31-01-03',
  level: '3',
  kind: 'SKILL_LEVEL',
  issuedOn: '2025-05-20',
  mode: 'EXAM',
  assessorId: 'a1',
  region: '120101',
};
const data = {
  number: issue.number,
  personId: 'p1',
  occupation: '6-31-01-03',
  level: '3',
  kind: 'SKILL_LEVEL',
  issuedOn: '2025-05-20',
} as const;
const issued: CertificateFact = { type: 'CertificateIssued', issue, issuedAt: now };
const verified: CertificateFact = { type: 'CertificateVerified', certificate: data, source: 'site', answeredAt: now };
const failed = (asked: number): CertificateFact => ({ type: 'CertificateVerificationFailed', why: 'SILENT', asked, askedAt: now });
const revoked: CertificateFact = {
  type: 'CertificateRevoked',
  certificate: data,
  assessorId: 'a1',
  cause: 'PERSON_AT_FAULT',
  revokedAt: now,
};

describe('issuing', () => {
  it('takes the number for ever', () =>
    given()
      .when((c) => issueCertificate(c, issue, now))
      .keys({ take: [`certificate-number/${issue.number}`] })
      .then(issued));
  it('happens once', () =>
    given(issued)
      .when((c) => issueCertificate(c, issue, now))
      .refused('CERTIFICATE_ISSUED_ALREADY'));
});

describe('what the query site says', () => {
  it('is kept with its time, and once', () => {
    given(issued)
      .when((c) => recordVerification(c, { outcome: 'CONFIRMED', source: 'site' }, now))
      .then(verified);
    given(issued, verified)
      .when((c) => recordVerification(c, { outcome: 'CONFIRMED', source: 'site' }, now))
      .then();
  });
  it('is counted where it was no yes', () => {
    given(issued)
      .when((c) => recordVerification(c, { outcome: 'SILENT' }, now))
      .then(failed(1));
    given(issued, failed(1))
      .when((c) => recordVerification(c, { outcome: 'SILENT' }, now))
      .then(failed(2));
  });
  it('comes too late for a certificate that was revoked', () =>
    given(issued, revoked)
      .when((c) => recordVerification(c, { outcome: 'CONFIRMED', source: 'site' }, now))
      .then());
  it('may be asked for again until it was yes', () => {
    given(issued, failed(30))
      .when((c) => requestVerification(c, now))
      .then({ type: 'CertificateVerificationRequested', requestedAt: now });
    given(issued, verified)
      .when((c) => requestVerification(c, now))
      .refused('CERTIFICATE_VERIFIED_ALREADY');
    given()
      .when((c) => requestVerification(c, now))
      .refused('CERTIFICATE_NOT_FOUND');
  });
});

describe('revoking', () => {
  it('names the cause', () =>
    given(issued, verified)
      .when((c) => revokeCertificate(c, 'PERSON_AT_FAULT', now))
      .then(revoked));
  it('happens once, to what was issued', () => {
    given(issued, revoked)
      .when((c) => revokeCertificate(c, 'PERSON_AT_FAULT', now))
      .refused('CERTIFICATE_REVOKED_ALREADY');
    given()
      .when((c) => revokeCertificate(c, 'PERSON_AT_FAULT', now))
      .refused('CERTIFICATE_NOT_FOUND');
  });
  it('counts how often the query site did not hear of it', () => {
    given(issued, revoked)
      .when((c) => recordFailedReport(c, now))
      .then({ type: 'RevocationReportFailed', reported: 1, reportedAt: now });
    given(issued)
      .when((c) => recordFailedReport(c, now))
      .then();
  });
});

describe('numbers', () => {
  const issuer = { assessorId: 'a1', kind: 'S', agency: '0007', region: '120101' } as const;
  const named = { issuer, level: '3', issuedOn: '2025-05-20' };
  it('have 22 characters that say who, where, when and which level', () => {
    const number = numberOf(named, '000042');
    expect(number).toBe('S000712120101253000042');
    expect(certificateNumberFault(number)).toBeNull();
    expect(certificateNumberParts(number)).toMatchObject({ agency: '0007', province: '12', year: '25', level: '3', serial: '000042' });
    expect(seriesOf(named)).toBe('S000712120101253');
  });
  it('follow one another, and end with the last that has room', () => {
    const { given: series } = spec(certificateSeries);
    series({ type: 'SerialsUsed', from: 1, count: 41 })
      .when((s) => useSerials(s, 2, serialDigits).facts)
      .then({ type: 'SerialsUsed', from: 42, count: 2 });
    expect(useSerials({ used: 41 }, 2, serialDigits).serials).toEqual(['000042', '000043']);
    series()
      .when((s) => useSerials(s, 0, serialDigits).facts)
      .then();
    series({ type: 'SerialsUsed', from: 1, count: 999_999 })
      .when((s) => useSerials(s, 1, serialDigits).facts)
      .refused('CERTIFICATE_SERIES_EXHAUSTED');
  });
});

describe('the fold', () => {
  it('takes any history, and revoked stays revoked unless it is issued anew', () => {
    const later = [verified, failed(1), revoked, { type: 'RevocationReportFailed', reported: 1, reportedAt: now } as const];
    fc.assert(
      fc.property(fc.array(fc.constantFrom<CertificateFact>(...later), { maxLength: 8 }), (history) => {
        expect(given(...history).state.status).toBe('NOT_ISSUED');
        expect(given(issued, ...history).state.status).toBe(history.includes(revoked) ? 'REVOKED' : 'VALID');
      }),
    );
  });
});
