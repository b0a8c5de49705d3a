import { Injectable } from '@nestjs/common';
import { TraineeEnrolledV1 } from '@libs/contracts';
import { EventStore, type Decided } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { assessment, hearOfTrainee, type Assessment } from './assessment.decider';

@Injectable()
export class OnTraineeEnrolled implements Consumer<TraineeEnrolledV1> {
  readonly name = 'assessment.on-trainee-enrolled';
  readonly contract = TraineeEnrolledV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<TraineeEnrolledV1>): Promise<Decided<Assessment>> {
    return this.store.decide(assessment, data.classId, command, (known) => hearOfTrainee(known, data.personId));
  }
}
