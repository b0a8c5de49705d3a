import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Busy, OutcomeUnknown } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { eventually, testRedisUrl } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { BullWaker } from './bull-waker';
import type { DueHandler, DueNow } from './due';
import { ATTEMPTS_BEFORE_PARKING } from './due-runner';
import { PollerWaker } from './poller-waker';
import { type Data, ServiceOfRows } from './testing/service-of-rows';
import type { Waker } from './waker';

const clock = new SystemClock();
const wakers: Record<string, (queue: string) => Waker> = {
  poller: () => new PollerWaker(clock),
  bull: (queue) => new BullWaker({ redisUrl: testRedisUrl(), queue, clock }),
};

describe.each(Object.keys(wakers))('due rows woken by %s', (name) => {
  let service: ServiceOfRows;
  let queue = randomUUID();
  const waker = (): Waker => {
    const make = wakers[name];
    if (!make) throw new Error(name);
    return make(queue);
  };

  beforeAll(async () => {
    service = await ServiceOfRows.create();
  });
  afterEach(async () => {
    await service.empty();
    queue = randomUUID();
  });
  afterAll(() => service.remove());

  it('fire at their time and in order', async () => {
    const calls: (DueNow<Data> & { readonly firedAt: string })[] = [];
    const handler: DueHandler<never, Data> = {
      ...service.noting(),
      fire: async (due) => {
        calls.push({ ...due, firedAt: clock.now() });
        await service.note(due);
      },
    };
    const runner = await service.runner(waker(), [handler]);
    const [late, soon, past] = [service.in(700), service.in(300), service.in(-1_000)];
    await service.set(
      'noting',
      [
        { id: `c-${queue}`, dueAt: late, data: { n: 1 } },
        { id: `b-${queue}`, dueAt: soon, data: {} },
      ],
      runner,
    );
    await service.set(
      'noting',
      [
        { id: `z-${queue}`, dueAt: past, data: {} },
        { id: `a-${queue}`, dueAt: past, data: {} },
      ],
      runner,
    );
    await eventually(() => calls.length === 4);
    expect(calls.map(({ id }) => id[0])).toEqual(['a', 'z', 'b', 'c']);
    expect(calls.every(({ dueAt, firedAt }) => firedAt >= dueAt)).toBe(true);
    expect(calls[3]).toMatchObject({
      dueAt: late,
      data: { n: 1 },
      attempt: 1,
      command: { id: `c-${queue}`, origin: 'due', causation: expect.stringMatching(/^log\//) },
    });
  });

  it('set twice are one row and fire once', async () => {
    const calls: DueNow<Data>[] = [];
    const runner = await service.runner(waker(), [service.noting(calls)]);
    const row = { id: `twice-${queue}`, dueAt: service.in(200), data: {} };
    await Promise.all([service.set('noting', [row], runner), service.set('noting', [row], runner)]);
    await eventually(async () => (await service.stateOf(row.id)) === 'done');
    await service.set('noting', [row], runner);
    await service.set('noting', [{ id: `after-${queue}`, dueAt: service.in(0), data: {} }], runner);
    await eventually(async () => (await service.stateOf(`after-${queue}`)) === 'done');
    expect(calls.map(({ id }) => id)).toEqual([row.id, `after-${queue}`]);
  });

  it('fire once each and in order when several processes run', async () => {
    const calls: DueNow<Data>[] = [];
    const runners = await Promise.all([1, 2, 3].map(() => service.runner(waker(), [service.noting(calls)], { leaseMs: 1_000 })));
    const rows = Array.from({ length: 60 }, (_, n) => ({
      id: `${String(n).padStart(3, '0')}-${queue}`,
      dueAt: service.in(100 + 5 * n),
      data: {},
    }));
    for (const [n, row] of rows.entries()) await service.set('noting', [row], runners[n % 3]);
    await eventually(async () => (await service.fired()).length === 60);
    expect(calls.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('do not fire when cancelled', async () => {
    const calls: DueNow<Data>[] = [];
    const runner = await service.runner(waker(), [service.noting(calls)]);
    await service.set(
      'noting',
      [
        { id: `no-${queue}`, dueAt: service.in(300), data: {} },
        { id: `yes-${queue}`, dueAt: service.in(400), data: {} },
      ],
      runner,
    );
    await service.cancel([`no-${queue}`]);
    await eventually(() => calls.length > 0);
    expect(calls.map(({ id }) => id)).toEqual([`yes-${queue}`]);
    await expect(service.stateOf(`no-${queue}`)).resolves.toBe('cancelled');
  });

  it('are tried again while their decision throws, hold nobody up, wait parked for an operator, and fire when released', async () => {
    let mended = false;
    let attempts = 0;
    const failing: DueHandler<never, Data> = {
      kind: 'failing',
      sets: () => ({}),
      fire: async (due) => {
        attempts += 1;
        if (!mended) throw new Error('no such class');
        await service.note(due);
      },
    };
    const runner = await service.runner(waker(), [failing, service.noting()], { firstDelayMs: 0.01 });
    await service.set('failing', [{ id: `f-${queue}`, dueAt: service.in(-10), data: {} }], runner);
    await service.set('noting', [{ id: `n-${queue}`, dueAt: service.in(0), data: {} }], runner);
    await eventually(async () => (await service.stateOf(`f-${queue}`)) === 'parked');
    expect(attempts).toBe(ATTEMPTS_BEFORE_PARKING);
    await expect(service.fired()).resolves.toEqual([`n-${queue}`]);
    await expect(runner.rows.parked(10)).resolves.toMatchObject([
      { id: `f-${queue}`, reason: 'Error: no such class', attempts: ATTEMPTS_BEFORE_PARKING },
    ]);
    mended = true;
    await expect(runner.release(`f-${queue}`)).resolves.toBe(true);
    await eventually(async () => (await service.stateOf(`f-${queue}`)) === 'done');
  });

  it.each([
    ['the database is gone', () => Object.assign(new Error('the server went away'), { code: '57P01' })],
    ['the store is full', () => new Busy(1)],
    ['the store does not know the outcome', () => new OutcomeUnknown('c', 1, undefined)],
  ])('wait, count no attempt and do not spin while %s', async (_, error) => {
    let down = 3;
    const seen: number[] = [];
    const handler: DueHandler<never, Data> = {
      ...service.noting(),
      fire: async (due) => {
        seen.push(due.attempt);
        if (down-- > 0) throw error();
        await service.note(due);
      },
    };
    const pauses: string[] = [];
    const runner = await service.runner(waker(), [handler], { onTrouble: ({ what }) => pauses.push(what) });
    await service.set('noting', [{ id: `p-${queue}`, dueAt: service.in(0), data: {} }], runner);
    await eventually(async () => (await service.fired()).length === 1);
    expect([seen, pauses]).toEqual([
      [1, 1, 1, 1],
      ['paused', 'paused', 'paused'],
    ]);
  });

  it('are looked for only when there is a reason', async () => {
    const runner = await service.runner(waker(), [service.noting()]);
    await service.set(
      'noting',
      [
        { id: `far-${queue}`, dueAt: service.in(3_600_000), data: {} },
        { id: `near-${queue}`, dueAt: service.in(600), data: {} },
      ],
      runner,
    );
    await eventually(async () => (await service.fired()).length === 1);
    // Both lanes look at the start, when Redis is there, when the row is due, and once more for what came meanwhile.
    expect(runner.rounds).toBeLessThanOrEqual(12);
  });
});
