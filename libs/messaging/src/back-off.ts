import { setTimeout as after } from 'node:timers/promises';

export type BackOffLimits = { readonly firstMs: number; readonly maxMs: number };

const USUAL_BACK_OFF: BackOffLimits = { firstMs: 100, maxMs: 5_000 };

/** Twice as long each time up to a limit, spread by a fifth so that replicas do not come back in step. */
export class BackOff {
  #failures = 0;

  constructor(private readonly limits: BackOffLimits = USUAL_BACK_OFF) {}

  next(): number {
    const ms = Math.min(this.limits.maxMs, this.limits.firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return Math.round(ms * (0.9 + Math.random() * 0.2));
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** For what is to last, and began then: what ended sooner than the longest rest has not succeeded, or it would be begun anew all the time. */
  endedAfter(beganAt: number): void {
    if (performance.now() - beganAt > this.limits.maxMs) this.succeeded();
  }
}

/** Waits, unless the signal ends it first; nothing else does. */
export const pauseFor = (ms: number, signal: AbortSignal): Promise<void> => after(ms, undefined, { signal }).catch(() => undefined);
