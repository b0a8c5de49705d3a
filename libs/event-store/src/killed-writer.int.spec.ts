import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { PostgresEventStore } from './postgres-event-store';
import { counter } from './testing/counter';
import { testLog, type TestLog } from './testing/test-log';
import { compiled, reportOf, startWriter } from './testing/processes';
import { callsOf } from './testing/writer';

let log: TestLog;
let store: PostgresEventStore;
beforeAll(async () => {
  await compiled();
  log = await testLog('killed');
  store = new PostgresEventStore({ pool: log.pool, log: log.log, clock: new SystemClock(), inputHashKey: Buffer.from('a key') });
}, 60_000);
afterAll(async () => {
  await store.close();
  await log.close();
});

type Left = { readonly facts: number; readonly commands: number; readonly keys: number; readonly versions: number; readonly gap: number };

/** What lies in the database of one writer's calls, once nobody holds the head any more. */
async function leftOf(name: string): Promise<Left> {
  await log.asOwner('SELECT 1 FROM log_killed.head FOR UPDATE');
  const [left] = await log.asOwner<Left>(
    `SELECT (SELECT count(*)::int FROM log_killed.fact WHERE stream LIKE $1) AS facts,
            (SELECT count(*)::int FROM log_killed.command WHERE id LIKE $2) AS commands,
            (SELECT count(*)::int FROM log_killed.taken_key WHERE key LIKE $3) AS keys,
            (SELECT coalesce(sum(version), 0)::int FROM log_killed.stream_head WHERE stream LIKE $1) AS versions,
            (SELECT seq - (SELECT count(*) FROM log_killed.fact) FROM log_killed.head)::int AS gap`,
    [`counter/${name}-%`, `${name}:%`, `${name}/%`],
  );
  return left!;
}

const nothing: Left = { facts: 0, commands: 0, keys: 0, versions: 0, gap: 0 };
const everything: Left = { facts: 4, commands: 4, keys: 1, versions: 4, gap: 0 };

describe('a writer killed between two messages to the server', () => {
  it('leaves all or nothing, wherever it dies, and whoever asks again gets the same answers', async () => {
    const seen = { nothing: 0, everything: 0 };
    for (let afterMessage = 1; ; afterMessage += 1) {
      const name = `k${afterMessage}`;
      const writer = startWriter({ kind: 'kill', url: log.appUrl, log: log.log, name, afterMessage });
      const [code] = (await once(writer, 'exit')) as [number | null];
      const left = await leftOf(name);
      const whole = left.facts > 0;
      expect([name, left]).toEqual([name, whole ? everything : nothing]);
      seen[whole ? 'everything' : 'nothing'] += 1;
      const answers = await Promise.all(callsOf(store, name));
      expect(answers.map(({ repeated }) => repeated)).toEqual(answers.map(() => whole));
      expect(answers.map(({ seq }) => seq - answers[0]!.seq)).toEqual([0, 1, 3, 3]);
      expect(answers).toMatchObject([
        { version: 1, state: 1 },
        { version: 2, state: 3 },
        { streams: { a: { version: 3, state: 7 }, b: { version: 1, state: 3 } } },
        { version: 0, state: 0 },
      ]);
      expect(await leftOf(name)).toEqual(everything);
      if (code === 0) break;
    }
    // It died before and after the point of no return, and in the end it lived.
    expect(seen.nothing).toBeGreaterThan(20);
    expect(seen.everything).toBeGreaterThan(1);
  }, 120_000);
});

async function untilStopped(pid: number): Promise<void> {
  while (!/^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))) await new Promise(setImmediate);
}

describe('a writer stopped while it holds the head', () => {
  it('loses it within its time-out, and finishes its own calls when it goes on', async () => {
    const options = { transactionTimeoutMs: 300 };
    const writer = startWriter({ kind: 'stop', url: log.appUrl, log: log.log, name: 'stopped', options });
    const exit = once(writer, 'exit');
    await untilStopped(writer.pid!);
    await store.decide(counter, 'stopped', { id: 'other', actor: 'o', input: 1, correlation: 'c', origin: 'message' }, (sum) => [
      { type: 'Counted', by: sum + 10 },
    ]);
    writer.kill('SIGCONT');
    expect(await reportOf(writer)).toMatchObject({ version: 2, state: 21, repeated: false });
    await exit;
  }, 30_000);
});
