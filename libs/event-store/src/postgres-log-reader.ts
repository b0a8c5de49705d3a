// Reads a log by position, and hears of its growth over a connection of its own; a slow poll stands behind the notices, which may get lost.
import type { Pool, PoolClient } from 'pg';
import { askedTogether } from './asked-together';
import type { RecordedFact } from './decider';
import { recordedFact, type FactRow } from './fact-form';
import { Listeners, type Grown } from './growth';
import { logSchema, quotedSchema } from './log-tables';
import type { LogReader } from './log-reader';

export type PostgresLogReaderOptions = {
  readonly pool: Pool;
  readonly log: string;
  readonly pollMs?: number;
  readonly signOfLifeMs?: number;
};

/** The heads of logs as a question to their database. */
export const headsAsked = (logs: readonly string[]) => ({
  text: logs.map((log) => `SELECT '${log}' AS log, seq FROM ${quotedSchema(log)}.head`).join(' UNION ALL '),
  answer: (rows: readonly unknown[]): ReadonlyMap<string, number> =>
    new Map((rows as readonly { readonly log: string; readonly seq: string }[]).map(({ log, seq }) => [log, Number(seq)])),
});

// Writers of an earlier release say no more than that it has grown.
const headIn = (payload: string | undefined): number | undefined => Number(payload) || undefined;

const POLL_MS = 2_000;
/** How often the connection that listens is asked whether it still hears; it is given up when it has not answered by the next time. */
const SIGN_OF_LIFE_MS = 10_000;

export class PostgresLogReader implements LogReader {
  readonly log: string;
  private readonly pool: Pool;
  private readonly schema: string;
  private readonly pollMs: number;
  private readonly listeners = new Listeners();
  private listening: PoolClient | undefined;
  private connecting = false;
  private readonly signOfLifeMs: number;
  private poll: NodeJS.Timeout | undefined;
  private check: NodeJS.Timeout | undefined;
  private asked: PoolClient | undefined;

  constructor({ pool, log, pollMs = POLL_MS, signOfLifeMs = SIGN_OF_LIFE_MS }: PostgresLogReaderOptions) {
    this.pool = pool;
    this.log = log;
    this.schema = quotedSchema(log);
    this.pollMs = pollMs;
    this.signOfLifeMs = signOfLifeMs;
  }

  readonly head = askedTogether(async (): Promise<number> => {
    const { rows } = await this.pool.query<{ seq: string }>({ name: `${this.schema} head`, text: `SELECT seq FROM ${this.schema}.head` });
    return Number(rows[0]!.seq);
  });

  async read(after: number, limit: number): Promise<readonly RecordedFact[]> {
    // Positions have no gaps, so that their range is the limit, and names the partitions to look into.
    const { rows } = await this.pool.query<Omit<FactRow, 'seq'> & { readonly seq: string }>({
      name: `${this.schema} read`,
      text: `SELECT seq, stream, version, type, schema, data, meta FROM ${this.schema}.fact WHERE seq > $1 AND seq <= $2 ORDER BY seq`,
      values: [after, after + limit],
    });
    return rows.map((row) => recordedFact(this.log, { ...row, seq: Number(row.seq) }));
  }

  onGrowth(callback: Grown): () => void {
    const end = this.listeners.add(callback);
    this.poll ??= setInterval(() => this.pulse(), this.pollMs);
    this.check ??= setInterval(() => this.askForSignOfLife(), this.signOfLifeMs);
    void this.listen();
    return () => {
      end();
      if (this.listeners.size === 0) this.rest();
    };
  }

  private pulse(): void {
    void this.listen();
    this.listeners.tell();
  }

  // A connection that only listens would never learn that it was dropped without a word.
  private askForSignOfLife(): void {
    const client = this.listening;
    if (client === undefined || this.connecting) return;
    if (this.asked === client) {
      this.lost(client);
      return void this.listen();
    }
    this.asked = client;
    const answered = () => {
      if (this.asked === client) this.asked = undefined;
    };
    // Its loss is heard by those who listen to the client.
    client.query('SELECT 1').then(answered, () => undefined);
  }

  private async listen(): Promise<void> {
    if (this.listening !== undefined || this.connecting) return;
    this.connecting = true;
    try {
      const client = await this.pool.connect();
      client.on('error', () => this.lost(client));
      client.on('end', () => this.lost(client));
      client.on('notification', ({ payload }) => this.listeners.tell(headIn(payload)));
      this.listening = client;
      await client.query(`LISTEN "${logSchema(this.log)}"`);
      // What was added before we listened was told to nobody.
      this.listeners.tell();
    } catch {
      // The next pulse tries again.
      if (this.listening !== undefined) this.lost(this.listening);
    } finally {
      this.connecting = false;
      // Everybody may have gone while we were getting here.
      if (this.listeners.size === 0) this.rest();
    }
  }

  private lost(client: PoolClient): void {
    if (this.listening !== client) return;
    this.listening = undefined;
    client.release(true);
  }

  private rest(): void {
    clearInterval(this.poll);
    clearInterval(this.check);
    this.poll = this.check = undefined;
    if (this.listening !== undefined && !this.connecting) this.lost(this.listening);
  }
}
