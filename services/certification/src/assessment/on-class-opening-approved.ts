import { Injectable } from '@nestjs/common';
import { ClassOpeningApprovedV1 } from '@libs/contracts';
import { EventStore, type Decided } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { assessment, hearOfClass, type Assessment } from './assessment.decider';

@Injectable()
export class OnClassOpeningApproved implements Consumer<ClassOpeningApprovedV1> {
  readonly name = 'assessment.on-class-opening-approved';
  readonly contract = ClassOpeningApprovedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<ClassOpeningApprovedV1>): Promise<Decided<Assessment>> {
    const { classId, institutionId, region, occupation, level } = data;
    return this.store.decide(assessment, classId, command, (known) => hearOfClass(known, { institutionId, region, occupation, level }));
  }
}
