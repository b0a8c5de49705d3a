import { Injectable } from '@nestjs/common';
import { CertificateVerifiedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnCertificateVerified implements Consumer<CertificateVerifiedV1> {
  readonly name = 'class-record.on-certificate-verified';
  readonly contract = CertificateVerifiedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<CertificateVerifiedV1>): Promise<void> {
    return this.records.keepCertificate(data.certificate, { verified: true }, seq);
  }
}
