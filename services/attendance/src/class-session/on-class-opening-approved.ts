import { Injectable } from '@nestjs/common';
import { ClassOpeningApprovedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { classAttendance, openClass } from '../class-attendance/class-attendance.decider';
import { classSession, scheduleSession } from './class-session.decider';

@Injectable()
export class OnClassOpeningApproved implements Consumer<ClassOpeningApprovedV1> {
  readonly name = 'class-session.on-class-opening-approved';
  readonly contract = ClassOpeningApprovedV1;
  constructor(private readonly store: EventStore) {}

  // The class and each session are streams and decisions of their own under ids of their own: a repeat finds those done that were done, and does the rest.
  async handle({ command, data }: Message<ClassOpeningApprovedV1>): Promise<void> {
    const { classId, institutionId, region } = data;
    const { latitude, longitude, radiusMetres } = data.site;
    const sessions = data.sessions.map(({ sessionId, startsAt, endsAt, classHours }) => ({
      sessionId,
      startsAt: instantOf(startsAt),
      endsAt: instantOf(endsAt),
      classHours,
    }));
    await this.store.decide(classAttendance, classId, command, (known) => openClass(known, { institutionId, region, sessions }));
    await Promise.all(
      sessions.map(({ sessionId, ...times }) => {
        const asked = { classId, institutionId, region, ...times, site: { latitude, longitude, radiusMetres } };
        return this.store.decide(classSession, sessionId, { ...command, id: `${command.id}/${sessionId}` }, (session) =>
          scheduleSession(session, asked),
        );
      }),
    );
  }
}
