import { Injectable } from '@nestjs/common';
import { CertificateIssuedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnCertificateIssued implements Consumer<CertificateIssuedV1> {
  readonly name = 'class-record.on-certificate-issued';
  readonly contract = CertificateIssuedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<CertificateIssuedV1>): Promise<void> {
    return this.records.keepCertificate(data.certificate, {}, seq);
  }
}
