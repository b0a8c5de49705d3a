// Fills the tables of a projection anew in a schema of their own while the live ones are read and written, catches up while the position's
// row is held, and swaps them in one transaction. It creates and drops tables, so that it runs on a connection of the owner role. A rebuild
// that dies leaves the live tables as they are; the next one clears what it left.
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { LogReader } from './log-reader';
import type { Projection } from './projection';
import { projecting } from './projector';
import { cloneTable, refuseTied, swapTable, tableName } from './rebuild-tables';
import type { Deciders } from './to-today';

const SHADOW_SCHEMA = 'rebuild';
const BATCH = 1_000;
/** So few facts are caught up while the projection waits. */
const LITTLE = 100;
/** Readers queue behind us while we wait for a table: rather give up and try again. */
const SWAP_LOCK_TIMEOUT_MS = 2_000;
const SWAP_ATTEMPTS = 30;
const SAMPLES = 20;

export type Rebuilding = {
  /** Connected as the owner role, with the entities of the projection. */
  readonly owner: DataSource;
  readonly projection: Projection;
  readonly logs: readonly LogReader[];
  readonly deciders: Deciders;
};

export type Rebuilt = { readonly positions: Readonly<Record<string, number>> };

export type Difference = {
  readonly table: string;
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
  /** The first few of each, as JSON of the row. */
  readonly samples: { readonly live: readonly unknown[]; readonly rebuilt: readonly unknown[] };
};

type Shadow = {
  readonly tables: readonly string[];
  /** How far the shadow tables have come, as committed, by log. */
  readonly reached: Map<string, number>;
};

/** Fills the projection's tables anew and puts them in the place of the live ones. */
export const rebuild = (rebuilding: Rebuilding): Promise<Rebuilt> =>
  withShadow(rebuilding, async (shadow) => {
    for (let attempt = 1; ; attempt += 1) {
      await approach(rebuilding, shadow, (log) => log.head());
      try {
        return { positions: await swap(rebuilding, shadow) };
      } catch (failure) {
        if (!isLockTimeout(failure) || attempt === SWAP_ATTEMPTS) throw failure;
      }
    }
  });

/** Fills the tables anew and tells how they differ from the live ones at the same position; changes nothing. No difference: an empty list. */
export const compareRebuilt = (rebuilding: Rebuilding): Promise<readonly Difference[]> =>
  withShadow(rebuilding, async (shadow) => {
    const { owner, projection, logs } = rebuilding;
    await approach(rebuilding, shadow, (log) => livePosition(owner.manager, projection, log.log));
    // One snapshot shows the live rows and their position as they were committed together, and holds nobody up.
    return owner.transaction('REPEATABLE READ', async (rows) => {
      for (const log of logs)
        await fill(rebuilding, log, shadow.reached.get(log.log)!, await livePosition(rows, projection, log.log), rows);
      const differences: Difference[] = [];
      for (const table of shadow.tables) differences.push(await difference(rows, table));
      return differences.filter(({ onlyLive, onlyRebuilt }) => onlyLive + onlyRebuilt > 0);
    });
  });

async function withShadow<Result>({ owner, projection, logs }: Rebuilding, use: (shadow: Shadow) => Promise<Result>): Promise<Result> {
  // The lock lives on a connection of its own and dies with it, so that a killed rebuild stands in nobody's way.
  const guard = owner.createQueryRunner();
  await guard.connect();
  try {
    const [lock] = await guard.query(`select pg_try_advisory_lock(hashtext('rebuild')) as got`);
    if (!lock.got) throw new Error('another rebuild is running on this database');
    const tables = projection.rows.map((entity) => tableName(owner.getMetadata(entity)));
    try {
      await openShadow(guard, tables);
      return await use({ tables, reached: new Map(logs.map((log) => [log.log, 0])) });
    } finally {
      await guard.query(`drop schema if exists ${SHADOW_SCHEMA} cascade`);
      await guard.query(`select pg_advisory_unlock(hashtext('rebuild'))`);
    }
  } finally {
    await guard.release();
  }
}

