import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { type CopiedTree, copiedTree, repository } from './testing/copied-tree';
import { Journey } from './testing/journey';
import { publishedCalendar } from './testing/published-calendar';
import { processesOf } from './testing/started';

type Process = {
  readonly service: string;
  readonly replica: number;
  readonly pid: number;
  kill(): Promise<void>;
  restart(): Promise<void>;
};
type Cluster = { readonly url: string; readonly keysDir: string; readonly processes: readonly Process[]; stop(): Promise<void> };
type Starter = { startCluster(options: object): Promise<Cluster> };

const dayMs = 24 * 3_600 * 1_000;

let tree: CopiedTree;
let cluster: Cluster;
let journey: Journey;

beforeAll(async () => {
  tree = copiedTree();
  process.env['CALENDAR_FILE'] = publishedCalendar(tree.folder);
  const { startCluster } = (await import(join(tree.folder, 'deploy/local/cluster.mjs'))) as Starter;
  cluster = await startCluster({
    dataDir: join(tree.folder, '.data/cluster'),
    replicas: 2,
    fast: true,
    sandbox: true,
    logLevel: 'warn',
    cache: join(repository, '.cache'),
  });
  journey = new Journey(() => cluster.url, cluster.keysDir);
}, 300_000);

afterAll(async () => {
  await cluster?.stop();
  const left = processesOf(tree.folder);
  tree.remove();
  expect(left).toEqual([]);
}, 60_000);

describe('the cluster', () => {
  it('has two processes of each service, all of them different', () => {
    const names = cluster.processes.map(({ service, replica }) => `${service} ${replica}`);
    const services = ['attendance', 'certification', 'enrolment', 'fund-ledger', 'subsidy-payment', 'supervision'];
    expect(names).toEqual(['sandbox 1', ...services.flatMap((service) => [`${service} 1`, `${service} 2`])]);
    expect(new Set(cluster.processes.map(({ pid }) => pid)).size).toBe(names.length);
  });

  it('carries a class plan from one service to the other', async () => {
    const classId = await journey.travel();
    expect(await journey.statusOf(classId)).toBe('APPROVED');
  }, 60_000);

  it('answers a step of the clock when everything that fell due on the way has happened in every process', async () => {
    const classId = await journey.file();
    const step = await fetch(`${cluster.url}/api/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: new Date(Date.now() + 20 * dayMs).toISOString() }),
    });
    expect([step.status, await step.json()]).toMatchObject([200, { stops: expect.any(Number) }]);
    // Nobody waits here: the office's silence has approved, and attendance has heard of it.
    expect([await journey.statusOf(classId), await journey.sessionsOf(classId)]).toEqual(['APPROVED', 2]);
  }, 60_000);

  it.each(['enrolment', 'attendance'])(
    'goes on while either process of %s is killed and brought back',
    async (service) => {
      for (const { kill, restart } of bound(service)) {
        // What was being done while the process died is done all the same, and once.
        const under = [journey.travel(), journey.travel()];
        await kill();
        await Promise.all(under);
        await journey.travel();
        await restart();
        await journey.travel();
      }
    },
    120_000,
  );
});

const bound = (service: string) =>
  cluster.processes.filter((each) => each.service === service).map((each) => ({ kill: () => each.kill(), restart: () => each.restart() }));
