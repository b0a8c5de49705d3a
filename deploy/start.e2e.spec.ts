import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { signToken } from '@libs/platform';
import { eventually, freePort } from '@libs/testing';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type CopiedTree, copiedTree } from './testing/copied-tree';
import { openBrowser } from './testing/console/browser';
import { diskWaits } from './testing/disk-waits';
import { Journey } from './testing/journey';
import { publishedCalendar } from './testing/published-calendar';
import { Started, processesOf } from './testing/started';

let tree: CopiedTree;
let calendar: string;
const all: Started[] = [];

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
  return startWithDemo([...args, '--empty'], environment);
}

function startWithDemo(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
  const started = new Started(tree.folder, 'start.mjs', args, { CALENDAR_FILE: calendar, ...environment });
  all.push(started);
  return started;
}

/** Whoever opens the first page early sees how far the start is, and then, without doing anything, who can be tried. */
async function seesItComing(url: string): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ locale: 'zh-CN' });
    await eventually(() => page.goto(url).then(Boolean, () => false), { withinMs: 60_000, everyMs: 200 });
    await page.getByRole('progressbar', { name: '正在准备示范数据' }).waitFor();
    await page.getByText(/第 [1-9]\d* 步，共 \d+ 步/).waitFor({ timeout: 60_000 });
    expect((await fetch(`${url}/api/enrolment/me`)).status).toBe(503);
    await page.getByRole('heading', { name: '换个身份看一看' }).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: '跟着一笔钱往回走' }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
  } finally {
    await browser.close();
  }
}

const packReads = (output: string): readonly string[] =>
  [...output.matchAll(/a pack is read: (.+)/g)].map(([, name = '']) => name).toSorted();

