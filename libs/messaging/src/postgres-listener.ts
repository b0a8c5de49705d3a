import { Client } from 'pg';
import { BackOff, pauseFor } from './back-off';
import type { Observe } from './observer';
import { Wake } from './wake';

const CONNECT_TIMEOUT_MS = 3_000;

/** One connection that hears of new messages. While it is lost, nothing is: readers look by themselves now and then. */
export class PostgresListener {
  readonly wake = new Wake();
  readonly #stopping = new AbortController();
  #client: Client | undefined;
  #loop: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly observe: Observe,
  ) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  async #run(): Promise<void> {
    const backOff = new BackOff();
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#listen(() => backOff.succeeded());
      } catch (error) {
        if (!this.#stopping.signal.aborted)
          this.observe({ type: 'transport', level: 'warn', said: `listening for messages failed: ${String(error)}` });
      }
      if (!this.#stopping.signal.aborted) await pauseFor(backOff.next(), this.#stopping.signal);
    }
  }

  async #listen(connected: () => void): Promise<void> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
    this.#client = client;
    const ended = new Promise<void>((resolve) => {
      client.on('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', () => this.wake.call());
    try {
      await client.connect();
      await client.query(`listen ${this.channel}`);
      connected();
      // What came while nobody listened.
      this.wake.call();
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
