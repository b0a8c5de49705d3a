import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { Pool } from 'pg';
import { PostgresEventStore } from './postgres-event-store';
import { Busy, OutcomeUnknown } from './refusals';
import { command } from './testing/store-under-test';
import { counted, counter } from './testing/counter';
import { testLog, type TestLog } from './testing/test-log';
import { CuttingProxy } from './testing/cutting-proxy';
import { withKeys } from './event-store';

let log: TestLog;
let proxy: CuttingProxy;
let pool: Pool;
let store: PostgresEventStore;
beforeEach(async () => {
  log = await testLog('cut');
  proxy = await CuttingProxy.before(log.appUrl);
  pool = new Pool({ connectionString: proxy.url });
  store = new PostgresEventStore({ pool, log: log.log, clock: new SystemClock(), inputHashKey: Buffer.from('a key'), attempts: 4 });
});
afterEach(async () => {
  await store.close();
  await pool.end();
  await proxy.close();
  await log.close();
});

const kept = async (): Promise<unknown> =>
  (
    await log.asOwner(
      `SELECT (SELECT count(*)::int FROM log_cut.fact) facts, (SELECT count(*)::int FROM log_cut.command) commands, seq::int FROM log_cut.head`,
    )
  )[0];

describe('a connection that is lost', () => {
  it.each([
    ['before COMMIT', 1],
    ['after COMMIT', 1],
    ['before COMMIT', 3],
  ] as const)('%s, %d times, makes nobody lose or double anything', async (cut, most) => {
    await store.decide(counter, 'a', command(), () => counted(1));
    Object.assign(proxy, { cut, most });
    const key = withKeys(counted(100), { take: ['key'] });
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => store.decide(counter, 'a', command(), (sum) => counted(sum))),
      store.decide(counter, 'b', command(), () => key),
    ]);
    expect(proxy.cuts).toBe(most);
    expect(answers.map(({ state }) => state)).toEqual([2, 4, 8, 16, 32, 100]);
    expect(answers.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(await kept()).toEqual({ facts: 7, commands: 7, seq: 7 });
    expect(await store.decide(counter, 'a', command(), (sum) => counted(sum))).toMatchObject({ version: 7, state: 64 });
  });

  it('is told as an outcome that nobody knows when the database stays away; the same id asked again gets the answer', async () => {
    const asked = command();
    proxy.cut = 'after COMMIT';
    const lost = store.decide(counter, 'a', asked, () => counted(5)).catch((failure: unknown) => failure);
    while (proxy.cuts === 0) await new Promise(setImmediate);
    // From now on there is no way back to the database.
    proxy.cut = 'always';
    expect(await lost).toBeInstanceOf(OutcomeUnknown);
    proxy.cut = 'never';
    expect(await store.decide(counter, 'a', asked, () => counted(5))).toMatchObject({ version: 1, seq: 1, state: 5, repeated: true });
  });

  it('asks callers to come back when nothing was sent to be committed', async () => {
    proxy.cut = 'always';
    await expect(store.decide(counter, 'a', command(), () => counted(5))).rejects.toBeInstanceOf(Busy);
    proxy.cut = 'never';
    expect(await store.decide(counter, 'a', command(), () => counted(5))).toMatchObject({ version: 1, state: 5 });
  });

  it('is replaced when the server ends it between two calls', async () => {
    await store.decide(counter, 'a', command(), () => counted(1));
    const { rows } = await log.pool.query(
      'SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()',
    );
    expect(rows).toContainEqual({ ended: true });
    expect(await store.decide(counter, 'a', command(), () => counted(1))).toMatchObject({ version: 2, state: 2 });
  });
});
