import type { Clock } from '@libs/kernel';
import { Waker } from './waker';

// The longest delay that a Node timer can hold.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One timer for the earliest moment that it was told of. What other processes were told comes with the runner's sweep. */
export class PollerWaker extends Waker {
  #wake: (() => void) | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: Clock) {
    super();
  }

  override async start(wake: () => void): Promise<void> {
    this.#wake = wake;
  }

  override async at(dueAt: string): Promise<void> {
    const delay = Date.parse(dueAt) - Date.parse(this.clock.now());
    const wakesAt = performance.now() + Math.max(0, delay);
    // Compared as machine time: the clock may have been moved since the timer was set.
    if (!this.#wake || wakesAt >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = wakesAt;
    this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(0, delay), LONGEST_TIMER_MS));
  }

  #ring(): void {
    // Whoever is woken looks for what comes next and tells it, so nothing later has to be remembered here.
    this.#wakesAt = Number.POSITIVE_INFINITY;
    this.#wake?.();
  }

  override async stop(): Promise<void> {
    this.#wake = undefined;
    clearTimeout(this.#timer);
  }
}
