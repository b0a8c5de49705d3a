import type { Pool } from 'pg';

const QUIET_MS = 3;

/** Tells all processes how far a log has grown, at most every few milliseconds, and after the fact: a writer never waits for it. */
export class GrowthNotice {
  private timer: NodeJS.Timeout | undefined;
  private head = 0;

  constructor(
    private readonly pool: Pool,
    private readonly channel: string,
  ) {}

  /** Up to there everything must be there for all to read. */
  soon(head: number): void {
    this.head = head;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A notice that gets lost is made good by the readers' poll, so that it need not reach the disk either.
      void this.pool
        .query(`SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`, [this.channel, String(this.head)])
        .catch(() => undefined);
    }, QUIET_MS);
  }

  /** Sends what waits to be sent. */
  async close(): Promise<void> {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.pool.query('SELECT pg_notify($1, $2)', [this.channel, String(this.head)]).catch(() => undefined);
  }
}
