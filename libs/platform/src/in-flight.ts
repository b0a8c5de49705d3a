/** Whether requests are let in, and how many are being answered: a process works before it lets anybody in, and ends when the last has left. */
export class InFlight {
  open = false;
  #count = 0;
  #whenNone: (() => void) | undefined;

  began(): void {
    this.#count += 1;
  }

  ended(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#whenNone?.();
  }

  /** From now on requests are turned away; answers when those in hand are done. */
  drain(): Promise<void> {
    this.open = false;
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenNone = resolve));
  }
}
