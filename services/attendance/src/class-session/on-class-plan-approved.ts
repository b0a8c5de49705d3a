import { Injectable } from '@nestjs/common';
import { ClassPlanApprovedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { classSession, scheduleSession } from './class-session.decider';

@Injectable()
export class OnClassPlanApproved implements Consumer<ClassPlanApprovedV1> {
  readonly name = 'class-session.on-class-plan-approved';
  readonly contract = ClassPlanApprovedV1;
  constructor(private readonly store: EventStore) {}

  // Each session is a stream and a decision of its own under an id of its own: a repeat finds those done that were done, and does the rest.
  async handle({ command, data }: Message<ClassPlanApprovedV1>): Promise<void> {
    const { classId, institutionId, region } = data;
    await Promise.all(
      data.sessions.map(({ sessionId, startsAt, endsAt, classHours }) => {
        const asked = { classId, institutionId, region, startsAt: instantOf(startsAt), endsAt: instantOf(endsAt), classHours };
        return this.store.decide(classSession, sessionId, { ...command, id: `${command.id}/${sessionId}` }, (session) =>
          scheduleSession(session, asked),
        );
      }),
    );
  }
}
