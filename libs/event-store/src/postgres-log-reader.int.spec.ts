import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { logSchema } from './log-tables';
import { PostgresEventStore } from './postgres-event-store';
import { PostgresLogReader } from './postgres-log-reader';
import { counted, counter } from './testing/counter';
import { command } from './testing/store-under-test';
import { testLog, type TestLog } from './testing/test-log';

let log: TestLog;
let store: PostgresEventStore;
beforeAll(async () => {
  log = await testLog('read');
  store = new PostgresEventStore({ pool: log.pool, log: log.log, clock: new SystemClock(), inputHashKey: Buffer.from('a key') });
});
afterAll(async () => {
  await store.close();
  await log.close();
});

const grown = (reader: PostgresLogReader, upto: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = reader.onGrowth(() => {
    void reader.head().then((head) => {
      if (head < upto) return;
      end();
      resolve();
    });
  });
  return promise;
};

describe('a reader that waits for growth', () => {
  // The poll of these readers comes too late for any test: what wakes them is the notice.
  const patient = (): PostgresLogReader => new PostgresLogReader({ pool: log.pool, log: log.log, pollMs: 3_600_000 });

  it('hears how far the log has grown, and of an earlier release only that it has', async () => {
    const reader = patient();
    const heard: (number | undefined)[] = [];
    const end = reader.onGrowth((head) => heard.push(head));
    // At its beginning, for what was added before it listened.
    await eventually(() => heard.length === 1);
    const { seq } = await store.decide(counter, 'a', command(), () => counted(1));
    await eventually(() => heard.length === 2);
    await log.pool.query('SELECT pg_notify($1, $2)', [logSchema(log.log), '']);
    await eventually(() => heard.length === 3);
    expect(heard).toEqual([undefined, seq, undefined]);
    end();
  });

  it('is woken by a notice, also after its connection was ended', async () => {
    const reader = patient();
    const first = grown(reader, (await reader.head()) + 1);
    await store.decide(counter, 'a', command(), () => counted(1));
    await first;
    const poll = new PostgresLogReader({ pool: log.pool, log: log.log, pollMs: 20 });
    const second = grown(poll, (await poll.head()) + 1);
    await log.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND query LIKE 'LISTEN%'`);
    await store.decide(counter, 'a', command(), () => counted(1));
    await second;
  });

  it('holds no connection once nobody listens, however quickly they came and went', async () => {
    const reader = patient();
    for (let nth = 0; nth < 20; nth += 1) {
      const [one, two] = [reader.onGrowth(() => undefined), reader.onGrowth(() => undefined)];
      one();
      if (nth % 2 === 0) await log.pool.query('SELECT 1');
      two();
    }
    // All connections of the pool at once can be had only when none is kept.
    const all = await Promise.all(Array.from({ length: log.pool.options.max - 1 }, () => log.pool.connect()));
    for (const client of all) client.release();
    expect(all).toHaveLength(log.pool.options.max - 1);
  });
});
