/** Whoever wants to hear that a log may have grown. */
export class Listeners {
  private readonly callbacks = new Set<() => void>();

  get size(): number {
    return this.callbacks.size;
  }

  /** Answers a function that ends it. */
  add(callback: () => void): () => void {
    // The same function may listen twice.
    const own = (): void => callback();
    this.callbacks.add(own);
    return () => void this.callbacks.delete(own);
  }

  tell(): void {
    for (const callback of [...this.callbacks]) callback();
  }
}
