// A message as the platform hands it to a consumer.
import type { Contract } from '@libs/contracts';
import type { Message } from '@libs/messaging';

export function messageOf<Data extends object>(contract: Contract<Data>, handler: string, id: string, data: Data): Message<Data> {
  const recordedAt = '2026-03-09T16:00:00.000Z';
  return {
    id,
    data,
    seq: 7,
    recordedAt,
    command: { id: `${handler}:${id}`, actor: 'service:enrolment', input: data, correlation: 'r', causation: id, origin: 'message' },
    envelope: {
      specversion: '1.0',
      id,
      source: '/xunbu/enrolment',
      type: `xunbu.${contract.type}`,
      subject: 'class-plan/c1',
      time: recordedAt,
      datacontenttype: 'application/json',
      partitionkey: 'c1',
      log: 'enrolment',
      seq: 7,
      causationid: 'enrolment/7',
      correlationid: 'r',
      data,
    },
  };
}
