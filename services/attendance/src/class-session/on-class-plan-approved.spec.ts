import { beforeEach, describe, expect, it } from '@jest/globals';
import { ClassPlanApprovedV1 } from '@libs/contracts';
import { MemoryEventStore } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import type { Message } from '@libs/messaging';
import { goldenSample } from '@libs/testing';
import { OnClassPlanApproved } from './on-class-plan-approved';

const message = (id: string, change: Partial<ClassPlanApprovedV1> = {}): Message<ClassPlanApprovedV1> => {
  const data = { ...goldenSample(ClassPlanApprovedV1), ...change };
  return {
    id,
    data,
    seq: 7,
    recordedAt: data.approvedAt,
    command: {
      id: `class-session.on-class-plan-approved:${id}`,
      actor: 'attendance',
      input: data,
      correlation: 'r',
      causation: 'enrolment/7',
      origin: 'message',
    },
    envelope: {
      specversion: '1.0',
      id,
      source: '/xunbu/enrolment',
      type: `xunbu.${ClassPlanApprovedV1.type}`,
      subject: `class-plan/${data.classId}`,
      time: data.approvedAt,
      datacontenttype: 'application/json',
      partitionkey: data.classId,
      log: 'enrolment',
      seq: 7,
      causationid: 'enrolment/7',
      correlationid: 'r',
      data,
    },
  };
};

describe('hearing of an approved plan', () => {
  let store: MemoryEventStore;
  let consumer: OnClassPlanApproved;
  const facts = async () => (await store.read(0, 100)).map(({ streamId, fact }) => ({ streamId, ...fact }));
  beforeEach(() => {
    store = new MemoryEventStore({ log: 'attendance', clock: new SystemClock() });
    consumer = new OnClassPlanApproved(store);
  });

  it('schedules each session of the golden sample', async () => {
    await consumer.handle(message('enrolment/7/0'));
    const sample = goldenSample(ClassPlanApprovedV1);
    expect(await facts()).toEqual(
      sample.sessions.map(({ sessionId, ...times }) => ({
        streamId: sessionId,
        type: 'SessionScheduled',
        classId: sample.classId,
        institutionId: sample.institutionId,
        region: sample.region,
        ...times,
      })),
    );
  });
  it('does it once, however often the message comes', async () => {
    await consumer.handle(message('enrolment/7/0'));
    await consumer.handle(message('enrolment/7/0'));
    await consumer.handle(message('enrolment/9/0'));
    expect(await facts()).toHaveLength(2);
  });
  it('records a plan that contradicts a known session, and refuses nothing', async () => {
    await consumer.handle(message('enrolment/7/0'));
    await consumer.handle(message('enrolment/8/0', { institutionId: 'demo-institution-b' }));
    expect((await facts()).slice(2).map(({ type }) => type)).toEqual(['SessionSchedulingWithheld', 'SessionSchedulingWithheld']);
  });
});
