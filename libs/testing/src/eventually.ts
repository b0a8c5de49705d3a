import { setTimeout as pause } from 'node:timers/promises';

export type Eventually = { readonly withinMs?: number; readonly everyMs?: number };

const shown = (value: unknown): string => {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return JSON.stringify(value) ?? String(value);
};

/** Waits until the check answers something truthy, and answers it; a check that throws is tried again. What was seen last is in the error. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 20 }: Eventually = {},
): Promise<NonNullable<T>> {
  const until = performance.now() + withinMs;
  for (;;) {
    let seen: unknown;
    try {
      seen = await check();
      if (seen) return seen as NonNullable<T>;
    } catch (error) {
      seen = error;
    }
    if (performance.now() >= until) throw new Error(`it did not hold within ${withinMs} ms; seen last: ${shown(seen)}`, { cause: seen });
    await pause(everyMs);
  }
}
