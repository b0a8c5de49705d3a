/** Ends a rest early, also when the call came just before the rest began. */
export class Wake {
  #calls = 0;
  readonly #resting = new Set<() => void>();

  /** To be taken before looking for work, and given to `rest` when there was none. */
  get calls(): number {
    return this.#calls;
  }

  call(): void {
    this.#calls += 1;
    for (const end of this.#resting) end();
  }

  async rest(ms: number, since: number): Promise<void> {
    if (this.#calls !== since) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#resting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#resting.add(end);
    });
  }
}
