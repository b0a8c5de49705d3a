import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@libs/testing';
import { PollerWaker } from './poller-waker';
import { SandboxClock } from './sandbox-clock';
import { ServiceOfRows } from './testing/service-of-rows';

let service: ServiceOfRows;
beforeAll(async () => {
  service = await ServiceOfRows.create();
});
afterAll(() => service.remove());

it('in the sandbox rows wait for the word to fire, however often the runner is woken, and fire then without another', async () => {
  const clock = new SandboxClock('2026-03-02T01:00:00Z');
  const runner = await service.runner(new PollerWaker(clock), [service.noting()], { clock, held: true });
  const [first, second] = ['2026-03-03T01:00:00.000Z', '2026-03-04T01:00:00.000Z'];
  await service.set(
    'noting',
    [
      { id: 'held-1', dueAt: first, data: {} },
      { id: 'held-2', dueAt: second, data: {} },
    ],
    runner,
  );
  clock.set(first);
  // A second look begins only when the first has ended.
  for (const looks of [runner.rounds + 2, runner.rounds + 4]) {
    runner.wake();
    await eventually(() => runner.rounds >= looks);
  }
  await expect(service.fired()).resolves.toEqual([]);
  await expect(runner.rows.standing(clock.now())).resolves.toEqual({ due: 1, parked: 0, nextDueAt: second });
  runner.fire();
  await eventually(async () => (await service.stateOf('held-1')) === 'done');
  await expect(service.fired()).resolves.toEqual(['held-1']);
  // What a fact sets for a moment that has come fires at once: the word to fire holds until the clock moves.
  await service.set('noting', [{ id: 'now-1', dueAt: first, data: {} }], runner);
  await eventually(async () => (await service.stateOf('now-1')) === 'done');
  await expect(service.fired()).resolves.toEqual(['held-1', 'now-1']);
});
