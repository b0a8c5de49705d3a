import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { PostgresEventStore } from './postgres-event-store';
import { PostgresLogReader } from './postgres-log-reader';
import { endWhenSilent } from './silence';
import { Subscription, transactionally } from './subscription';
import { Positions } from './subscription-positions';
import { CuttingProxy } from './testing/cutting-proxy';
import { command } from './testing/store-under-test';
import { counted, counter } from './testing/counter';
import { ground, type Ground } from './testing/table-log';

const SILENCE_MS = 300;
const CONNECT_MS = 1_000;

let on: Ground;
let proxy: CuttingProxy;
let pool: Pool;
let ends: (() => Promise<unknown>)[];
beforeEach(async () => {
  on = await ground();
  proxy = await CuttingProxy.before(on.database.appUrl);
  // A connection that is dropped while it signs in has nobody yet who watches it.
  const limits = { connectionTimeoutMillis: CONNECT_MS, idleTimeoutMillis: SILENCE_MS };
  pool = new Pool({ connectionString: proxy.url, onConnect: endWhenSilent(SILENCE_MS), ...limits });
  pool.on('error', () => undefined);
  ends = [];
});
afterEach(async () => {
  // The server waits for whoever is still signing in before it drops any database, so nobody may be left behind a silent proxy.
  await proxy.close();
  for (const end of ends.reverse()) await end();
  await pool.end();
  await on.end();
});

function openStore(): PostgresEventStore {
  const limits = { transactionTimeoutMs: 500, lockTimeoutMs: 500 };
  const store = new PostgresEventStore({ pool, log: 'plain', clock: new SystemClock(), inputHashKey: Buffer.from('a key'), ...limits });
  ends.push(() => store.close());
  return store;
}

const add = (store: PostgresEventStore, id: string) => store.decide(counter, id, command(), () => counted(1));

describe('connections that are dropped without a word', () => {
  it('keep no command waiting for ever', async () => {
    const store = openStore();
    // Several streams at once, so that there are idle connections as well.
    await Promise.all(['a', 'b'].map((id) => add(store, id)));
    await Promise.all([1, 2, 3].map(() => store.stateOf(counter, 'a')));
    proxy.swallow();
    // Who only reads is told; whoever decides is answered over another connection.
    const reading = expect(store.stateOf(counter, 'a')).rejects.toThrow(`the database said nothing for ${SILENCE_MS} ms`);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((id) => add(store, id)));
    expect(answers.map(({ version }) => version)).toEqual([2, 2, 1, 1]);
    await reading;
  }, 30_000);

  it('do not stop a subscription, and the dead one is never used again', async () => {
    const extra = { onConnect: endWhenSilent(SILENCE_MS), idleTimeoutMillis: SILENCE_MS, max: 2 };
    const source = await new DataSource({
      type: 'postgres',
      url: proxy.url,
      connectTimeoutMS: CONNECT_MS,
      extra,
      poolErrorHandler: () => {},
    }).initialize();
    ends.push(() => source.destroy());
    const store = openStore();
    const reader = new PostgresLogReader({ pool, log: 'plain', pollMs: 50 });
    const applied: number[] = [];
    const subscription = new Subscription({
      name: 'tally',
      dataSource: source,
      positions: new Positions(source),
      log: reader,
      work: transactionally(reader, [counter], async (facts) => void applied.push(...facts.map(({ seq }) => seq))),
      settings: { firstBackOffMs: 5, lookAgainMs: 10 },
    });
    ends.push(() => subscription.stop());
    subscription.start();
    await add(store, 'a');
    expect(await subscription.waitFor(1, 10_000)).toBe(true);
    proxy.swallow();
    await add(store, 'a');
    expect(await subscription.waitFor(2, 20_000)).toBe(true);
    expect(applied).toEqual([1, 2]);
  }, 40_000);

  it('let a reader hear again, though it was asked for nothing', async () => {
    // Its poll never tells of anything by itself in this test: what is heard was a notice.
    const reader = new PostgresLogReader({ pool, log: 'plain', pollMs: 3_600_000, signOfLifeMs: 50 });
    const heard: (() => void)[] = [];
    const end = reader.onGrowth(() => heard.shift()?.());
    ends.push(async () => end());
    await new Promise<void>((resolve) => heard.push(resolve));
    proxy.swallow();
    // Listening anew is told as growth, for what was added meanwhile was told to nobody.
    await new Promise<void>((resolve) => heard.push(resolve));
    const noticed = new Promise<void>((resolve) => heard.push(resolve));
    await on.owner.query(`select pg_notify('log_plain', '')`);
    await noticed;
  }, 20_000);

  it('leaves alone what takes long where nobody watches, and what rests where somebody does', async () => {
    const owner = new Pool({ connectionString: proxy.url });
    ends.push(() => owner.end());
    const client = await pool.connect();
    const before = (await client.query('select pg_backend_pid() as pid')).rows;
    await owner.query('select pg_sleep($1)', [(SILENCE_MS * 3) / 1_000]);
    expect((await client.query('select pg_backend_pid() as pid')).rows).toEqual(before);
    client.release();
  });
});
