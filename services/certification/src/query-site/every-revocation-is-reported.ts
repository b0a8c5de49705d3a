import { Injectable } from '@nestjs/common';
import { EventStore, type Decided, type RecordedFact } from '@libs/event-store';
import { OutsiderFailed, dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { certificate, recordFailedReport, type Certificate, type CertificateFact } from '../certificate/certificate.decider';
import { QuerySite, dayAfter, mostDays } from './query-site';

type Report = { readonly certificateId: string };
const kind = 'certificate-revocation-report';

/** Whoever asks the national site has to learn that a certificate is no longer good. */
@Injectable()
export class EveryRevocationIsReported implements DueHandler<CertificateFact, Report> {
  readonly kind = kind;
  readonly attempts = 5;
  readonly attemptSeconds = 5;
  constructor(
    private readonly store: EventStore,
    private readonly site: QuerySite,
  ) {}

  sets({ id, streamId, fact }: RecordedFact<CertificateFact>): { set?: readonly NewDue<Report>[] } {
    const dueAt = dueAfter(fact);
    return dueAt === undefined ? {} : { set: [{ id: dueId(kind, id), dueAt, data: { certificateId: streamId } }] };
  }

  async fire({ id, data, signal }: DueNow<Report>): Promise<void> {
    const { state } = await this.store.stateOf(certificate, data.certificateId);
    if (state.status !== 'REVOKED') return;
    const taken = await this.site.report(state.issue, 'REVOKED', { idempotencyKey: id, signal });
    if (!taken) throw new OutsiderFailed('the certificate query site did not take the revocation');
  }

  gaveUp({ command, data }: DueNow<Report>): Promise<Decided<Certificate>> {
    return this.store.decide(certificate, data.certificateId, command, (known, { now }) => recordFailedReport(known, now));
  }
}

function dueAfter(fact: CertificateFact): string | undefined {
  if (fact.type === 'CertificateRevoked') return fact.revokedAt;
  return fact.type === 'RevocationReportFailed' && fact.reported < mostDays ? dayAfter(fact.reportedAt) : undefined;
}
