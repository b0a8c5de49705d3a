// What the store itself can say no to. All are `Refused` words except those that ask for another try.

/** The store takes no call now; nothing was decided. */
export class Busy extends Error {
  override readonly name = 'Busy';
  constructor(
    readonly retryAfterSeconds: number,
    message = 'the queue of decisions is full',
  ) {
    super(message);
  }
}

/** The connection was lost while the decision was being written, and the database did not come back in time. The same command id asked again gives the answer. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(
    readonly commandId: string,
    readonly retryAfterSeconds: number,
    cause: unknown,
  ) {
    super(`it is not known whether command ${commandId} was accepted: ask again with the same id`, { cause });
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
