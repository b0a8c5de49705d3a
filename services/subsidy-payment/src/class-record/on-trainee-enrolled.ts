import { Injectable } from '@nestjs/common';
import { TraineeEnrolledV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnTraineeEnrolled implements Consumer<TraineeEnrolledV1> {
  readonly name = 'class-record.on-trainee-enrolled';
  readonly contract = TraineeEnrolledV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<TraineeEnrolledV1>): Promise<void> {
    return this.records.keepEnrolment(data, seq);
  }
}
