import { Injectable } from '@nestjs/common';
import { ClassOpeningApprovedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnClassOpeningApproved implements Consumer<ClassOpeningApprovedV1> {
  readonly name = 'class-record.on-class-opening-approved';
  readonly contract = ClassOpeningApprovedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<ClassOpeningApprovedV1>): Promise<void> {
    return this.records.keepClass(data, seq);
  }
}
