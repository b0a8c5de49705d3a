import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Busy, OutcomeUnknown } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { eventually } from '@libs/testing';
import type { DueHandler } from './due';
import { OUTSIDERS_AT_ONCE } from './due-runner';
import { PollerWaker } from './poller-waker';
import { type Data, ServiceOfRows } from './testing/service-of-rows';

const ATTEMPTS = 3;
// Longer than any of these specs: a row that is to wait does not come again.
const NOT_AGAIN_MS = 600_000;

const socketError = (code: string) => () => Object.assign(new Error(`connect ${code}`), { code });
const busy = () => new Busy(1);
const unknown = () => new OutcomeUnknown('pay', 1, undefined);

describe('an outsider whose calls fail at once', () => {
  let service: ServiceOfRows;
  const calls = new Map<string, number[]>();
  const gaveUp: string[] = [];

  beforeAll(async () => {
    service = await ServiceOfRows.create();
  });
  afterEach(async () => {
    await service.empty();
    calls.clear();
    gaveUp.length = 0;
  });
  afterAll(() => service.remove());

  const outsider = (kind: string, answer: (made: number) => Error | undefined): DueHandler<never, Data> => ({
    kind,
    attempts: ATTEMPTS,
    sets: () => ({}),
    fire: async ({ id, attempt }) => {
      const made = [...(calls.get(id) ?? []), attempt];
      calls.set(id, made);
      const error = answer(made.length);
      if (error) throw error;
    },
    gaveUp: async ({ id }) => void gaveUp.push(id),
  });
  const set = async (kind: string, count: number, dueAt: string) => {
    const ids = Array.from({ length: count }, (_, n) => `${kind}-${n}-${dueAt}`);
    await service.set(
      kind,
      ids.map((id) => ({ id, dueAt, data: {} })),
    );
    return ids;
  };
  const allDone = (ids: readonly string[]) =>
    eventually(async () => (await Promise.all(ids.map((id) => service.stateOf(id)))).every((state) => state === 'done'));
  const run = (handlers: readonly DueHandler<never, Data>[], firstDelayMs: number) =>
    service.runner(new PollerWaker(new SystemClock()), handlers, { firstDelayMs });

  it.each([
    ['a full queue', busy],
    ['an unknown outcome', unknown],
    ['a refused connection', socketError('ECONNREFUSED')],
    ['a lost connection', socketError('ECONNRESET')],
  ])('holds up no other outsider behind it, and is called once until its time comes, with %s', async (_, error) => {
    const failing = await set('failing', OUTSIDERS_AT_ONCE * 2, service.in(-10_000));
    const healthy = await set('healthy', OUTSIDERS_AT_ONCE, service.in(-1_000));
    await run([outsider('failing', error), outsider('healthy', () => undefined)], NOT_AGAIN_MS);
    await allDone(healthy);
    expect(failing.map((id) => calls.get(id))).toEqual(failing.map(() => [1]));
  });

  it.each(['ECONNREFUSED', 'ECONNRESET'])('is given up after its attempts where each ends with %s', async (code) => {
    const ids = await set('failing', 2, service.in(-1_000));
    await run([outsider('failing', socketError(code))], 5);
    await allDone(ids);
    expect([ids.map((id) => calls.get(id)), [...gaveUp].sort()]).toEqual([ids.map(() => [1, 2, 3]), ids]);
  });

  it.each([
    ['is full', busy],
    ['does not know the outcome', unknown],
  ])('keeps its attempts while our own store %s', async (_, error) => {
    const ids = await set('failing', 2, service.in(-1_000));
    await run([outsider('failing', (made) => (made <= ATTEMPTS ? error() : undefined))], 1);
    await allDone(ids);
    expect([ids.map((id) => calls.get(id)), gaveUp]).toEqual([ids.map(() => [1, 1, 1, 1]), []]);
  });

  it('is recorded as given up, and never parked, once the store takes the record', async () => {
    let records = 0;
    const ids = await set('failing', 1, service.in(-1_000));
    const recording = outsider('failing', socketError('ECONNREFUSED'));
    await run(
      [
        {
          ...recording,
          gaveUp: async ({ id }) => {
            records += 1;
            if (records === 1) throw busy();
            if (records === 2) throw unknown();
            gaveUp.push(id);
          },
        },
      ],
      1,
    );
    await allDone(ids);
    expect([calls.get(ids[0] ?? ''), records, gaveUp]).toEqual([[1, 2, 3], 3, ids]);
  });
});
