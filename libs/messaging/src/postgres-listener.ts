import { Client } from 'pg';
import { BackOff, pauseFor } from './back-off';
import type { Observe } from './observer';
import { atMost } from './at-most';
import { busConnection } from './bus-connection';
import { signsOfLife } from './sign-of-life';

const LEAVE_TIMEOUT_MS = 1_000;

/** Told of a topic that has grown; of none where any may have. */
export type Follower = (topic?: string) => void;

/** One connection that hears of new messages. While it is lost, nothing is: readers look by themselves now and then. */
export class PostgresListener {
  readonly #followers = new Set<Follower>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly observe: Observe,
    private readonly answerWithinMs: number,
  ) {}

  /** Answers how to follow no longer. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  tell(topic?: string): void {
    for (const follower of this.#followers) follower(topic);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const backOff = new BackOff();
    while (!this.#stopping.signal.aborted) {
      const beganAt = performance.now();
      try {
        await this.#listen();
        backOff.endedAfter(beganAt);
      } catch (error) {
        if (!this.#stopping.signal.aborted)
          this.observe({ type: 'transport', level: 'warn', said: `listening for messages failed: ${String(error)}` });
      }
      if (!this.#stopping.signal.aborted) await pauseFor(backOff.next(), this.#stopping.signal);
    }
  }

  async #listen(): Promise<void> {
    const client = new Client(busConnection(this.url, this.answerWithinMs));
    const over = Promise.withResolvers<void>();
    const end = (): void => over.resolve();
    client.on('end', end).on('error', end);
    client.on('notification', ({ payload }) => this.tell(payload === '' ? undefined : payload));
    this.#stopping.signal.addEventListener('abort', end);
    let endSigns: (() => Promise<void>) | undefined;
    try {
      await client.connect();
      await client.query(`listen ${this.channel}`);
      // What came while nobody listened.
      this.tell();
      endSigns = signsOfLife(this.answerWithinMs, () => client.query('select 1'), end);
      await over.promise;
    } finally {
      this.#stopping.signal.removeEventListener('abort', end);
      // A silent server answers no farewell; whatever sign is still under way fails with the connection.
      await atMost(LEAVE_TIMEOUT_MS, client.end());
      void endSigns?.();
    }
  }
}
