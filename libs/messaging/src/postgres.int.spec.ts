import { testBus } from '@libs/testing';
import { PostgresTransport } from './postgres-transport';
import { transportContract } from './testing/transport-contract';

transportContract('PostgreSQL', async () => {
  const bus = await testBus();
  return {
    connect: () => new PostgresTransport({ url: bus.appUrl, partitions: 4, pollMs: 500 }),
    address: { kind: 'postgres', address: bus.appUrl },
    close: () => bus.drop(),
  };
});
