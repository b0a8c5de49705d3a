import { Injectable } from '@nestjs/common';
import { AttendanceSummarisedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnAttendanceSummarised implements Consumer<AttendanceSummarisedV1> {
  readonly name = 'class-record.on-attendance-summarised';
  readonly contract = AttendanceSummarisedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<AttendanceSummarisedV1>): Promise<void> {
    return this.records.keepAttendance(data, seq);
  }
}
