import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DueHandler, DueNow } from './due';
import { callOutsider } from './outsider';
import { PollerWaker } from './poller-waker';
import { type Data, ServiceOfRows } from './testing/service-of-rows';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('an outsider', () => {
  let service: ServiceOfRows;
  let bank: Server;
  let answers: Answer[] = [];
  const keys: string[] = [];

  const says =
    (status: number): Answer =>
    (_, response) =>
      void response.writeHead(status).end(`${status}`);
  const hangs: Answer = () => undefined;
  const cuts: Answer = (request) => void request.socket.destroy();

  beforeAll(async () => {
    service = await ServiceOfRows.create();
    bank = createServer((request, response) => {
      keys.push(String(request.headers['idempotency-key']));
      request.resume().on('end', () => (answers.shift() ?? says(200))(request, response));
    }).listen(0, '127.0.0.1');
    await once(bank, 'listening');
  });
  afterEach(async () => {
    await service.empty();
    keys.length = 0;
    answers = [];
  });
  afterAll(async () => {
    await service.remove();
    bank.closeAllConnections();
    bank.close();
  });

  const calling = (outcomes: string[], more: Partial<DueHandler<never, Data>> = {}): DueHandler<never, Data> => ({
    kind: 'calling',
    attempts: 3,
    attemptSeconds: 0.2,
    sets: () => ({}),
    fire: async (due) => {
      const { status } = await callOutsider(due, `http://127.0.0.1:${(bank.address() as AddressInfo).port}/`, due.data);
      outcomes.push(`answered ${status}`);
    },
    gaveUp: async (_due, why) => void outcomes.push(`unknown: ${why}`),
    ...more,
  });
  const run = async (handler: DueHandler<never, Data>, ids: readonly string[]) => {
    await service.set(
      'calling',
      ids.map((id) => ({ id, dueAt: service.in(-100), data: {} })),
    );
    return service.runner(new PollerWaker(new SystemClock()), [handler, service.noting()], { leaseMs: 300 });
  };

  it('that fails, hangs and then answers is called with one key until it answers', async () => {
    const outcomes: string[] = [];
    answers = [says(503), hangs, says(201)];
    await run(calling(outcomes), ['pay-1']);
    await eventually(async () => (await service.stateOf('pay-1')) === 'done');
    expect(outcomes).toEqual(['answered 201']);
    expect(keys).toEqual(['pay-1', 'pay-1', 'pay-1']);
  });

  it('that says no is not asked again', async () => {
    const outcomes: string[] = [];
    answers = [says(422)];
    await run(calling(outcomes), ['pay-2']);
    await eventually(async () => (await service.stateOf('pay-2')) === 'done');
    expect([outcomes, keys]).toEqual([['answered 422'], ['pay-2']]);
  });

  it('that never answers is given up after its attempts, and its outcome recorded as unknown', async () => {
    const outcomes: string[] = [];
    answers = [hangs, cuts, says(500), says(200)];
    await run(calling(outcomes), ['pay-3']);
    await eventually(async () => (await service.stateOf('pay-3')) === 'done');
    expect(outcomes).toEqual([expect.stringMatching(/^unknown: OutsiderFailed: the outsider answered 500/)]);
    expect(keys).toHaveLength(3);
  });

  it('is not called again while the record that it was given up cannot be written', async () => {
    let failures = 2;
    const outcomes: string[] = [];
    answers = [cuts, cuts, cuts];
    await run(
      calling(outcomes, {
        gaveUp: async () => {
          if (failures-- > 0) throw new Error('refused');
          outcomes.push('unknown');
        },
      }),
      ['pay-4'],
    );
    await eventually(async () => (await service.stateOf('pay-4')) === 'done');
    expect([outcomes, keys.length]).toEqual([['unknown'], 3]);
  });

  it('that hangs holds up neither our own decisions nor other calls', async () => {
    const outcomes: string[] = [];
    answers = [hangs];
    const hanging = calling(outcomes, { attemptSeconds: 60, attempts: 1 });
    const due: DueNow<Data>[] = [];
    const slow = { ...hanging, fire: (it: DueNow<Data>) => (due.push(it), hanging.fire(it)) };
    const runner = await run(slow, ['hang-1']);
    await eventually(() => keys.length === 1);
    await service.set('calling', [{ id: 'hang-2', dueAt: service.in(0), data: {} }], runner);
    await service.set('noting', [{ id: 'own-1', dueAt: service.in(0), data: {} }], runner);
    await eventually(async () => (await service.stateOf('hang-2')) === 'done' && (await service.stateOf('own-1')) === 'done');
    // A row is done a moment before its attempt is counted as over.
    await eventually(() => runner.running === 1);
    expect(await service.stateOf('hang-1')).not.toBe('done');
    bank.closeAllConnections();
  });
});
