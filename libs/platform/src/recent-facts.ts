// The readers of a log follow one another closely: what one of them has read is kept a while for the others.
import type { Grown, LogReader, RecordedFact } from '@libs/event-store';

const mostKept = 1_024;

type Reading = { readonly after: number; readonly facts: Promise<readonly RecordedFact[]> };

export class RecentFacts implements LogReader {
  readonly log: string;
  #kept: readonly RecordedFact[] = [];
  #reading: Reading | undefined;
  #head: Promise<number> | undefined;

  constructor(private readonly reader: LogReader) {
    this.log = reader.log;
  }

  /** One question for all who ask at the same moment, such as those who were told of the same growth. */
  head(): Promise<number> {
    this.#head ??= new Promise((resolve, reject) =>
      queueMicrotask(() => {
        // Who asks from here on may know of facts that this answer does not.
        this.#head = undefined;
        this.reader.head().then(resolve, reject);
      }),
    );
    return this.#head;
  }

  /** May answer fewer than there are, but none only where there is none. */
  async read(after: number, limit: number): Promise<readonly RecordedFact[]> {
    const kept = this.#after(after, limit);
    if (kept.length > 0) return kept;
    if (this.#reading?.after !== after) {
      const reading: Reading = { after, facts: this.reader.read(after, limit) };
      this.#reading = reading;
      try {
        this.#keep(await reading.facts);
      } finally {
        if (this.#reading === reading) this.#reading = undefined;
      }
      return reading.facts;
    }
    return (await this.#reading.facts).slice(0, limit);
  }

  onGrowth(callback: Grown): () => void {
    return this.reader.onGrowth(callback);
  }

  #after(after: number, limit: number): readonly RecordedFact[] {
    const [first] = this.#kept;
    if (first === undefined || after < first.seq - 1) return [];
    const from = after - first.seq + 1;
    return this.#kept.slice(from, from + limit);
  }

  #keep(read: readonly RecordedFact[]): void {
    const [first, last] = [read[0], this.#kept.at(-1)];
    if (first === undefined || (last !== undefined && first.seq <= last.seq)) return;
    // Positions have no gaps; what does not follow on what is kept replaces it.
    this.#kept = (last?.seq === first.seq - 1 ? [...this.#kept, ...read] : read).slice(-mostKept);
  }
}
