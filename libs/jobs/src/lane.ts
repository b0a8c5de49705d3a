import { passes } from './back-off';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export type LaneOptions = {
  /** Does all there is to do now and returns. What it throws pauses the lane. */
  readonly work: () => Promise<void>;
  /** Told why the lane pauses; `passing` is false for what nobody expected. */
  readonly onPause: (error: unknown, passing: boolean) => void;
  readonly firstPauseMs?: number;
};

/**
 * Runs its work once for any number of wakes that come meanwhile, and never twice at a time.
 * When something is down it pauses, longer each time, and a wake in that time waits for the pause to end: nothing spins.
 */
export class Lane {
  rounds = 0;
  #again = false;
  #stopped = false;
  #working: Promise<void> | undefined;
  #pauses = 0;
  #paused: NodeJS.Timeout | undefined;

  constructor(private readonly options: LaneOptions) {}

  wake(): void {
    this.#again = true;
    if (this.#stopped || this.#working || this.#paused) return;
    this.#working = this.#run().finally(() => {
      this.#working = undefined;
      // A wake may have come between the last look and here.
      if (this.#again && !this.#paused) this.wake();
    });
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** No new work; answers when the work in hand is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#paused);
    await this.#working;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      this.rounds += 1;
      try {
        await this.options.work();
        this.#pauses = 0;
      } catch (error) {
        this.options.onPause(error, passes(error));
        this.#pause();
        return;
      }
    }
  }

  #pause(): void {
    const pause = Math.min(LONGEST_PAUSE_MS, (this.options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** this.#pauses);
    this.#pauses += 1;
    this.#paused = setTimeout(() => {
      this.#paused = undefined;
      this.wake();
    }, pause);
  }
}
