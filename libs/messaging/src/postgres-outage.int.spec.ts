import { Client } from 'pg';
import { testDatabase, testPostgresUrl } from '@libs/testing';
import { createBusTables } from './bus-tables';
import { PostgresTransport } from './postgres-transport';
import { outageContract } from './testing/outage-contract';
import { TcpSwitch } from './testing/tcp-switch';

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: testPostgresUrl() });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

outageContract('PostgreSQL', ['unreachable', 'ended by its administrator'], async () => {
  const bus = await testDatabase();
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
  const url = new URL(bus.appUrl);
  const way = await TcpSwitch.to(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return {
    connect: () => new PostgresTransport({ url: url.href, partitions: 2, pollMs: 500 }),
    ways: {
      unreachable: async () => {
        way.cut();
        return { attempts: () => way.attempts, back: async () => way.mend() };
      },
      'ended by its administrator': async () => {
        await asSuperuser(
          `alter database ${bus.name} allow_connections false`,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${bus.name}'`,
        );
        return { back: () => asSuperuser(`alter database ${bus.name} allow_connections true`) };
      },
    },
    close: async () => {
      await way.close();
      await bus.drop();
    },
  };
});
