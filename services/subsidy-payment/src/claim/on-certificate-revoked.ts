import { Injectable } from '@nestjs/common';
import { CertificateRevokedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from '../class-record/class-records';
import { TakeRevocation } from './take-revocation';

@Injectable()
export class OnCertificateRevoked implements Consumer<CertificateRevokedV1> {
  readonly name = 'claim.on-certificate-revoked';
  readonly contract = CertificateRevokedV1;
  constructor(
    private readonly records: ClassRecords,
    private readonly revocations: TakeRevocation,
  ) {}

  // The record first: a claim that is filed from now on sees it, and those filed before are in the person's book.
  async handle({ command, data: { certificate, cause }, seq }: Message<CertificateRevokedV1>): Promise<void> {
    const revokedCause = cause as 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT';
    await this.records.keepCertificate(certificate, { revokedCause }, seq);
    await this.revocations.take(command, { personId: certificate.personId, certificateId: certificate.certificateId, cause: revokedCause });
  }
}
