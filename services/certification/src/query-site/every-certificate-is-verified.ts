import { Injectable } from '@nestjs/common';
import { EventStore, type Decided, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import {
  certificate,
  recordVerification,
  type Certificate,
  type CertificateFact,
  type SiteAnswer,
} from '../certificate/certificate.decider';
import { QuerySite, dayAfter, mostDays } from './query-site';

type Verification = { readonly certificateId: string };
const kind = 'certificate-verification';

@Injectable()
export class EveryCertificateIsVerified implements DueHandler<CertificateFact, Verification> {
  readonly kind = kind;
  readonly attempts = 5;
  readonly attemptSeconds = 5;
  constructor(
    private readonly store: EventStore,
    private readonly site: QuerySite,
  ) {}

  // At once, and after a failure on the next day at the same time. Other facts of this service lie in the same log.
  sets({ id, streamId, fact }: RecordedFact<CertificateFact>): { set?: readonly NewDue<Verification>[] } {
    const dueAt = dueAfter(fact);
    return dueAt === undefined ? {} : { set: [{ id: dueId(kind, id), dueAt, data: { certificateId: streamId } }] };
  }

  async fire(due: DueNow<Verification>): Promise<Decided<Certificate> | undefined> {
    const { state } = await this.store.stateOf(certificate, due.data.certificateId);
    if (state.status !== 'VALID' || state.verifiedAt !== undefined) return undefined;
    const { signal } = due;
    const taken = await this.site.report(state.issue, 'VALID', { idempotencyKey: due.id, signal });
    return this.record(due, taken ? await this.site.ask(state.issue, signal) : { outcome: 'DIFFERS' });
  }

  gaveUp(due: DueNow<Verification>): Promise<Decided<Certificate>> {
    return this.record(due, { outcome: 'SILENT' });
  }

  // The row asks one thing, whatever came of it: its id is the command's.
  private record({ command, data }: DueNow<Verification>, answer: SiteAnswer): Promise<Decided<Certificate>> {
    return this.store.decide(certificate, data.certificateId, command, (known, { now }) => recordVerification(known, answer, now));
  }
}

function dueAfter(fact: CertificateFact): string | undefined {
  if (fact.type === 'CertificateIssued') return fact.issuedAt;
  if (fact.type === 'CertificateVerificationRequested') return fact.requestedAt;
  return fact.type === 'CertificateVerificationFailed' && fact.asked < mostDays ? dayAfter(fact.askedAt) : undefined;
}
