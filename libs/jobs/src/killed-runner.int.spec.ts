import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { DueNow, NewDue } from './due';
import { PollerWaker } from './poller-waker';
import { type Data, ServiceOfRows } from './testing/service-of-rows';

const LEASE_MS = 600;

describe('a process that fires', () => {
  let service: ServiceOfRows;
  const processes: ChildProcess[] = [];

  /** Answers when the process says that it began this row. */
  const fires = (id: string): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['dist/libs/jobs/src/testing/firing-process.js'], {
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: service.appUrl, LEASE_MS: String(LEASE_MS) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    return new Promise((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => text.includes(`began ${id}`) && resolve(child));
      child.once('exit', () => reject(new Error('the process ended')));
    });
  };

  beforeAll(async () => {
    execFileSync(process.execPath, ['deploy/local/build.mjs'], { env: { ...process.env, NODE_OPTIONS: '' } });
    service = await ServiceOfRows.create();
  }, 60_000);
  afterEach(async () => {
    for (const child of processes.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await service.empty();
  });
  afterAll(() => service.remove());

  const killed = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGSTOP') => {
    child.kill(signal);
    if (signal === 'SIGKILL') await once(child, 'exit');
  };

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'and gets a %s in the middle is followed by another, in order and without loss',
    async (signal) => {
      const rows: NewDue<Data>[] = ['1', '2', '3'].map((n) => ({
        id: `${signal}-${n}`,
        dueAt: service.in(-1_000 + Number(n)),
        data: n === '2' ? { hangs: true } : {},
      }));
      await service.set('noting', rows);
      const child = await fires(`${signal}-2`);
      await killed(child, signal);
      const calls: DueNow<Data>[] = [];
      await service.runner(new PollerWaker(new SystemClock()), [service.noting(calls)], { leaseMs: LEASE_MS });
      await eventually(async () => (await service.fired()).length === 3);
      await expect(service.fired()).resolves.toEqual(rows.map(({ id }) => id));
      expect(calls.map(({ id }) => id)).toEqual([`${signal}-2`, `${signal}-3`]);
    },
    30_000,
  );

  it('and holds the turn for a long time keeps it: no other fires meanwhile', async () => {
    await service.set('noting', [
      { id: 'long-1', dueAt: service.in(-1_000), data: { hangs: true } },
      { id: 'long-2', dueAt: service.in(-500), data: {} },
    ]);
    await fires('long-1');
    const calls: DueNow<Data>[] = [];
    const other = await service.runner(new PollerWaker(new SystemClock()), [service.noting(calls)], { leaseMs: 100 });
    // Each refusal is followed by one look; three looks are several leases of the other process.
    await eventually(() => other.rounds >= 20);
    expect(calls).toEqual([]);
  }, 30_000);
});
