import { describe, expect, it } from '@jest/globals';
import type { LogReader, RecordedFact } from '@libs/event-store';
import { RecentFacts } from './recent-facts';

const fact = (seq: number) => ({ seq }) as RecordedFact;

/** A log of so many facts that counts what it is asked. */
class CountedLog implements LogReader {
  readonly log = 'counted';
  reads = 0;
  heads = 0;
  length = 0;

  async head(): Promise<number> {
    this.heads += 1;
    return this.length;
  }
  async read(after: number, limit: number): Promise<readonly RecordedFact[]> {
    this.reads += 1;
    return Array.from({ length: Math.max(0, Math.min(limit, this.length - after)) }, (_, n) => fact(after + 1 + n));
  }
  onGrowth(): () => void {
    return () => undefined;
  }
}

const seqs = (facts: readonly RecordedFact[]): number[] => facts.map(({ seq }) => seq);

/** What a reader sees that goes on from what it saw, until there is no more. */
async function all(reader: LogReader, from: number, limit: number): Promise<number[]> {
  const seen: number[] = [];
  for (let after = from; ;) {
    const facts = seqs(await reader.read(after, limit));
    if (facts.length === 0) return seen;
    expect(facts.length).toBeLessThanOrEqual(limit);
    seen.push(...facts);
    after = facts.at(-1)!;
  }
}

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + 1 + n);

describe('several readers of one log', () => {
  it('ask for the same facts once', async () => {
    const log = new CountedLog();
    const recent = new RecentFacts(log);
    log.length = 10;
    const together = await Promise.all([recent.read(0, 100), recent.read(0, 100), recent.read(0, 4)]);
    expect(together.map(seqs)).toEqual([upTo(0, 10), upTo(0, 10), upTo(0, 4)]);
    expect(seqs(await recent.read(7, 100))).toEqual([8, 9, 10]);
    expect(log.reads).toBe(1);
  });

  it('miss nothing, wherever they stand and however the log grows', async () => {
    const log = new CountedLog();
    const recent = new RecentFacts(log);
    for (const length of [3, 40, 41, 900, 2_500, 2_501]) {
      log.length = length;
      for (const [from, limit] of [
        [0, 7],
        [length - 2, 100],
        [20, 512],
        [0, 4_096],
      ] as const)
        expect(await all(recent, from, limit)).toEqual(upTo(from, length));
    }
  });

  it('miss nothing between two places where others stand', async () => {
    const log = new CountedLog();
    const recent = new RecentFacts(log);
    log.length = 200;
    await recent.read(0, 3);
    await recent.read(100, 5);
    expect(await all(recent, 0, 512)).toEqual(upTo(0, 200));
  });

  it('ask where it ends once a moment, and anew at the next', async () => {
    const log = new CountedLog();
    const recent = new RecentFacts(log);
    expect(await Promise.all([recent.head(), recent.head(), recent.head()])).toEqual([0, 0, 0]);
    log.length = 5;
    expect([await recent.head(), log.heads]).toEqual([5, 2]);
  });

  it('are all told that a read failed, and may try again', async () => {
    const log = new CountedLog();
    const failing = { failing: true };
    const reader: LogReader = {
      log: log.log,
      head: () => log.head(),
      onGrowth: () => log.onGrowth(),
      read: (after, limit) => (failing.failing ? Promise.reject(new Error('down')) : log.read(after, limit)),
    };
    const recent = new RecentFacts(reader);
    log.length = 2;
    const tried = await Promise.allSettled([recent.read(0, 10), recent.read(0, 10)]);
    expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing.failing = false;
    expect(seqs(await recent.read(0, 10))).toEqual([1, 2]);
  });
});
