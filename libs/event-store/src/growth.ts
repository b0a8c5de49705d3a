/** Told of a log that has grown at least so far; of nothing where it may have grown anyhow. */
export type Grown = (head?: number) => void;

/** Whoever wants to hear that a log may have grown. */
export class Listeners {
  private readonly callbacks = new Set<Grown>();

  get size(): number {
    return this.callbacks.size;
  }

  /** Answers a function that ends it. */
  add(callback: Grown): () => void {
    // The same function may listen twice.
    const own: Grown = (head) => callback(head);
    this.callbacks.add(own);
    return () => void this.callbacks.delete(own);
  }

  tell(head?: number): void {
    for (const callback of [...this.callbacks]) callback(head);
  }
}
