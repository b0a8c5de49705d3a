import { Injectable } from '@nestjs/common';
import { TraineeEnrolledV1 } from '@libs/contracts';
import { EventStore, type Decided } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { classAttendance, listTrainee, type ClassAttendance } from './class-attendance.decider';

@Injectable()
export class OnTraineeEnrolled implements Consumer<TraineeEnrolledV1> {
  readonly name = 'class-attendance.on-trainee-enrolled';
  readonly contract = TraineeEnrolledV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<TraineeEnrolledV1>): Promise<Decided<ClassAttendance>> {
    const { classId, personId, enrolmentId, place } = data;
    return this.store.decide(classAttendance, classId, command, (known) => listTrainee(known, { personId, enrolmentId, place }));
  }
}
