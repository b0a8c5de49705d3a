import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { hash } from 'node:crypto';
import { Client } from 'pg';
import { canonicalJson } from './canonical-json';
import { withKeys } from './event-store';
import { createLogTables, dropLogTables } from './log-tables';
import { PostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store';
import { PostgresLogReader } from './postgres-log-reader';
import { Busy, FromNewerRelease } from './refusals';
import { command } from './testing/store-under-test';
import { counted, counter, doubler, newerCounter } from './testing/counter';
import { testLog, type TestLog } from './testing/test-log';

let log: TestLog;
let name: string;
let schema: string;
let logs = 0;
let stores: PostgresEventStore[] = [];
beforeAll(async () => {
  log = await testLog('first');
});
beforeEach(async () => {
  name = `one-log-${(logs += 1)}`;
  schema = `"log_${name}"`;
  await log.add(name, 10);
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  stores = [];
});
afterAll(() => log.close());

function open(options: Partial<PostgresEventStoreOptions> = {}): PostgresEventStore {
  const store = new PostgresEventStore({
    pool: log.pool,
    log: name,
    clock: new SystemClock(),
    inputHashKey: Buffer.from('a key'),
    ...options,
  });
  stores.push(store);
  return store;
}

const add = (store: PostgresEventStore, id: string, by = 1) => store.decide(counter, id, command(), () => counted(by));

describe('the tables of a log', () => {
  it.each([
    `UPDATE LOG.fact SET data = '{}'`,
    `DELETE FROM LOG.fact`,
    `TRUNCATE LOG.fact`,
    `DELETE FROM LOG.fact_1`,
    `DROP TABLE LOG.fact_1`,
    `UPDATE LOG.command SET answer = ''`,
    `DELETE FROM LOG.command`,
    `DELETE FROM LOG.stream_head`,
    `DELETE FROM LOG.head`,
    `UPDATE LOG.taken_key SET command = ''`,
    `INSERT INTO LOG.partition VALUES (1000, 2000)`,
    `CREATE TABLE LOG.mine (id integer)`,
  ])('refuse to the role of the service: %s', async (sql) => {
    await add(open(), 'a');
    await expect(log.pool.query(sql.replaceAll('LOG', schema))).rejects.toMatchObject({ code: '42501' });
  });

  it('hold leaves that anybody can compute from what is shown', async () => {
    await open().decide(counter, '训补', command({ causation: 'x/1' }), () => [{ type: 'Counted', by: 1, note: { b: 1e21, a: '€\n' } }]);
    const [row] = await log.asOwner<Record<string, unknown> & { seq: string; data: string; meta: string; leaf: Buffer }>(
      `SELECT * FROM ${schema}.fact`,
    );
    const { leaf, seq, data, meta, ...rest } = row!;
    const shown = canonicalJson({ ...rest, log: name, seq: Number(seq), data: JSON.parse(data), meta: JSON.parse(meta) });
    expect(leaf.equals(hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(shown)]), 'buffer'))).toBe(true);
    expect(data).toBe('{"by":1,"note":{"a":"€\\n","b":1e+21}}');
  });

  it('grow by partitions ahead of need, also in one leap', async () => {
    const store = open();
    for (let nth = 0; nth < 25; nth += 1) await add(store, `s${nth % 3}`);
    await store.decide(counter, 'leap', command(), () => Array.from({ length: 45 }, () => counted(1)[0]!));
    const reader = new PostgresLogReader({ pool: log.pool, log: name });
    expect((await reader.read(0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1));
    await store.close();
    expect(await open({ cachedStreams: 1 }).stateOf(counter, 's0')).toEqual({ state: 9, version: 9 });
    const partitions = await log.asOwner<{ from_seq: string; to_seq: string }>(
      `SELECT from_seq, to_seq FROM ${schema}.partition ORDER BY from_seq`,
    );
    expect(partitions.map(({ from_seq, to_seq }) => [Number(from_seq), Number(to_seq)])).toEqual(
      partitions.map((_, at) => [at * 10 + 1, at * 10 + 10]),
    );
  });

  it('make no more partitions than a few ahead, whoever asks', async () => {
    await log.pool.query(`SELECT ${schema}.extend(1000000)`);
    expect(await log.asOwner(`SELECT count(*)::int AS partitions FROM ${schema}.partition`)).toEqual([{ partitions: 4 }]);
  });

  it('keep keys that came over HTTP for as long as was said, whatever the role of the service asks for', async () => {
    await log.add('kept', undefined, 90);
    const store = open({ log: 'kept' });
    const ask = () => store.decide(counter, 'a', command({ origin: 'http' }), () => counted(1));
    for (let nth = 0; nth < 3; nth += 1) await ask();
    await log.asOwner(`UPDATE log_kept.command SET recorded_at = now() - interval '91 days' WHERE answer LIKE '%"seq":1,%'`);
    await log.asOwner(`UPDATE log_kept.command SET recorded_at = now() - interval '89 days' WHERE answer LIKE '%"seq":2,%'`);
    expect(await store.forgetCommands('infinity')).toBe(1);
    expect(await log.asOwner('SELECT count(*)::int AS kept FROM log_kept.command')).toEqual([{ kept: 2 }]);
  });

  it('go away and come again', async () => {
    const owner = new Client({ connectionString: log.ownerUrl });
    await owner.connect();
    await dropLogTables(owner, name);
    await createLogTables(owner, name, { appRole: new URL(log.appUrl).username });
    await owner.end();
    expect(await add(open(), 'a')).toMatchObject({ seq: 1 });
  });
});

