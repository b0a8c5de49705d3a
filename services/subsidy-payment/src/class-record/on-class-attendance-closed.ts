import { Injectable } from '@nestjs/common';
import { ClassAttendanceClosedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnClassAttendanceClosed implements Consumer<ClassAttendanceClosedV1> {
  readonly name = 'class-record.on-class-attendance-closed';
  readonly contract = ClassAttendanceClosedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<ClassAttendanceClosedV1>): Promise<void> {
    return this.records.keepDays(data, seq);
  }
}
