// Callers that ask again as soon as they are answered, and what they saw.
export type Seen = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly calls: number };
export type Call = () => Promise<unknown>;

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

export function seenOf(latencies: readonly number[], seconds: number): Seen {
  const sorted = latencies.toSorted((a, b) => a - b);
  return { perSecond: latencies.length / seconds, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), calls: latencies.length };
}

/** What so many callers see within a while; calls still under way at its end are answered and not counted. */
export async function load(call: Call, callers: number, seconds: number): Promise<Seen> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const caller = async () => {
    for (let askedAt = performance.now(); askedAt < until;) {
      await call();
      const answeredAt = performance.now();
      if (answeredAt <= until) latencies.push(answeredAt - askedAt);
      askedAt = answeredAt;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return seenOf(latencies, seconds);
}

export type Rival = { readonly name: string; readonly measure: (callers: number, seconds: number) => Promise<Seen> };

export const calling = (name: string, call: Call): Rival => ({ name, measure: (callers, seconds) => load(call, callers, seconds) });

/** A B C, A B C, … so that what disturbs the machine for a while disturbs all alike; of each the median over the rounds. */
export async function interleaved(rivals: readonly Rival[], callers: number, seconds: number, rounds: number): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen[]>(rivals.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, measure } of rivals) seen.get(name)!.push(await measure(callers, seconds));
  }
  return new Map([...seen].map(([name, each]) => [name, medianOf(each)]));
}

export const medianOf = (each: readonly Seen[]): Seen => ({
  perSecond: median(each.map(({ perSecond }) => perSecond)),
  p50Ms: median(each.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(each.map(({ p99Ms }) => p99Ms)),
  calls: each.reduce((sum, { calls }) => sum + calls, 0),
});
