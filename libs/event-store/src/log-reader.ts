import type { RecordedFact } from './decider';
import type { Grown } from './growth';

/** Reads a log by position. Positions are gap-free and final, so a reader that has seen n has seen everything up to n. */
export interface LogReader {
  readonly log: string;
  head(): Promise<number>;
  read(after: number, limit: number): Promise<readonly RecordedFact[]>;
  /** Calls back (at most every few milliseconds) when the log may have grown; answers a function that ends it. */
  onGrowth(callback: Grown): () => void;
}
