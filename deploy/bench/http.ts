// The decision of the store's benchmark through a whole service over HTTP (token, guard, validation, decision, log, answer, with everything
// that follows a fact at work in the same process), beside a bare Nest on Fastify that answers at once; in the same run, in turns, each in a
// process of its own.
import { AnnouncerKeys } from '@libs/messaging';
import { createInputHashKey, createTokenKeys, createVaultKeys, signToken } from '@libs/platform';
import { testBus, testDatabase, type TestDatabase } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Figures } from './figures';
import { shoot, type Target } from './http-load';
import { ServerProcess } from './http-process';
import { median, medianOf, type Seen } from './load';
import { nextSwipe } from './swipes';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 2 : 4;
const WARM_UP_SECONDS = 3;
const ROUNDS = quick ? 1 : 3;
const CALLERS = quick ? [256] : [64, 256];
const MOST_REQUESTS_PER_MINUTE = 10_000_000;
const ASK_EVERY_MS = 20;

type Rival = { readonly name: string; readonly server: ServerProcess; readonly target: Target; readonly service?: string };
/** `behind` is how many facts the slowest reader had still to read when the last answer came; `cpuUs` what the server's process used for a request. */
type Shot = Seen & { readonly cpuUs: number; readonly behind: number };

const figures = new Figures('http');
const servers: ServerProcess[] = [];
const databases: TestDatabase[] = [];
const keysDir = mkdtempSync(join(tmpdir(), 'bench-keys-'));

async function newDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  databases.push(database);
  return database;
}

async function newBus(): Promise<TestDatabase> {
  const bus = await testBus();
  databases.push(bus);
  return bus;
}

async function started(script: string, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const server = await ServerProcess.start(script, environment);
  servers.push(server);
  return server;
}

async function startService(environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const [database, bus] = [await newDatabase(), await newBus()];
  return started('./http-service.js', {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    BUS_DATABASE_URL: bus.appUrl,
    KEYS_DIR: keysDir,
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: String(MOST_REQUESTS_PER_MINUTE),
    ...environment,
  });
}

async function startKeeping(): Promise<ServerProcess> {
  const { appUrl, ownerUrl } = await newDatabase();
  return started('./http-bare.js', { BENCH_BARE: 'kept', DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: ownerUrl });
}

function nextSwipeAsked() {
  const { session, fact } = nextSwipe();
  const { type: _, ...body } = fact;
  return { path: `/api/swipes/sessions/${session}/swipes`, key: body.traineeId, body: JSON.stringify(body) };
}

let filed = 0;

/** A plan that has not been filed yet, in a year that is still to come. */
function nextPlanAsked() {
  filed += 1;
  const year = new Date().getUTCFullYear() + 1;
  const session = (day: number) => ({ startsAt: `${year}-03-0${day}T01:00:00Z`, endsAt: `${year}-03-0${day}T04:00:00Z`, classHours: 4 });
  const plan = {
    classNo: `BENCH-${filed}`,
    region: '120101',
    title: '养老护理员初级班',
    occupation: '养老护理员',
    level: '5',
    mode: 'OFFLINE',
    site: { name: '第一实训室', address: '和平区南京路1号', latitude: 39.1, longitude: 117.2 },
    sessions: [1, 2, 3].map(session),
  };
  return { path: '/api/enrolment/class-plans', key: randomUUID(), body: JSON.stringify(plan) };
}

async function lagOf({ server, service }: Rival): Promise<number> {
  if (service === undefined) return 0;
  const answer = await fetch(`${server.url}/api/${service}/ready`);
  return ((await answer.json()) as { readonly lag: number }).lag;
}

/** One rival's turn. What it left to be read is read before the next one's begins, so that nobody works at another's expense. */
async function turn(rival: Rival, callers: number, seconds: number): Promise<Shot> {
  const before = await rival.server.cpuMicroseconds();
  const seen = await shoot(rival.target, callers, seconds);
  const behind = await lagOf(rival);
  while ((await lagOf(rival)) > 0) await sleep(ASK_EVERY_MS);
  return { ...seen, behind, cpuUs: ((await rival.server.cpuMicroseconds()) - before) / seen.calls };
}

const medianShot = (shots: readonly Shot[]): Shot => ({
  ...medianOf(shots),
  cpuUs: median(shots.map(({ cpuUs }) => cpuUs)),
  behind: median(shots.map(({ behind }) => behind)),
});

async function compare(rivals: readonly Rival[]): Promise<void> {
  for (const rival of rivals) await turn(rival, 64, WARM_UP_SECONDS);
  for (const callers of CALLERS) {
    const seen = new Map<Rival, Shot[]>(rivals.map((rival) => [rival, []]));
    for (let round = 0; round < ROUNDS; round += 1) for (const rival of rivals) seen.get(rival)!.push(await turn(rival, callers, SECONDS));
    const all = [...seen].map(([{ name }, shots]) => ({ name, ...medianShot(shots) }));
    const rateOf = (wanted: string) => all.find(({ name }) => name === wanted)!.perSecond;
    for (const { name, perSecond, p50Ms, p99Ms, cpuUs, behind } of all) {
      const ratios = {
        toBare: perSecond / rateOf('bare'),
        toBareChecked: perSecond / rateOf('bare, body checked'),
        toKept: perSecond / rateOf('bare, body checked, rows kept'),
      };
      figures.tell({ figure: 'POST', server: name, callers, perSecond, p50Ms, p99Ms, cpuUs, behind, ...ratios });
    }
  }
}

async function rivals(): Promise<readonly Rival[]> {
  createTokenKeys(keysDir);
  createInputHashKey(keysDir);
  createVaultKeys(keysDir);
  for (const service of ['swipes', 'enrolment']) AnnouncerKeys.create(keysDir, service);
  const token = await signToken(keysDir, { sub: 'registrar-1', roles: ['registrar'], region: '1201', organisation: 'inst-1' });
  const rival = (name: string, server: ServerProcess, next: Target['next'], service?: string): Rival => ({
    name,
    server,
    target: { url: server.url, token, next },
    ...(service !== undefined && { service }),
  });
  return [
    rival('swipes', await startService({ BENCH_SERVICE: 'swipes' }), nextSwipeAsked, 'swipes'),
    rival('bare', await started('./http-bare.js', {}), nextSwipeAsked),
    rival('bare, body checked', await started('./http-bare.js', { BENCH_BARE: 'checked' }), nextSwipeAsked),
    rival('bare, body checked, rows kept', await startKeeping(), nextSwipeAsked),
    rival('swipes, all announced', await startService({ BENCH_SERVICE: 'swipes', BENCH_ANNOUNCES: 'yes' }), nextSwipeAsked, 'swipes'),
    rival('enrolment: class plans', await startService({ BENCH_SERVICE: 'enrolment' }), nextPlanAsked, 'enrolment'),
  ];
}

try {
  await compare(await rivals());
  console.log(`\n${figures.table()}`);
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  await Promise.all(databases.map((database) => database.drop()));
  rmSync(keysDir, { recursive: true, force: true });
}
