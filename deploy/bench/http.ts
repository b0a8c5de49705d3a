// The same POST through a whole service (token, guard, validation, decision, log, answer, with everything that follows a fact at work in
// the same process) and through a bare Nest on Fastify that answers at once; in the same run, in turns, each in a process of its own.
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import { createInputHashKey, createTokenKeys, signToken } from '@libs/platform';
import { testDatabase, testPostgresUrl } from '@libs/testing';
import autocannon, { type Request } from 'autocannon';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { Figures } from './figures';
import { medianOf, type Seen } from './load';
import { settle } from './server-side';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 2 : 5;
const ROUNDS = quick ? 1 : 3;
const CALLERS = quick ? [64] : [16, 64, 256];
const MOST_REQUESTS_PER_MINUTE = 10_000_000;

const figures = new Figures('http');
const children: ChildProcess[] = [];
const keysDir = mkdtempSync(join(tmpdir(), 'bench-keys-'));
const [database, bus] = [await testDatabase(), await testDatabase()];

async function started(script: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    env: { ...process.env, ...environment },
    execArgv: ['--enable-source-maps'],
  });
  children.push(child);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as [string?];
  if (answer === undefined) throw new Error(`${script} ended before it listened`);
  return answer;
}

async function startEnrolment(): Promise<string> {
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: new URL(bus.appUrl).username });
  await owner.end();
  createTokenKeys(keysDir);
  createInputHashKey(keysDir);
  AnnouncerKeys.create(keysDir, 'enrolment');
  return started('./http-service.js', {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    BUS_DATABASE_URL: bus.appUrl,
    KEYS_DIR: keysDir,
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: String(MOST_REQUESTS_PER_MINUTE),
  });
}

/** A plan that has not been filed yet, in a year that is still to come. */
function plan(number: number): string {
  const year = new Date().getUTCFullYear() + 1;
  return JSON.stringify({
    classNo: `BENCH-${number}`,
    region: '120101',
    title: '养老护理员初级班',
    occupationCode: '4-10-01-05',
    level: '5',
    mode: 'OFFLINE',
    site: { name: '第一实训室', address: '和平区南京路1号' },
    sessions: [1, 2, 3].map((day) => ({
      startsAt: `${year}-03-0${day}T01:00:00Z`,
      endsAt: `${year}-03-0${day}T04:00:00Z`,
      classHours: 4,
    })),
  });
}

const PATH = '/api/enrolment/class-plans';
let filed = 0;

/** A request that nobody has made before. */
function nextRequest(token: string): { readonly method: string; readonly headers: Record<string, string>; readonly body: string } {
  filed += 1;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
  return { method: 'POST', headers, body: plan(filed) };
}

/** One request by hand, so that a refusal is seen in its own words. */
async function warmUp(url: string, token: string): Promise<void> {
  const answer = await fetch(`${url}${PATH}`, nextRequest(token));
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  await shoot(url, token, 64, 2);
}

async function shoot(url: string, token: string, connections: number, duration: number): Promise<Seen> {
  const setupRequest = (request: Request): Request => ({ ...request, path: PATH, ...nextRequest(token) });
  const result = await autocannon({ url, connections, duration, requests: [{ setupRequest }] });
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were refusals, ${result.errors} did not come`);
  return { perSecond: result['2xx'] / result.duration, p50Ms: result.latency.p50, p99Ms: result.latency.p99, calls: result['2xx'] };
}

async function compare(urls: Readonly<Record<string, string>>, token: string): Promise<void> {
  for (const url of Object.values(urls)) await warmUp(url, token);
  for (const callers of CALLERS) {
    const seen: Record<string, Seen[]> = { service: [], bare: [] };
    await settle(testPostgresUrl());
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, url] of Object.entries(urls)) seen[name]!.push(await shoot(url, token, callers, SECONDS));
    }
    const bare = medianOf(seen['bare']!);
    for (const [name, each] of Object.entries(seen)) {
      const { perSecond, p50Ms, p99Ms } = medianOf(each);
      figures.tell({ figure: 'POST class-plans', server: name, callers, perSecond, p50Ms, p99Ms, toBare: perSecond / bare.perSecond });
    }
  }
}

try {
  const service = await startEnrolment();
  const bare = await started('./http-bare.js', {});
  const token = await signToken(keysDir, { sub: 'registrar-1', roles: ['registrar'], region: '1201', organisation: 'inst-1' });
  await compare({ service, bare }, token);
  console.log(`\n${figures.table()}`);
} finally {
  const ends = children.filter(({ exitCode }) => exitCode === null).map((child) => once(child, 'exit'));
  for (const child of children) if (child.connected) child.disconnect();
  await Promise.all(ends);
  await Promise.all([database.drop(), bus.drop()]);
  rmSync(keysDir, { recursive: true, force: true });
}
