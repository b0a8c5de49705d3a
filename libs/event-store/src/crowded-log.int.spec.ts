import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { Client, Pool } from 'pg';
import { PostgresEventStore } from './postgres-event-store';
import { command } from './testing/store-under-test';
import { counted, counter } from './testing/counter';
import { testLog, type TestLog } from './testing/test-log';

const STREAMS = Array.from({ length: 64 }, (_, nth) => `s${nth}`);

let log: TestLog;
let pools: Pool[];
let stores: PostgresEventStore[];
let batches: number[];
beforeEach(async () => {
  log = await testLog('crowded');
  [pools, stores, batches] = [[], [], []];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(pools.map((pool) => pool.end()));
  await log.close();
});

function open(cachedStreams = 1_000): PostgresEventStore {
  const pool = new Pool({ connectionString: log.appUrl, max: 3 });
  const store = new PostgresEventStore({
    pool,
    log: log.log,
    clock: new SystemClock(),
    inputHashKey: Buffer.from('a key'),
    cachedStreams,
    onBatch: (calls) => batches.push(calls),
  });
  pools.push(pool);
  stores.push(store);
  return store;
}

const add = (store: PostgresEventStore, id: string) => store.decide(counter, id, command(), () => counted(1));
const addToAll = (store: PostgresEventStore) => Promise.all(STREAMS.map((id) => add(store, id)));

describe('a log on which many write', () => {
  it('lets calls that come while their process waits for the lock come along', async () => {
    const [store, other] = [open(), open()];
    await addToAll(store);
    // Twice behind the other's back, so that it knows that it is not alone.
    await add(other, 'elsewhere');
    await add(store, 's0');
    await add(other, 'elsewhere');
    const holder = new Client({ connectionString: log.ownerUrl });
    await holder.connect();
    await holder.query(`BEGIN; SELECT FROM "log_crowded".head FOR UPDATE`);
    batches = [];
    const first = add(store, 's0');
    const waiting = `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()`;
    while ((await holder.query(waiting)).rowCount === 0);
    const rest = addToAll(store);
    await holder.query('ROLLBACK');
    const answers = [await first, ...(await rest)];
    await holder.end();
    expect(batches).toEqual([1 + STREAMS.length]);
    expect(answers.map(({ state }) => state)).toEqual([3, 4, ...STREAMS.slice(1).map(() => 2)]);
  });

  // What connections have counted is told when they end.
  const counters = async <Row extends object>(sql: string): Promise<Row[]> => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
    return log.asOwner<Row>(sql);
  };

  it('reads no table whole because it was small when the statement was planned', async () => {
    const store = open(1);
    for (let round = 0; round < 12; round += 1) await addToAll(store);
    const scans = await counters(
      `SELECT relname, seq_tup_read FROM pg_stat_user_tables WHERE schemaname = 'log_crowded' AND seq_scan > 0
         AND (relname = 'stream_head' OR relname LIKE 'fact%')`,
    );
    expect(scans).toEqual([]);
  });

  it('looks for the facts of a stream among its own only, in however long a log nobody has analysed', async () => {
    const facts = 100_000;
    const streamOf = `'counter/s' || n % ${STREAMS.length * 100}`;
    for (const sql of [
      `INSERT INTO "log_crowded".fact SELECT n, ${streamOf}, (n - 1) / ${STREAMS.length * 100} + 1, 'Counted', 1, '{"by":1,"note":"' || repeat('x', 800) || '"}', '{}', ''
         FROM generate_series(1, ${facts}) n`,
      `INSERT INTO "log_crowded".stream_head SELECT stream, max(version), min(seq), max(seq) FROM "log_crowded".fact GROUP BY stream`,
      `UPDATE "log_crowded".head SET seq = ${facts}`,
    ])
      await log.asOwner(sql);
    const store = open(1);
    for (let round = 0; round < 12; round += 1) await addToAll(store);
    const scans = await counters(
      `SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes
         WHERE schemaname = 'log_crowded' AND indexrelname LIKE 'fact%pkey' AND idx_scan > 0`,
    );
    expect(scans).toEqual([]);
  });
});
