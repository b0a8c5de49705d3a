import type { Pool } from 'pg';

/** Sees to it that the next partition stands before the log gets there. */
export class PartitionsAhead {
  private madeUpTo = 0;
  private lastSeq = 0;
  private making: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  /** Makes a partition, beside whatever is going on, when the last one is half full. */
  reach(seq: number): void {
    this.lastSeq = seq;
    if (this.making !== undefined || seq < this.madeUpTo) return;
    this.making = this.make(seq).finally(() => (this.making = undefined));
  }

  async close(): Promise<void> {
    await this.making;
  }

  private async make(seq: number): Promise<void> {
    try {
      const { rows } = await this.pool.query<{ upto: string; size: string }>(
        `SELECT ${this.schema}.extend($1) AS upto, to_seq - from_seq + 1 AS size FROM ${this.schema}.partition WHERE from_seq = 1`,
        [seq + 1],
      );
      const [upto, size] = [Number(rows[0]!.upto), Number(rows[0]!.size)];
      const half = Math.ceil(size / 2);
      if (upto - seq < half) await this.pool.query(`SELECT ${this.schema}.extend($1)`, [upto + 1]);
      this.madeUpTo = upto - half;
    } catch {
      // The next batch asks again; and should the log get there first, the writer makes it itself.
      this.madeUpTo = this.lastSeq + 1;
    }
  }
}
