import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BullWaker, ClockCoordinator, PollerWaker } from '@libs/jobs';
import { AnnouncerKeys, KafkaTransport, PostgresTransport, type Transport } from '@libs/messaging';
import { type TestDatabase, testBus, testKafkaBrokers, testRedisUrl } from '@libs/testing';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type QuestionFact, question, questionAndAnswer } from './testing/question-and-answer';
import { SteppedService, type Surroundings } from './testing/stepped-service';

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T01:00:00.000Z`;

type Way = { readonly transport: (busUrl: string) => Transport; readonly waker: Surroundings['waker'] };
const ways: Record<string, Way> = {
  'PostgreSQL and the poller': {
    transport: (url) => new PostgresTransport({ url }),
    waker: (clock) => new PollerWaker(clock),
  },
  'Kafka and Bull': {
    transport: () => new KafkaTransport({ brokers: testKafkaBrokers().split(','), clientId: 'step' }),
    waker: (clock, queue) => new BullWaker({ redisUrl: testRedisUrl(), queue, clock }),
  },
};

describe.each(Object.keys(ways))('a step of the clock over two services on %s', (name) => {
  const suffix = randomBytes(4).toString('hex');
  const keysFolder = mkdtempSync(join(tmpdir(), 'keys-'));
  const coordinator = new ClockCoordinator({ startsAt: day(1), deadlineMs: 60_000 });
  let bus: TestDatabase;
  let transport: Transport;
  let asks: SteppedService;
  let reminds: SteppedService;

  beforeAll(async () => {
    const way = ways[name];
    if (!way) throw new Error(name);
    bus = await testBus();
    transport = way.transport(bus.appUrl);
    const parts = questionAndAnswer(`asks-${suffix}`, `reminds-${suffix}`);
    for (const part of parts) AnnouncerKeys.create(keysFolder, part.name);
    const surroundings = { transport, keys: new AnnouncerKeys(keysFolder), waker: way.waker };
    [asks, reminds] = [await SteppedService.create(parts[0], surroundings), await SteppedService.create(parts[1], surroundings)];
    for (const service of [asks, reminds]) {
      service.clock.set(
        coordinator.register({
          id: service.id,
          setClock: (now) => service.control.setClock(now),
          fire: () => service.control.fire(),
          reading: () => service.control.reading(),
        }).now,
      );
      await service.start();
    }
  }, 60_000);
  afterAll(async () => {
    await Promise.all([asks.remove(), reminds.remove()]);
    await transport.close();
    await bus.drop();
    rmSync(keysFolder, { recursive: true });
  }, 30_000);

  const ask = (id: string, answerBy: string) =>
    asks.store.decide(question, id, { id: `ask-${id}`, actor: 'a', input: id, correlation: id, origin: 'http' }, (): QuestionFact[] => [
      { type: 'Asked', answerBy },
    ]);

  it('answers when everything that fell due on the way is there, each at its own time', async () => {
    await coordinator.advance(day(2));
    await ask('one', day(4));
    await ask('two', day(5));
    await expect(coordinator.advance(day(7))).resolves.toEqual({ now: day(7), stops: 3 });
    // What happens at one and the same moment in different services has no order.
    expect([...(await reminds.history())].sort()).toEqual([
      `${day(4)} ReminderPlanned`,
      `${day(5)} Reminded`,
      `${day(5)} ReminderPlanned`,
      `${day(6)} Reminded`,
    ]);
    expect([...(await asks.history())].sort()).toEqual([
      `${day(2)} Asked`,
      `${day(2)} Asked`,
      `${day(4)} SilenceTaken`,
      `${day(5)} Closed`,
      `${day(5)} SilenceTaken`,
      `${day(6)} Closed`,
    ]);
  }, 60_000);

  it('fires at once what is due already, and waits for that too', async () => {
    await ask('overdue', day(3));
    await coordinator.advance(coordinator.now);
    await expect(asks.history()).resolves.toContain(`${day(7)} SilenceTaken`);
    await expect(reminds.history()).resolves.toContain(`${day(7)} ReminderPlanned`);
  }, 60_000);

  it('stops where it is told to', async () => {
    await ask('three', day(12));
    await coordinator.advance(day(11));
    await expect(asks.history()).resolves.not.toContain(`${day(12)} SilenceTaken`);
    await coordinator.advance(day(12));
    await expect(asks.history()).resolves.toContain(`${day(12)} SilenceTaken`);
    await expect(reminds.history()).resolves.toContain(`${day(12)} ReminderPlanned`);
  }, 60_000);
});
