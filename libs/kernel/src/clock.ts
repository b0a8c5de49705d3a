// Time is given, never taken: a rule gets the moment as input, an edge asks the clock that was injected.
export abstract class Clock {
  /** The present moment as an ISO 8601 string in UTC with milliseconds. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}
