import type { Sql } from './sql';

export type DueRow = {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: string;
  readonly data: unknown;
  /** The number of the attempt that is to be made now. */
  readonly attempt: number;
  readonly setBy: string;
  readonly correlation: string;
  readonly traceparent?: string;
  readonly lastError?: string;
};

export type ParkedDue = {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly reason: string;
};

/** What is to be tried next, and when. */
export type Upcoming = { readonly id: string; readonly tryAt: string };

/** A moment as the driver gives it, or as it stands in JSON. */
const iso = (value: unknown): string => new Date(value as Date | string).toISOString();

const rowOf = (row: Record<string, unknown>): DueRow => ({
  id: row['id'] as string,
  kind: row['kind'] as string,
  dueAt: iso(row['due_at']),
  data: JSON.parse(row['data'] as string) as unknown,
  attempt: row['attempt'] as number,
  setBy: row['set_by'] as string,
  correlation: row['correlation'] as string,
  ...(row['traceparent'] === null ? {} : { traceparent: row['traceparent'] as string }),
  ...(row['last_error'] === null ? {} : { lastError: row['last_error'] as string }),
});

const parkedOf = (row: Record<string, unknown>): ParkedDue => ({
  id: row['id'] as string,
  kind: row['kind'] as string,
  dueAt: iso(row['due_at']),
  attempts: row['attempts'] as number,
  reason: (row['last_error'] as string | null) ?? '',
});

/** How many rows are due at a moment, how many are parked, and when the next falls due. */
export type DueStanding = { readonly due: number; readonly parked: number; readonly nextDueAt?: string };

/** That as a question to the database, whose one value is the moment. */
export const standingAsked = {
  text: `SELECT (SELECT count(*)::int FROM due_row WHERE state = 'waiting' AND try_at <= $1) AS due,
                (SELECT count(*)::int FROM due_row WHERE state = 'parked') AS parked,
                (SELECT min(try_at) FROM due_row WHERE state = 'waiting' AND try_at > $1) AS next`,
  answer: ([row]: readonly unknown[]): DueStanding => {
    const { due, parked, next } = row as { readonly due: number; readonly parked: number; readonly next: Date | string | null };
    return { due, parked, ...(next !== null && { nextDueAt: iso(next) }) };
  },
};

const shown = 'id, kind, due_at, data, set_by, correlation, traceparent, last_error';

/**
 * The rows as SQL sees them. Whether something is due is judged by the service's clock, which the sandbox may move;
 * leases are judged by the database's own clock, which all processes share.
 */
export class DueRows {
  constructor(private readonly sql: Sql) {}

  /** Takes or renews the turn to fire decisions; false while another process holds it. */
  async takeTurn(owner: string, leaseMs: number): Promise<boolean> {
    const taken = await this.sql(
      `INSERT INTO due_turn AS t (lane, held_by, held_until) VALUES ('decisions', $1, clock_timestamp() + $2 * interval '1 ms')
       ON CONFLICT (lane) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
       WHERE t.held_by = excluded.held_by OR t.held_until < clock_timestamp()
       RETURNING held_by`,
      [owner, leaseMs],
    );
    return taken.length === 1;
  }

  async leaveTurn(owner: string): Promise<void> {
    await this.sql(`UPDATE due_turn SET held_until = '-infinity' WHERE lane = 'decisions' AND held_by = $1`, [owner]);
  }

  /** The first of our own decisions that is due. Only the holder of the turn asks. */
  async nextDecision(kinds: readonly string[], until: string): Promise<DueRow | undefined> {
    const [row] = await this.sql(
      `SELECT ${shown}, attempts + 1 AS attempt FROM due_row
       WHERE state = 'waiting' AND try_at <= $2 AND kind = ANY($1) ORDER BY try_at, id LIMIT 1`,
      [kinds, until],
    );
    return row && rowOf(row);
  }

  /**
   * Claims the first outsider's row that is due. The attempt is counted now and not when it has failed,
   * so that a call which kills its process is bounded like any other.
   */
  async claimOutsider(kinds: readonly string[], until: string, owner: string, leaseMs: number): Promise<DueRow | undefined> {
    const [row] = await this.sql(
      `UPDATE due_row SET claimed_by = $3, claimed_until = clock_timestamp() + $4 * interval '1 ms', attempts = attempts + 1
       WHERE id = (SELECT id FROM due_row
         WHERE state = 'waiting' AND try_at <= $2 AND kind = ANY($1) AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
         ORDER BY try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${shown}, attempts AS attempt`,
      [kinds, until, owner, leaseMs],
    );
    return row && rowOf(row);
  }

  /** Marks a row as done, unless it was cancelled meanwhile. */
  async done(id: string, now: string): Promise<void> {
    await this.sql(`UPDATE due_row SET state = 'done', finished_at = $2, claimed_until = NULL WHERE id = $1 AND state = 'waiting'`, [
      id,
      now,
    ]);
  }

  async tryAgain(id: string, attempts: number, tryAt: string, why: string): Promise<void> {
    await this.sql(
      `UPDATE due_row SET attempts = $2, try_at = $3, last_error = $4, claimed_until = NULL WHERE id = $1 AND state = 'waiting'`,
      [id, attempts, tryAt, why],
    );
  }

  async park(id: string, attempts: number, why: string): Promise<void> {
    await this.sql(
      `UPDATE due_row SET state = 'parked', attempts = $2, last_error = $3, claimed_until = NULL WHERE id = $1 AND state = 'waiting'`,
      [id, attempts, why],
    );
  }

  /** An operator's release: the row is due again, with all its attempts before it. */
  async release(id: string): Promise<boolean> {
    return (
      (
        await this.sql(
          `UPDATE due_row SET state = 'waiting', attempts = 0, try_at = due_at WHERE id = $1 AND state = 'parked' RETURNING id`,
          [id],
        )
      ).length === 1
    );
  }

  /** Releases what was parked because a newer release had written what it stands on. */
  async releaseUnread(): Promise<void> {
    await this.sql(
      `UPDATE due_row SET state = 'waiting', attempts = 0, try_at = due_at WHERE state = 'parked' AND last_error LIKE 'FromNewerRelease:%'`,
    );
  }

  async parked(limit: number): Promise<readonly ParkedDue[]> {
    const rows = await this.sql(
      `SELECT id, kind, due_at, attempts, last_error FROM due_row WHERE state = 'parked' ORDER BY try_at, id LIMIT $1`,
      [limit],
    );
    return rows.map(parkedOf);
  }

  /** The parked rows by id, from behind this one. */
  async parkedAfter(id: string, limit: number): Promise<readonly ParkedDue[]> {
    const rows = await this.sql(
      `SELECT id, kind, due_at, attempts, last_error FROM due_row WHERE state = 'parked' AND id > $1 ORDER BY id LIMIT $2`,
      [id, limit],
    );
    return rows.map(parkedOf);
  }

  /** The next rows to try after this moment, for the waker. */
  async upcoming(after: string, limit: number): Promise<readonly Upcoming[]> {
    const rows = await this.sql(`SELECT id, try_at FROM due_row WHERE state = 'waiting' AND try_at > $1 ORDER BY try_at, id LIMIT $2`, [
      after,
      limit,
    ]);
    return rows.map((row) => ({ id: row['id'] as string, tryAt: iso(row['try_at']) }));
  }

  async standing(now: string): Promise<DueStanding> {
    return standingAsked.answer(await this.sql(standingAsked.text, [now]));
  }
}
