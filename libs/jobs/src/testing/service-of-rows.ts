import { type Clock, SystemClock } from '@libs/kernel';
import type { RecordedFact } from '@libs/event-store';
import { type TestDatabase, testDatabase } from '@libs/testing';
import pg from 'pg';
import type { DueHandler, DueNow, NewDue } from '../due';
import { DueRunner, type DueRunnerOptions } from '../due-runner';
import { type AnyDueHandler, DueSetter } from '../due-setter';
import { createJobTables } from '../job-tables';
import { type Sql, sqlOf } from '../sql';
import type { Waker } from '../waker';

export type Data = { readonly n?: number; readonly hangs?: boolean };

/** A service with due rows and a table of what has fired, each command once, as an event store would keep it. */
export class ServiceOfRows {
  readonly clock: Clock = new SystemClock();
  readonly sql: Sql;
  readonly #runners: DueRunner[] = [];
  #facts = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
  ) {
    this.sql = sqlOf(pool);
  }

  static async create(): Promise<ServiceOfRows> {
    const database = await testDatabase();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await createJobTables(owner, { appRole: `${database.name}_app` });
    await owner.query('CREATE TABLE fired (seq serial, command text PRIMARY KEY, data text)');
    await owner.query(
      `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${database.name}_app; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${database.name}_app`,
    );
    await owner.end();
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
    pool.on('error', () => undefined);
    return new ServiceOfRows(database, pool);
  }

  get appUrl(): string {
    return this.database.appUrl;
  }

  /** Our own decision: it writes down that it fired, once for each command id. */
  noting(calls: DueNow<Data>[] = []): DueHandler<never, Data> {
    return {
      kind: 'noting',
      sets: () => ({}),
      fire: async (due) => {
        calls.push(due);
        await this.note(due);
      },
    };
  }

  async note(due: DueNow<Data>): Promise<void> {
    await this.sql('INSERT INTO fired (command, data) VALUES ($1, $2) ON CONFLICT (command) DO NOTHING', [
      due.command.id,
      JSON.stringify(due.data),
    ]);
  }

  async runner(waker: Waker, handlers: readonly AnyDueHandler[], options: Partial<DueRunnerOptions> = {}): Promise<DueRunner> {
    // The sweep would hide a waker that does nothing; specs that are about the sweep shorten it.
    const runner = new DueRunner({ sql: this.sql, handlers, clock: this.clock, waker, sweepMs: 600_000, firstDelayMs: 20, ...options });
    this.#runners.push(runner);
    await runner.start();
    return runner;
  }

  /** Sets rows as a fact would, and tells the runner as the setter does after its commit. */
  async set(kind: string, rows: readonly NewDue<Data>[], runner?: DueRunner): Promise<void> {
    await this.#apply({ kind, sets: () => ({ set: rows }), fire: async () => undefined }, runner);
  }

  async cancel(ids: readonly string[]): Promise<void> {
    await this.#apply({ kind: 'cancelling', sets: () => ({ cancel: ids }), fire: async () => undefined });
  }

  async #apply(handler: DueHandler<never, Data>, runner?: DueRunner): Promise<void> {
    this.#facts += 1;
    const meta = { command: 'c', actor: 'a', correlation: 'c', recordedAt: this.clock.now() };
    const fact: RecordedFact = {
      id: `log/${this.#facts}`,
      log: 'log',
      seq: this.#facts,
      category: 'x',
      streamId: 'x',
      version: this.#facts,
      schema: 1,
      fact: { type: 'X' },
      meta,
    };
    const set = await new DueSetter([handler], async () => undefined).apply([fact], this.sql);
    await runner?.wasSet(set);
  }

  in(ms: number): string {
    return new Date(Date.now() + ms).toISOString();
  }

  async fired(): Promise<readonly string[]> {
    return (await this.sql('SELECT command FROM fired ORDER BY seq')).map((row) => row['command'] as string);
  }

  async stateOf(id: string): Promise<string | undefined> {
    return (await this.sql('SELECT state FROM due_row WHERE id = $1', [id]))[0]?.['state'] as string | undefined;
  }

  async stopRunners(): Promise<void> {
    await Promise.all(this.#runners.splice(0).map((runner) => runner.stop()));
  }

  async empty(): Promise<void> {
    await this.stopRunners();
    await this.sql('DELETE FROM fired');
    await this.pool.query(`UPDATE due_row SET state = 'cancelled'`);
    await this.sql(`UPDATE due_turn SET held_until = '-infinity'`);
  }

  async remove(): Promise<void> {
    await this.stopRunners();
    await this.pool.end();
    await this.database.drop();
  }
}
