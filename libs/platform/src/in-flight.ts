/** One request that is being answered. */
export type InHand = { readonly since: number; readonly overdue: () => void; told: boolean };

/** Whether requests are let in, and which are being answered: a process works before it lets anybody in, and ends when the last has left. */
export class InFlight {
  open = false;
  // In the order in which they came.
  readonly #inHand = new Set<InHand>();
  #whenNone: (() => void) | undefined;

  began(overdue: () => void): InHand {
    const request = { since: performance.now(), overdue, told: false };
    this.#inHand.add(request);
    return request;
  }

  ended(request: InHand): void {
    this.#inHand.delete(request);
    if (this.#inHand.size === 0) this.#whenNone?.();
  }

  get count(): number {
    return this.#inHand.size;
  }

  /** Tells those that came before that moment, once each, that they have waited too long. */
  tellOverdue(before: number): void {
    for (const request of this.#inHand) {
      if (request.since > before) return;
      if (!request.told) request.overdue();
      request.told = true;
    }
  }

  /** From now on requests are turned away; answers when those in hand are done. */
  drain(): Promise<void> {
    this.open = false;
    if (this.#inHand.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenNone = resolve));
  }
}
