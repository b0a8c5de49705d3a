// What a world has of chance and of time. Both come from its seed alone, so that a seed is the same world on every machine.
import { Clock } from '@libs/kernel';

/** What a world knows to be there. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('something is missing in the world itself');
  return value;
}

/** mulberry32: small, and the same everywhere. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const shuffled = <T>(items: readonly T[]): T[] => {
    const all = [...items];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [all[at], all[other]] = [all[other] as T, all[at] as T];
    }
    return all;
  };
  return {
    next,
    below,
    shuffled,
    chance: (probability: number) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
    some: <T>(items: readonly T[], count: number): readonly T[] => shuffled(items).slice(0, count),
  };
}
export type Random = ReturnType<typeof seeded>;

export class WorldClock extends Clock {
  constructor(private at: number) {
    super();
  }
  override now(): string {
    return new Date(this.at).toISOString();
  }
  forward(minutes: number): void {
    this.at += minutes * 60_000;
  }
}
