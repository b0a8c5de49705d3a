import { afterAll, expect, it } from '@jest/globals';
import { eventually, freePort, testKafkaBrokers } from '@libs/testing';
import { KafkaTransport } from './kafka-transport';
import { unique } from './testing/messaging-world';
import { transportContract } from './testing/transport-contract';

transportContract('Kafka', async () => {
  const brokers = testKafkaBrokers();
  return {
    connect: () => new KafkaTransport({ brokers: brokers.split(','), clientId: 'spec', partitions: 4, sessionTimeoutMs: 3_000 }),
    address: { kind: 'kafka', address: brokers.split(',')[0] ?? '' },
    close: async () => undefined,
  };
});

const transport = new KafkaTransport({ brokers: testKafkaBrokers().split(','), clientId: 'spec', partitions: 2, sessionTimeoutMs: 3_000 });
afterAll(() => transport.close());

it('rewinds no Kafka group that is at work, for its members would go on from where they are', async () => {
  const [group, topic] = [unique('group'), `xunbu.${unique('sender')}.facts`];
  const member = await transport.consume({ group, topics: [topic], handle: async () => 'done' });
  await eventually(() =>
    transport.rewind(group, [topic]).then(
      () => false,
      (error: Error) => error.message.includes('is at work'),
    ),
  );
  await member.stop();
  await transport.rewind(group, [topic]);
  expect(await transport.lag(group, [topic])).toBe(0);
}, 60_000);

it('starts, says that it rests, and closes, though no broker answers', async () => {
  const rests: number[] = [];
  const lonely = new KafkaTransport({
    brokers: [`127.0.0.1:${await freePort()}`],
    clientId: 'spec',
    observe: (event) => void (event.type === 'paused' && rests.push(performance.now())),
  });
  const member = await lonely.consume({ group: unique('group'), topics: [`xunbu.${unique('sender')}.facts`], handle: async () => 'done' });
  await expect(lonely.lag(unique('group'), [`xunbu.${unique('sender')}.facts`])).rejects.toThrow();
  await eventually(() => rests.length >= 4, { withinMs: 20_000 });
  // The third rest lasts at least four times the first, which is 0.3 s less a tenth; who does not rest comes back after kafkajs's own two tries.
  expect(rests[3]! - rests[2]!).toBeGreaterThanOrEqual(4 * 270);
  await lonely.close();
  expect(member.running()).toBe(0);
}, 30_000);
