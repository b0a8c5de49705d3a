import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { RecordedFact } from './decider';
import { PostgresLogReader } from './postgres-log-reader';
import { testLog, type TestLog } from './testing/test-log';
import { compiled, reportOf, startWriter } from './testing/processes';
import type { WriterReport } from './testing/writer';

const PROCESSES = 4;
const CALLERS = 4;
const CALLS = 60;
const SLOTS = 10;

/** Reads as long as others write, and stops where it is told to. */
async function readAlong(reader: PostgresLogReader, upto: number): Promise<RecordedFact[]> {
  const read: RecordedFact[] = [];
  while (read.length < upto) {
    const grown = Promise.withResolvers<void>();
    const end = reader.onGrowth(() => grown.resolve());
    const facts = await reader.read(read.at(-1)?.seq ?? 0, 7);
    if (facts.length === 0) await grown.promise;
    end();
    read.push(...facts);
  }
  return read;
}

describe('16 callers in 4 processes on one log', () => {
  let log: TestLog;
  beforeAll(async () => {
    await compiled();
  }, 60_000);

  it.each([
    ['the same stream', ['one']],
    ['streams of their own and of others', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
  ])(
    'lose and double nothing on %s, and whoever reads meanwhile skips nothing',
    async (_, streams) => {
      log = await testLog('crowd', 100);
      const total = PROCESSES * CALLERS * CALLS + SLOTS;
      const reader = new PostgresLogReader({ pool: log.pool, log: log.log });
      const reading = readAlong(reader, total);
      const writers = Array.from({ length: PROCESSES }, (__, nth) =>
        startWriter({
          kind: 'crowd',
          url: log.appUrl,
          log: log.log,
          name: `w${nth}`,
          callers: CALLERS,
          calls: CALLS,
          streams,
          slots: SLOTS,
        }),
      );
      const exits = writers.map((writer) => once(writer, 'exit'));
      const reports = await Promise.all(writers.map((writer) => reportOf<WriterReport>(writer)));
      const facts = await reading;
      expect(reports.map(({ accepted }) => accepted)).toEqual(writers.map(() => CALLERS * CALLS));
      // Each numbered slot went to exactly one caller of all processes.
      expect(reports.flatMap(({ slots }) => slots).sort((a, b) => a - b)).toEqual(Array.from({ length: SLOTS }, (__, slot) => slot));
      expect(facts.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (__, at) => at + 1));
      expect(new Set(facts.map(({ meta }) => meta.command)).size).toBe(total);
      for (const own of Map.groupBy(facts, ({ streamId }) => streamId).values())
        expect(own.map(({ version }) => version)).toEqual(own.map((__, at) => at + 1));
      const moments = facts.map(({ meta }) => meta.recordedAt);
      expect(moments).toEqual([...moments].sort());
      await Promise.all(exits);
    },
    60_000,
  );

  afterEach(() => log.close());
});
