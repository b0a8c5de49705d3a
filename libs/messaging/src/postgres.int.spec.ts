import { Client } from 'pg';
import { testDatabase } from '@libs/testing';
import { createBusTables } from './bus-tables';
import { PostgresTransport } from './postgres-transport';
import { transportContract } from './testing/transport-contract';

transportContract('PostgreSQL', async () => {
  const bus = await testDatabase();
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
  return {
    connect: () => new PostgresTransport({ url: bus.appUrl, partitions: 4, pollMs: 500 }),
    address: { kind: 'postgres', address: bus.appUrl },
    close: () => bus.drop(),
  };
});
