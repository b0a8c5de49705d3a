import { Clock } from '@libs/kernel';

/** Stands still until it is set, and never goes back. Only the sandbox has one. */
export class SandboxClock extends Clock {
  #now: string;

  constructor(now: string) {
    super();
    this.#now = new Date(now).toISOString();
  }

  override now(): string {
    return this.#now;
  }

  /** An earlier moment changes nothing: answers may overtake each other. */
  set(now: string): void {
    const moment = new Date(now).toISOString();
    if (moment > this.#now) this.#now = moment;
  }
}