async function openShadow(guard: QueryRunner, tables: readonly string[]): Promise<void> {
  await guard.query(`drop schema if exists ${SHADOW_SCHEMA} cascade`);
  await guard.query(`create schema ${SHADOW_SCHEMA}`);
  for (const table of tables) {
    await refuseTied(guard, table);
    await cloneTable(guard, table, SHADOW_SCHEMA);
  }
}

/** Applies the facts from one position to another to the shadow tables, in the transaction of `rows`. */
async function fill({ projection, deciders }: Rebuilding, log: LogReader, from: number, upTo: number, rows: EntityManager): Promise<void> {
  const work = projecting(projection, log, deciders);
  // Unqualified names now mean the shadow tables; what the projection only reads is still found in public.
  await rows.query(`set local search_path = ${SHADOW_SCHEMA}, public`);
  for (let at = from; at < upTo;) {
    const next = await work(at, Math.min(BATCH, upTo - at), rows);
    if (next === at) throw new Error(`log ${log.log} ends at ${at}, before ${upTo}`);
    at = next;
  }
  await rows.query('set local search_path to default');
}

/** Fills in short transactions, round by round, until what is left is little or no longer shrinks because facts come as fast. */
async function approach(rebuilding: Rebuilding, { reached }: Shadow, target: (log: LogReader) => Promise<number>): Promise<void> {
  for (const log of rebuilding.logs) {
    for (let leftBefore = Infinity; ;) {
      const upTo = await target(log);
      const left = upTo - reached.get(log.log)!;
      if (left <= LITTLE || left > leftBefore / 2) break;
      leftBefore = left;
      while (reached.get(log.log)! < upTo) {
        const from = reached.get(log.log)!;
        const to = Math.min(from + BATCH, upTo);
        await rebuilding.owner.transaction((rows) => fill(rebuilding, log, from, to, rows));
        reached.set(log.log, to);
      }
    }
  }
}

async function livePosition(rows: EntityManager, { name }: Projection, log: string): Promise<number> {
  const found: { seq: string }[] = await rows.query('select seq from public.position where name = $1 and log = $2', [name, log]);
  return Number(found[0]?.seq ?? 0);
}

// Whoever held the position's row has committed once we hold it: nothing is applied to the live tables from here on.
const swap = (rebuilding: Rebuilding, { tables, reached }: Shadow): Promise<Record<string, number>> =>
  rebuilding.owner.transaction('READ COMMITTED', async (rows) => {
    const { projection, logs } = rebuilding;
    const positions: Record<string, number> = {};
    for (const log of logs) {
      const key = [projection.name, log.log];
      await rows.query('insert into public.position (name, log) values ($1, $2) on conflict do nothing', key);
      const [held] = await rows.query('select seq from public.position where name = $1 and log = $2 for update', key);
      const from = reached.get(log.log)!;
      // Nobody who has seen a fact in the live tables may miss it afterwards.
      const upTo = Math.max(from, Number(held.seq));
      await fill(rebuilding, log, from, upTo, rows);
      await rows.query('update public.position set seq = $3, moved_at = now() where name = $1 and log = $2', [...key, upTo]);
      positions[log.log] = upTo;
    }
    await rows.query(`set local lock_timeout = ${SWAP_LOCK_TIMEOUT_MS}`);
    for (const table of tables) await swapTable(rows, table, SHADOW_SCHEMA);
    return positions;
  });

const isLockTimeout = (failure: unknown): boolean =>
  failure instanceof Error && 'driverError' in failure && (failure.driverError as { code?: string }).code === '55P03';

async function difference(rows: EntityManager, table: string): Promise<Difference> {
  const only = async (here: string, there: string): Promise<{ count: number; samples: unknown[] }> => {
    const [found] = await rows.query(`
      with only_here as (select to_jsonb(t) as row from ${here}.${table} t except all select to_jsonb(t) from ${there}.${table} t)
      select (select count(*)::int from only_here) as count,
             (select coalesce(jsonb_agg(row), '[]') from (select row from only_here order by row limit ${SAMPLES})) as samples`);
    return found;
  };
  const live = await only('public', SHADOW_SCHEMA);
  const rebuilt = await only(SHADOW_SCHEMA, 'public');
  return { table, onlyLive: live.count, onlyRebuilt: rebuilt.count, samples: { live: live.samples, rebuilt: rebuilt.samples } };
}
