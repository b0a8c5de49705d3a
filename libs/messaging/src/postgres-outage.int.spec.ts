import { Client } from 'pg';
import { testBus, testPostgresUrl } from '@libs/testing';
import { BUS_CHANNEL, PostgresTransport } from './postgres-transport';
import { outageContract } from './testing/outage-contract';
import { TcpSwitch } from './testing/tcp-switch';

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const asSuperuser = (...statements: string[]): Promise<void> => run(testPostgresUrl(), statements);

/** Notification after notification, as from other services that have much to say. */
function flowing(url: string): () => Promise<void> {
  let over = false;
  const client = new Client({ connectionString: url });
  const flow = (async () => {
    await client.connect();
    while (!over) await client.query(`select pg_notify('${BUS_CHANNEL}', ''), pg_sleep(0.005)`);
    await client.end();
  })();
  return () => {
    over = true;
    return flow;
  };
}

const WAYS = ['unreachable', 'silent', 'ended by its administrator', 'there and refusing while news flows'];

outageContract('PostgreSQL', WAYS, async () => {
  const bus = await testBus();
  const onBus = (...statements: string[]): Promise<void> => run(bus.ownerUrl, statements);
  const url = new URL(bus.appUrl);
  const way = await TcpSwitch.to(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return {
    connect: (observe) => new PostgresTransport({ observe, url: url.href, partitions: 2, pollMs: 500, answerWithinMs: 1_000 }),
    ways: {
      unreachable: async () => {
        way.cut();
        return { attempts: () => way.attempts, back: async () => way.mend() };
      },
      'ended by its administrator': async () => {
        way.attempts = 0;
        await asSuperuser(
          `alter database ${bus.name} allow_connections false`,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${bus.name}'`,
        );
        return { attempts: () => way.attempts, back: () => asSuperuser(`alter database ${bus.name} allow_connections true`) };
      },
      silent: async () => {
        way.fallSilent();
        return { attempts: () => way.attempts, back: async () => way.mend() };
      },
      'there and refusing while news flows': async () => {
        way.attempts = 0;
        await onBus(`revoke all on public.topic, public.message, public.group_offset from ${bus.name}_app`);
        const stopNews = flowing(bus.ownerUrl);
        return {
          attempts: () => way.attempts,
          back: async () => {
            await stopNews();
            await onBus(
              `grant select, insert, update on public.topic, public.group_offset to ${bus.name}_app`,
              `grant select, insert on public.message to ${bus.name}_app`,
            );
          },
        };
      },
    },
    close: async () => {
      await way.close();
      await bus.drop();
    },
  };
});
