import { beforeEach, describe, expect, it } from '@jest/globals';
import { ClassOpeningApprovedV1, TraineeEnrolledV1 } from '@libs/contracts';
import { MemoryEventStore } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { goldenSample, messageOf } from '@libs/testing';
import { OnTraineeEnrolled } from '../class-attendance/on-trainee-enrolled';
import { OnClassOpeningApproved } from './on-class-opening-approved';

const sample = goldenSample(ClassOpeningApprovedV1);
const opened = (id: string, change: Partial<ClassOpeningApprovedV1> = {}) =>
  messageOf(ClassOpeningApprovedV1, 'class-session.on-class-opening-approved', id, { ...sample, ...change });

describe('hearing of an approved opening', () => {
  let store: MemoryEventStore;
  let consumer: OnClassOpeningApproved;
  const facts = async () => (await store.read(0, 100)).map(({ streamId, fact }) => ({ streamId, ...fact }));
  beforeEach(() => {
    store = new MemoryEventStore({ log: 'attendance', clock: new SystemClock() });
    consumer = new OnClassOpeningApproved(store);
  });

  it('opens the class and schedules each session of the golden sample', async () => {
    await consumer.handle(opened('enrolment/7/0'));
    const { classId, institutionId, region, site, sessions } = sample;
    expect(await facts()).toEqual([
      { streamId: classId, type: 'ClassOpened', institutionId, region, sessions },
      ...sessions.map(({ sessionId, ...times }) => ({
        streamId: sessionId,
        type: 'SessionScheduled',
        classId,
        institutionId,
        region,
        site,
        ...times,
      })),
    ]);
  });
  it('does it once, however often the message comes', async () => {
    await consumer.handle(opened('enrolment/7/0'));
    await consumer.handle(opened('enrolment/7/0'));
    await consumer.handle(opened('enrolment/9/0'));
    expect(await facts()).toHaveLength(3);
  });
  it('records a plan that contradicts a known session, and refuses nothing', async () => {
    await consumer.handle(opened('enrolment/7/0'));
    await consumer.handle(opened('enrolment/8/0', { institutionId: 'demo-institution-b' }));
    expect((await facts()).slice(3).map(({ type }) => type)).toEqual(['SessionSchedulingWithheld', 'SessionSchedulingWithheld']);
  });
  it('puts who enrols onto the roster, also ahead of the opening', async () => {
    const trainee = goldenSample(TraineeEnrolledV1);
    const enrolled = messageOf(TraineeEnrolledV1, 'class-attendance.on-trainee-enrolled', 'enrolment/6/0', trainee);
    await new OnTraineeEnrolled(store).handle(enrolled);
    await consumer.handle(opened('enrolment/7/0'));
    const { classId, personId, enrolmentId, place } = trainee;
    expect((await facts())[0]).toEqual({ streamId: classId, type: 'TraineeListed', personId, enrolmentId, place });
    expect((await facts()).map(({ type }) => type)).toContain('ClassOpened');
  });
});
