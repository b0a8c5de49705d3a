/** Wakes whoever looks after due rows. Holds no truth: a waker that forgot everything delays, and loses nothing. */
export abstract class Waker {
  /** `wake` may be called at any time and as often as it likes. Answers at once, also when what the waker stands on is down. */
  abstract start(wake: () => void): Promise<void>;
  /** There will be something to do at that moment. Told twice, it wakes once; never throws and never waits long. */
  abstract at(dueAt: string, id: string): Promise<void>;
  abstract stop(): Promise<void>;
}
