// The position of a subscription, held in a transaction for as long as a batch takes. Beginning it and taking the row is one round trip, moving the row
// and ending it another: a log is followed by many, and most batches are small.
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { prepare, run, type Step } from './pipeline';

// All that a subscription writes follows from the log, whose facts are on the disk before anybody hears of them: if the server falls, rows
// and position are lost together and made again. So nobody waits here for the disk.
const statements = {
  'position begin': 'begin isolation level read committed',
  'position take': `
    select seq, set_config('transaction_timeout', $3, true), set_config('synchronous_commit', 'off', true)
      from public.position where name = $1 and log = $2 for update skip locked`,
  'position move': 'update public.position set seq = $3, moved_at = now() where name = $1 and log = $2',
  'position end': 'commit',
};

const prepared = new WeakSet<PoolClient>();

const step = (statement: keyof typeof statements, values: NonNullable<Step['values']> = []): Step => ({ statement, values });

/** TypeORM must know that a transaction is open, and that it is the outermost, or what it saves would end it with one of its own: one within it is a savepoint. */
const inTransaction = (runner: QueryRunner, is: boolean): void =>
  void Object.assign(runner, { isTransactionActive: is, transactionDepth: is ? 1 : 0 });

export type Held = { readonly name: string; readonly log: string; readonly timeoutMs: number };
export type Moved = { readonly after: number; readonly upTo: number } | 'elsewhere';

/** Does the work from where the position stands, and moves it to where the work came, in one transaction; or answers that another replica holds it. */
export async function holdingPosition(
  dataSource: DataSource,
  { name, log, timeoutMs }: Held,
  work: (after: number, rows: EntityManager) => Promise<number>,
): Promise<Moved> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    if (!prepared.has(client)) await prepare(client, timeoutMs, statements);
    prepared.add(client);
    const asked = (...steps: readonly Step[]) => run(client, timeoutMs, steps);
    try {
      const [, [row] = []] = await asked(step('position begin'), step('position take', [name, log, timeoutMs]));
      inTransaction(runner, true);
      const after = Number(row?.[0]);
      const upTo = row && (await work(after, runner.manager));
      const moved = upTo === undefined || upTo <= after ? [] : [step('position move', [name, log, upTo])];
      await asked(...moved, step('position end'));
      return upTo === undefined ? 'elsewhere' : { after, upTo };
    } catch (failure) {
      // Where the connection itself is lost, its transaction is over.
      await client.query('rollback').catch(() => undefined);
      throw failure;
    }
  } finally {
    inTransaction(runner, false);
    await runner.release();
  }
}
