import { Injectable } from '@nestjs/common';
import { AssessmentResultRecordedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnAssessmentResultRecorded implements Consumer<AssessmentResultRecordedV1> {
  readonly name = 'class-record.on-assessment-result-recorded';
  readonly contract = AssessmentResultRecordedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<AssessmentResultRecordedV1>): Promise<void> {
    return this.records.keepResult(data, seq);
  }
}
