// Reads the streams that calls need before they queue for the lock: many at once, and never while anybody holds it.
import type { CachedStream } from './stream-cache';
import { isBehind, readFacts, readHeads, type StreamSource, type Wish } from './stream-reading';

type Load = { readonly wishes: readonly Wish<CachedStream>[]; readonly done: () => void; readonly failed: (failure: unknown) => void };

const MOST_STREAMS = 512;

export const isKnown = (wish: Wish<CachedStream>): boolean => wish.entry.knownAt >= 0 && !isBehind(wish);

export class StreamLoader {
  private waiting: Load[] = [];
  private loading = false;

  constructor(
    private readonly source: StreamSource,
    private readonly knownSeq: () => number,
  ) {}

  load(wishes: readonly Wish<CachedStream>[]): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ wishes, done, failed });
      void this.work();
    });
  }

  /** Resolves once what is being loaded now is there, or has failed. */
  async present(): Promise<void> {
    if (this.loading) await this.load([]).catch(() => undefined);
  }

  private async work(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    while (this.waiting.length > 0) {
      // Calls of one moment come together.
      await new Promise(setImmediate);
      const loads = this.next();
      const wishes = loads.flatMap((load) => load.wishes);
      try {
        const knownSeq = this.knownSeq();
        await readHeads(this.source, wishes);
        await readFacts(this.source, wishes.filter(isBehind));
        for (const { entry } of wishes) entry.knownAt = Math.max(entry.knownAt, knownSeq);
        for (const { done } of loads) done();
      } catch (failure) {
        for (const { failed } of loads) failed(failure);
      }
    }
    this.loading = false;
  }

  private next(): Load[] {
    let streams = 0;
    const end = this.waiting.findIndex((load) => (streams += load.wishes.length) > MOST_STREAMS);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(end, 1));
  }
}
