// Decisions a second of the event store, beside Emmett's PostgreSQL store, a transaction for each fact, and what the server itself can
// insert; on the same server, in the same run, in turns. Ratios mean something on any machine, the figures themselves only on this one.
import { createLogTables } from '@libs/event-store';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { Client } from 'pg';
import { emmettStore } from './emmett-store';
import { Figures } from './figures';
import { calling, interleaved, type Rival, type Seen } from './load';
import { fillLog, serverSide } from './server-side';
import { transactionPerFact } from './transaction-per-fact';
import { writerProcesses, type Writers } from './writer-processes';
import { xunbuStore } from './xunbu-store';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 1 : 2.5;
const WARM_UP_SECONDS = 2;
const ROUNDS = quick ? 1 : 3;
const CALLERS = quick ? [1, 256] : [1, 16, 64, 256];
const SIZES = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const PROCESSES = quick ? [1, 2] : [1, 2, 4];
const MOST_CALLERS = 256;
/** Beyond this more connections make the rivals slower, not faster. */
const RIVAL_CONNECTIONS = 32;

const figures = new Figures('event-store');

async function makeLogs(database: TestDatabase, logs: readonly string[]): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const log of logs) await createLogTables(owner, log, { appRole: `${database.name}_app` });
  await owner.end();
}

async function besideRivals(database: TestDatabase): Promise<void> {
  const ours = xunbuStore(database.appUrl, 'bench');
  const emmett = await emmettStore(database.ownerUrl, RIVAL_CONNECTIONS);
  const plain = transactionPerFact(database.appUrl, 'plain', RIVAL_CONNECTIONS);
  const rivals = [calling('xunbu', ours.call), calling('emmett', emmett.call), calling('transaction per fact', plain.call)];
  const limit = await serverSide(database.ownerUrl, 'limit', MOST_CALLERS);
  for (const { measure } of rivals) await measure(MOST_CALLERS, WARM_UP_SECONDS);
  for (const callers of CALLERS) tellBeside(callers, await interleaved(rivals, callers, SECONDS, ROUNDS));
  // By itself, as what it leaves behind for the disk is no part of what the callers of others should wait for.
  tellLimit(await interleaved([rivals[0]!, limit], MOST_CALLERS, SECONDS, ROUNDS));
  await Promise.all([ours.close(), emmett.close(), plain.close()]);
}

function tellBeside(callers: number, seen: ReadonlyMap<string, Seen>): void {
  const [xunbu, emmett] = [seen.get('xunbu')!, seen.get('emmett')!];
  for (const [store, { perSecond, p50Ms, p99Ms }] of seen) {
    const ratios =
      store === 'xunbu'
        ? { toEmmett: perSecond / emmett.perSecond, p99ToEmmett: p99Ms / emmett.p99Ms }
        : { xunbuToThis: xunbu.perSecond / perSecond };
    figures.tell({ figure: 'beside', store, callers, perSecond, p50Ms, p99Ms, ...ratios });
  }
}

function tellLimit(seen: ReadonlyMap<string, Seen>): void {
  const [{ perSecond, p50Ms, p99Ms }, limit] = [seen.get('xunbu')!, seen.get('server-side limit')!];
  const callers = MOST_CALLERS;
  figures.tell({ figure: 'limit', store: 'xunbu', callers, perSecond, p50Ms, p99Ms, toLimit: perSecond / limit.perSecond });
  figures.tell({ figure: 'limit', store: 'server-side limit', perSecond: limit.perSecond });
}

async function atSizes(database: TestDatabase): Promise<void> {
  const stores = [];
  for (const size of SIZES) {
    await fillLog(database.ownerUrl, `at${size}`, size);
    stores.push({ size, ...xunbuStore(database.appUrl, `at${size}`) });
  }
  const rivals = stores.map(({ size, call }) => calling(String(size), call));
  for (const { measure } of rivals) await measure(MOST_CALLERS, WARM_UP_SECONDS);
  const seen = await interleaved(rivals, MOST_CALLERS, SECONDS, ROUNDS);
  const smallest = seen.get(String(SIZES[0]))!;
  for (const [facts, { perSecond, p50Ms, p99Ms }] of seen) {
    const ratio = { toSmallest: perSecond / smallest.perSecond };
    figures.tell({ figure: 'after', store: 'xunbu', callers: MOST_CALLERS, facts: Number(facts), perSecond, p50Ms, p99Ms, ...ratio });
  }
  await Promise.all(stores.map(({ close }) => close()));
}

async function byProcesses(database: TestDatabase): Promise<void> {
  // They are all there from the start and rest while others are measured, so that none is measured while it is still being compiled.
  const writers: { readonly count: number; readonly processes: Writers }[] = [];
  for (const count of PROCESSES) writers.push({ count, processes: await writerProcesses(count, database.appUrl, 'many', MOST_CALLERS) });
  // So many callers in all, and so many at each process.
  for (const callersOf of [() => MOST_CALLERS, (count: number) => MOST_CALLERS * count]) {
    const rivals = writers.map(({ count, processes }): Rival => ({
      name: String(count),
      measure: (_, seconds) => processes.run(callersOf(count), seconds),
    }));
    const seen = await interleaved(rivals, MOST_CALLERS, SECONDS, ROUNDS);
    tellProcesses(seen, callersOf);
  }
  await Promise.all(writers.map(({ processes }) => processes.stop()));
}

function tellProcesses(seen: ReadonlyMap<string, Seen>, callersOf: (count: number) => number): void {
  const alone = seen.get('1')!;
  for (const [name, { perSecond, p50Ms, p99Ms }] of seen) {
    const processes = Number(name);
    const toOne = perSecond / alone.perSecond;
    figures.tell({ figure: 'writer processes', store: 'xunbu', callers: callersOf(processes), processes, perSecond, p50Ms, p99Ms, toOne });
  }
}

const database = await testDatabase();
try {
  await makeLogs(database, ['bench', 'plain', 'limit', 'many', ...SIZES.map((size) => `at${size}`)]);
  await besideRivals(database);
  await byProcesses(database);
  await atSizes(database);
  console.log(`\n${figures.table()}`);
} finally {
  await database.drop();
}
