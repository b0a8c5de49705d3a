// Decisions a second of the event store, beside Emmett's PostgreSQL store, a transaction for each fact, and what the server itself can
// insert; on the same server, in the same run, in turns. Ratios mean something on any machine, the figures themselves only on this one.
import { createLogTables } from '@libs/event-store';
import { testDatabase, testPostgresUrl, type TestDatabase } from '@libs/testing';
import { Client } from 'pg';
import { emmettStore } from './emmett-store';
import { Figures } from './figures';
import { interleaved, load, median, medianOf, type Seen } from './load';
import { fillLog, insertLimit, settle } from './server-side';
import { transactionPerFact } from './transaction-per-fact';
import { writerProcesses } from './writer-processes';
import { xunbuStore } from './xunbu-store';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 1 : 2.5;
const ROUNDS = quick ? 1 : 3;
const CALLERS = quick ? [1, 256] : [1, 16, 64, 256];
const SIZES = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const PROCESSES = quick ? [1, 2] : [1, 2, 4];
const MOST_CALLERS = 256;
/** Beyond this more connections make the rivals slower, not faster. */
const RIVAL_CONNECTIONS = 32;
const LIMIT_FACTS = quick ? 25_600 : 102_400;
const LIMIT_BATCH = 256;

const figures = new Figures('event-store');
const perSecond = ({ perSecond, p50Ms, p99Ms }: Seen) => ({ perSecond, p50Ms, p99Ms });

async function makeLogs(database: TestDatabase, logs: readonly string[]): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const log of logs) await createLogTables(owner, log, { appRole: `${database.name}_app` });
  await owner.end();
}

async function limit(ownerUrl: string): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rates.push(await insertLimit(ownerUrl, 'limit', LIMIT_FACTS, LIMIT_BATCH));
  figures.tell({ figure: 'server-side insert limit', store: 'server', perSecond: median(rates) });
  return median(rates);
}

async function besideRivals(database: TestDatabase, limitPerSecond: number): Promise<void> {
  const ours = xunbuStore(database.appUrl, 'bench');
  const emmett = await emmettStore(database.ownerUrl, RIVAL_CONNECTIONS);
  const plain = transactionPerFact(database.appUrl, 'plain', RIVAL_CONNECTIONS);
  const rivals = [
    { name: 'xunbu', call: ours.call },
    { name: 'emmett', call: emmett.call },
    { name: 'transaction per fact', call: plain.call },
  ];
  for (const { call } of rivals) await load(call, MOST_CALLERS, 1);
  for (const callers of CALLERS) {
    const seen = await interleaved(rivals, callers, SECONDS, ROUNDS);
    const [xunbu, other] = [seen.get('xunbu')!, seen.get('emmett')!];
    for (const [store, each] of seen) {
      const ratios =
        store === 'xunbu'
          ? { toEmmett: each.perSecond / other.perSecond, p99ToEmmett: each.p99Ms / other.p99Ms, toLimit: each.perSecond / limitPerSecond }
          : { xunbuToThis: xunbu.perSecond / each.perSecond };
      figures.tell({ figure: 'beside', store, callers, ...perSecond(each), ...ratios });
    }
  }
  await Promise.all([ours.close(), emmett.close(), plain.close()]);
}

async function atSizes(database: TestDatabase): Promise<void> {
  const stores = [];
  for (const size of SIZES) {
    await fillLog(database.ownerUrl, `at${size}`, size);
    stores.push({ name: String(size), ...xunbuStore(database.appUrl, `at${size}`) });
  }
  await settle(testPostgresUrl());
  for (const { call } of stores) await load(call, MOST_CALLERS, 1);
  const seen = await interleaved(stores, MOST_CALLERS, SECONDS, ROUNDS);
  const first = seen.get(String(SIZES[0]))!;
  for (const [size, each] of seen) {
    figures.tell({ figure: 'after', store: 'xunbu', callers: MOST_CALLERS, facts: Number(size), ...perSecond(each), toSmallest: each.perSecond / first.perSecond });
  }
  await Promise.all(stores.map(({ close }) => close()));
}

async function byProcesses(database: TestDatabase): Promise<void> {
  const seen = new Map<number, Seen[]>(PROCESSES.map((count) => [count, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const count of PROCESSES) {
      const writers = await writerProcesses(count, database.appUrl, 'many', MOST_CALLERS);
      seen.get(count)!.push(await writers.run(SECONDS));
      await writers.stop();
    }
  }
  const alone = medianOf(seen.get(1)!);
  for (const [processes, each] of seen) {
    const together = medianOf(each);
    figures.tell({ figure: 'writer processes', store: 'xunbu', callers: MOST_CALLERS, processes, ...perSecond(together), toOne: together.perSecond / alone.perSecond });
  }
}

const database = await testDatabase();
try {
  await makeLogs(database, ['bench', 'plain', 'limit', 'many', ...SIZES.map((size) => `at${size}`)]);
  const limitPerSecond = await limit(database.ownerUrl);
  await settle(testPostgresUrl());
  await besideRivals(database, limitPerSecond);
  await settle(testPostgresUrl());
  await byProcesses(database);
  await atSizes(database);
  console.log(`\n${figures.table()}`);
} finally {
  await database.drop();
}
