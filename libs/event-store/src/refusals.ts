// What the store itself can say no to. All are `Refused` words except the two that ask for another try.
export class Busy extends Error {
  override readonly name = 'Busy';
  constructor(readonly retryAfterSeconds: number) {
    super('the queue of decisions is full');
  }
}

/** The stream holds a fact that this release does not know; a newer release will answer. */
export class FromNewerRelease extends Error {
  override readonly name = 'FromNewerRelease';
  constructor(
    readonly stream: string,
    readonly factType: string,
    readonly schema: number,
  ) {
    super(`${stream} holds ${factType} of schema ${schema}, which this release does not know`);
  }
}
