import { testKafkaBrokers } from '@libs/testing';
import { KafkaTransport } from './kafka-transport';
import { transportContract } from './testing/transport-contract';

transportContract('Kafka', async () => {
  const brokers = testKafkaBrokers();
  return {
    connect: () => new KafkaTransport({ brokers: brokers.split(','), clientId: 'spec', partitions: 4, sessionTimeoutMs: 3_000 }),
    address: { kind: 'kafka', address: brokers.split(',')[0] ?? '' },
    close: async () => undefined,
  };
});
