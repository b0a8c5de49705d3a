// Facts of several logs in an order in which they can have happened: each log in its own order, and no effect before its cause.

export type Placed = {
  readonly id: string;
  readonly log: string;
  readonly seq: number;
  readonly place: number;
  readonly recordedAt: string;
  readonly becauseOf: string | undefined;
  readonly arrived: number;
};

type Cause = { readonly log: string; readonly seq: number };

/** A fact is `log/seq`, what was announced of it `log/seq/n`; what led to the fact may be named either way, or not be a fact at all. */
function causeOf({ becauseOf }: Placed): Cause | undefined {
  const [, log, seq] = /^([^/]+)\/(\d+)(?:\/\d+)?$/.exec(becauseOf ?? '') ?? [];
  return log === undefined ? undefined : { log, seq: Number(seq) };
}

const earlier = (one: Placed, other: Placed): boolean =>
  one.recordedAt === other.recordedAt ? one.arrived < other.arrived : one.recordedAt < other.recordedAt;

class Lane {
  #at = 0;
  constructor(private readonly facts: readonly Placed[]) {}

  get next(): Placed | undefined {
    return this.facts[this.#at];
  }

  take(): void {
    this.#at += 1;
  }

  /** Whether everything that we heard of this log, up to that position, has been taken. */
  passed(seq: number): boolean {
    return this.next === undefined || this.next.seq > seq;
  }
}

export function inOrderOfHappening<Fact extends Placed>(facts: readonly Fact[]): readonly Fact[] {
  const lanes = new Map(
    [...Map.groupBy(facts, ({ log }) => log)].map(([log, own]) => [
      log,
      new Lane(own.toSorted((a, b) => a.seq - b.seq || a.place - b.place)),
    ]),
  );
  const ready = (fact: Placed): boolean => {
    const cause = causeOf(fact);
    return cause === undefined || cause.log === fact.log || (lanes.get(cause.log)?.passed(cause.seq) ?? true);
  };
  return facts.map(() => {
    const heads = [...lanes.values()].flatMap((lane) => (lane.next ? [{ lane, fact: lane.next }] : []));
    const free = heads.filter(({ fact }) => ready(fact));
    // Causes go back in time, so somebody is always ready; were there ever a ring, its facts would still all be told.
    const first = (free.length > 0 ? free : heads).reduce((best, one) => (earlier(one.fact, best.fact) ? one : best));
    first.lane.take();
    return first.fact as Fact;
  });
}