/** How often commits wait for the disk from the demo's second step to its last. */
async function diskWaitsWhileTold(started: Started, data: string): Promise<number> {
  await started.says(/正在讲述示范案例 2\//);
  const before = await diskWaits(data);
  await started.says(/正在讲述示范案例 (\d+)\/\1 /);
  return (await diskWaits(data)) - before;
}

beforeAll(() => {
  tree = copiedTree({ closed: true });
  calendar = publishedCalendar(tree.folder);
});
afterEach(async () => {
  for (const started of all.splice(0)) await started.stop();
});
afterAll(() => tree.remove());

describe('npm start', () => {
  it('says where it is, keeps its data over Ctrl-C and SIGKILL, and leaves no process behind', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const journey = new Journey(() => url, join(tree.folder, '.data/keys'));

    const first = start(['--port', port]);
    expect(await first.ready()).toBe(url);
    expect((await fetch(`${url}/`)).headers.get('content-type')).toContain('text/html');
    const early = await journey.travel();
    // npm passes on the Ctrl-C that the terminal has sent already.
    first.signal('SIGINT');
    first.signal('SIGINT');
    expect([await first.ended(), processesOf(tree.folder)]).toEqual([0, []]);

    const second = start(['--port', port]);
    await second.ready();
    expect(second.output).not.toContain('built');
    expect([await journey.statusOf(early), await journey.sessionsOf(early)]).toEqual(['APPROVED', 2]);
    const late = await journey.file();
    second.signal('SIGKILL');
    await second.ended();
    expect(processesOf(tree.folder).some(({ command }) => command.includes('postgres'))).toBe(true);

    const third = start(['--port', port]);
    await third.ready();
    expect(third.output).toContain('an earlier run left behind');
    expect(await journey.statusOf(late)).toBe('APPLIED');
    await journey.approve(late);
    await journey.scheduled(late);
    third.signal('SIGTERM');
    expect([await third.ended(), processesOf(tree.folder)]).toEqual([0, []]);
  }, 240_000);

  it('moves the clock in the sandbox', async () => {
    const port = String(await freePort());
    const started = start(['--port', port, '--sandbox', '--data', join(tree.folder, 'sandbox')], {
      SANDBOX_STARTS_AT: '2026-03-02T00:00:00Z',
    });
    const url = await started.ready();
    const moved = await fetch(`${url}/api/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '2026-03-03T00:00:00Z' }),
    });
    expect([moved.status, ((await moved.json()) as { now: string }).now]).toEqual([200, '2026-03-03T00:00:00.000Z']);
    expect((await fetch(`${url}/internal/enrolment/reading`)).status).toBe(404);
  }, 180_000);

  it('tells the demo story once, through its own API, and finds it again at the next start', async () => {
    const data = join(tree.folder, 'demo');
    const claims = async (started: Started): Promise<readonly Record<string, unknown>[]> => {
      const url = await started.ready();
      const token = await signToken(join(data, 'keys'), { sub: 'reviewer-e2e', roles: ['reviewer'] });
      const answer = await fetch(`${url}/api/subsidy-payment/claims`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { items: readonly Record<string, unknown>[] }).items;
    };
    const port = await freePort();
    const namesOf = (items: readonly Record<string, unknown>[]) => items.map(({ claimId }) => claimId).toSorted();
    const first = startWithDemo(['--port', String(port), '--data', data], {
      NODE_OPTIONS: `--import=${join(tree.folder, 'deploy/testing/pack-reads.mjs')}`,
    });
    const waited = diskWaitsWhileTold(first, data);
    await seesItComing(`http://127.0.0.1:${port}`);
    const told = await claims(first);
    // What is told could be told again; from then on nothing that was confirmed may be lost.
    expect(await waited).toBeLessThan(100);
    const atEnd = await diskWaits(data);
    await new Journey(() => `http://127.0.0.1:${port}`, join(data, 'keys')).file();
    await eventually(async () => (await diskWaits(data)) > atEnd, { withinMs: 30_000, everyMs: 500 });
    expect(first.output).not.toContain('was not told to its end');
    expect(told).toHaveLength(4);
    // While the database starts there is time to read them, for all services and for both their starts.
    const packs = readdirSync(join(tree.folder, 'libs/policy/packs')).filter((name) => name.endsWith('.yaml'));
    expect(packReads(first.output)).toEqual(packs.toSorted());
    expect(packReads(first.output.slice(0, first.output.indexOf('telling the demo story')))).toEqual(packs.toSorted());
    await first.stop();
    const second = startWithDemo(['--port', '0', '--data', data]);
    expect(namesOf(await claims(second))).toEqual(namesOf(told));
    expect(second.output).not.toContain('telling the demo story');
  }, 180_000);

  it('leaves off telling the demo when it is stopped', async () => {
    const started = startWithDemo(['--port', '0', '--data', join(tree.folder, 'left-off')]);
    await eventually(() => started.output.includes('正在讲述示范案例 2/'), { withinMs: 60_000, everyMs: 50 });
    started.signal('SIGINT');
    expect([await started.ended(), processesOf(tree.folder)]).toEqual([0, []]);
    expect(started.output).not.toMatch(/正在讲述示范案例 (?:[5-9]|\d\d)\//);
    expect(started.output).not.toContain('was not told to its end');
  }, 120_000);

  it('says in a sentence that its port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const started = start(['--port', String(port)]);
    expect(await started.ended()).toBe(1);
    server.close();
    expect(started.output).toContain(`Port ${port} is in use`);
    expect(started.output).toContain(`端口 ${port} 已被占用`);
    expect(started.output).not.toMatch(/\n\s+at /);
  }, 60_000);

  it('says in a sentence that its data folder is in use', async () => {
    const data = join(tree.folder, 'used');
    const first = start(['--port', '0', '--data', data]);
    await first.ready();
    const second = start(['--port', '0', '--data', data]);
    expect(await second.ended()).toBe(1);
    expect(second.output).toMatch(/already runs on this data folder \(process \d+\)/);
  }, 180_000);

  it.each<readonly [string, (postgres: string) => void, RegExp]>([
    ['has lost its version', (postgres) => rmSync(join(postgres, 'PG_VERSION')), /is broken \(PG_VERSION\)/],
    [
      'is of another version',
      (postgres) => writeFileSync(join(postgres, 'PG_VERSION'), '13\n'),
      /is broken \(PG_VERSION = "13", 18 expected\)/,
    ],
    ['has lost its control file', (postgres) => rmSync(join(postgres, 'global/pg_control')), /is broken \(global\/pg_control is missing\)/],
    [
      'has a damaged control file',
      (postgres) => writeFileSync(join(postgres, 'global/pg_control'), Buffer.alloc(8192)),
      /is broken \(.*\.log\)/,
    ],
  ])(
    'says in a sentence that its data folder %s, and leaves it as it is',
    async (_, spoil, sentence) => {
      const data = join(tree.folder, 'spoilt');
      rmSync(data, { recursive: true, force: true });
      const whole = start(['--port', '0', '--data', data]);
      await whole.ready();
      await whole.stop();
      spoil(join(data, 'postgres'));
      const started = start(['--port', '0', '--data', data]);
      expect(await started.ended()).toBe(1);
      expect(started.output).toMatch(sentence);
      expect(started.output).toContain('已损坏');
      expect(started.output).not.toMatch(/\n\s+at /);
      expect(existsSync(join(data, 'postgres/base'))).toBe(true);
    },
    60_000,
  );

  it('says in a sentence that its passwords cannot be read', async () => {
    const data = join(tree.folder, 'secretless');
    mkdirSync(data);
    writeFileSync(join(data, 'secrets.json'), '{"postgres": ');
    const started = start(['--port', '0', '--data', data]);
    expect(await started.ended()).toBe(1);
    expect(started.output).toContain('Restore it from a backup');
  }, 30_000);

  it('keeps passwords and private keys to their owner', async () => {
    const data = join(tree.folder, '.data');
    const modeOf = (file: string) => statSync(join(data, file)).mode & 0o777;
    for (const file of ['secrets.json', 'keys/tokens.private.pem', 'keys/enrolment.private.pem', 'keys/input-hash.key'])
      expect([file, modeOf(file)]).toEqual([file, 0o600]);
  });
});
