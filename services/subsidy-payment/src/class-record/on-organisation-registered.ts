import { Injectable } from '@nestjs/common';
import { OrganisationRegisteredV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnOrganisationRegistered implements Consumer<OrganisationRegisteredV1> {
  readonly name = 'class-record.on-organisation-registered';
  readonly contract = OrganisationRegisteredV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<OrganisationRegisteredV1>): Promise<void> {
    return this.records.keepOrganisation(data, seq);
  }
}