describe('several stores', () => {
  it('keep several logs of one database apart', async () => {
    await log.add('two');
    const [one, two] = [open(), open({ log: 'two' })];
    const asked = command();
    const take = (store: PostgresEventStore) => store.decide(counter, 'a', asked, () => withKeys(counted(1), { take: ['key'] }));
    expect([await take(one), await take(two)]).toMatchObject([
      { seq: 1, repeated: false },
      { seq: 1, repeated: false },
    ]);
  });

  it('leave a decider that has not seen what the other wrote to read it, rather than fold the next fact onto an older state', async () => {
    const [one, two] = [open(), open()];
    await one.decide(doubler, 'seen twice', command(), () => counted(1));
    await add(one, 'seen twice');
    await add(two, 'seen twice', 10);
    await add(one, 'seen twice', 100);
    expect(await one.stateOf(doubler, 'seen twice')).toEqual({ state: 224, version: 4 });
  });

  it('see under the lock what the other has written to streams that they keep in memory', async () => {
    const [one, two] = [open(), open()];
    for (let nth = 0; nth < 6; nth += 1) {
      await add(one, 'a');
      await add(one, 'b');
      const sums = await Promise.all([one, two, one].map((store) => store.decide(counter, 'a', command(), (sum) => counted(sum))));
      expect(sums.map(({ version }) => version).sort((a, b) => a - b)).toEqual([1, 2, 3].map((at) => nth * 4 + at + 1));
      await add(two, 'b');
    }
    expect(await Promise.all([one, two].map((store) => store.stateOf(counter, 'b')))).toEqual(
      [1, 2].map(() => ({ state: 12, version: 12 })),
    );
    // 8 times the sum and one, six times over: nothing was decided on an old state.
    await add(two, 'a', 0);
    expect((await one.stateOf(counter, 'a')).state).toBe([...Array(6)].reduce<number>((sum) => (sum + 1) * 8, 0));
  });

  it('read a stream that has run far ahead outside the lock', async () => {
    await log.add('far');
    const [one, two] = [open({ log: 'far' }), open({ log: 'far' })];
    await add(two, 'long');
    for (let nth = 0; nth < 6; nth += 1)
      await one.decide(counter, 'long', command(), () => Array.from({ length: 1_000 }, () => counted(1)[0]!));
    expect(await add(two, 'long')).toMatchObject({ version: 6_002, state: 6_002 });
  }, 60_000);

  it('of two releases serve one log: the older refuses the streams it cannot read, and no others', async () => {
    const [older, newer] = [open(), open()];
    await add(older, 'a', 2);
    await add(older, 'b', 2);
    await newer.decide(newerCounter, 'a', command(), ({ sum }) => [{ type: 'Counted', times: 2, by: sum }]);
    const settled = await Promise.allSettled([add(older, 'b'), add(older, 'a'), add(older, 'c')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((settled[1] as PromiseRejectedResult).reason).toBeInstanceOf(FromNewerRelease);
    expect(await newer.decide(newerCounter, 'b', command(), () => [{ type: 'Cleared' }])).toMatchObject({ version: 3, state: { sum: 0 } });
    await expect(add(older, 'b')).rejects.toBeInstanceOf(FromNewerRelease);
  });

  it('refuse a key that the other holds to its asker alone', async () => {
    const [one, two] = [open(), open()];
    const take = (store: PostgresEventStore, id: string) =>
      store.decide(counter, id, command(), () => withKeys(counted(1), { take: ['key'] }));
    await take(one, 'a');
    const settled = await Promise.allSettled([add(two, 'b'), take(two, 'b'), add(two, 'b')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await two.stateOf(counter, 'b')).toEqual({ state: 2, version: 2 });
  });
});

describe('a store under pressure', () => {
  it('turns away calls beyond its bound, and serves again afterwards', async () => {
    const store = open({ mostWaiting: 20 });
    const settled = await Promise.allSettled(Array.from({ length: 50 }, () => add(store, 'a')));
    const turnedAway = settled.filter((result) => result.status === 'rejected').map(({ reason }) => reason as Busy);
    expect(turnedAway).toHaveLength(30);
    expect(turnedAway.every((busy) => busy instanceof Busy && busy.retryAfterSeconds > 0)).toBe(true);
    expect(await add(store, 'a')).toMatchObject({ version: 21 });
  });

  it('waits for no idle transaction elsewhere, not even where a partition begins', async () => {
    const idle = new Client({ connectionString: log.appUrl });
    await idle.connect();
    await idle.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await idle.query(`SELECT * FROM ${schema}.fact f, ${schema}.head h, ${schema}.partition p`);
    await idle.query(`INSERT INTO ${schema}.taken_key VALUES ('idle', 'idle', 0)`);
    const store = open({ transactionTimeoutMs: 2_000, lockTimeoutMs: 500, attempts: 3 });
    for (let nth = 0; nth < 35; nth += 1) await add(store, 'a');
    expect(await new PostgresLogReader({ pool: log.pool, log: name }).read(0, 100)).toHaveLength(35);
    await idle.end();
  });

  it('finds the one decision of a batch that the database will not take', async () => {
    await log.asOwner(`ALTER TABLE ${schema}.fact ADD CHECK (data <> '{"by":13}')`);
    const store = open();
    const settled = await Promise.allSettled(Array.from({ length: 20 }, (_, nth) => add(store, 'a', nth)));
    expect(settled.flatMap(({ status }, nth) => (status === 'rejected' ? [nth] : []))).toEqual([13]);
    expect(await store.stateOf(counter, 'a')).toEqual({ version: 19, state: (19 * 20) / 2 - 13 });
  });

  it('answers those that wait when it closes, and takes no more', async () => {
    const store = open();
    const waiting = Array.from({ length: 30 }, () => add(store, 'a'));
    const closed = store.close();
    await expect(add(store, 'a')).rejects.toBeInstanceOf(Busy);
    await closed;
    expect((await Promise.all(waiting)).at(-1)).toMatchObject({ version: 30 });
  });
});
