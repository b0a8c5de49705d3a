import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { Redis } from 'ioredis';
import { BullWaker } from './bull-waker';
import type { DueRunner } from './due-runner';
import { OwnRedis } from './testing/own-redis';
import { ServiceOfRows } from './testing/service-of-rows';

describe('a Redis that fails', () => {
  let service: ServiceOfRows;
  let redis: OwnRedis;
  let test = 0;
  const complaints: string[] = [];

  const runner = (sweepMs: number): Promise<DueRunner> => {
    const waker = new BullWaker({
      redisUrl: redis.url,
      queue: `q${test}`,
      clock: new SystemClock(),
      onError: (error) => complaints.push(error.message),
    });
    return service.runner(waker, [service.noting()], { sweepMs });
  };
  const flush = async () => {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  };

  beforeAll(async () => {
    service = await ServiceOfRows.create();
    redis = await OwnRedis.start();
  });
  beforeEach(() => {
    test += 1;
    complaints.length = 0;
  });
  afterEach(() => service.empty());
  afterAll(async () => {
    await service.remove();
    await redis.remove();
  });

  it('and forgot everything delays a row until the sweep, and loses nothing', async () => {
    const running = await runner(500);
    await service.set('noting', [{ id: `flushed-${test}`, dueAt: service.in(400), data: {} }], running);
    await flush();
    await eventually(async () => (await service.fired()).includes(`flushed-${test}`));
  });

  it('and is away keeps nobody from setting rows, which fire by the sweep', async () => {
    const running = await runner(300);
    await redis.kill();
    await service.set('noting', [{ id: `away-${test}`, dueAt: service.in(400), data: {} }], running);
    await eventually(async () => (await service.fired()).includes(`away-${test}`));
    await redis.start();
  });

  it('and comes back empty makes everybody look at once, and wakes as before', async () => {
    const running = await runner(600_000);
    await service.set('noting', [{ id: `first-${test}`, dueAt: service.in(400), data: {} }], running);
    await eventually(async () => (await service.fired()).length === 1);
    await redis.kill();
    await service.set('noting', [{ id: `meanwhile-${test}`, dueAt: service.in(400), data: {} }], running);
    await redis.start();
    await eventually(async () => (await service.fired()).length === 2);
    await service.set('noting', [{ id: `later-${test}`, dueAt: service.in(400), data: {} }], running);
    await eventually(async () => (await service.fired()).length === 3, { withinMs: 20_000 });
    await expect(service.fired()).resolves.toEqual([`first-${test}`, `meanwhile-${test}`, `later-${test}`]);
    expect(running.rounds).toBeLessThan(40);
  }, 30_000);

  it('and is away from the start does not keep the service from starting or stopping', async () => {
    await redis.kill();
    const running = await runner(200);
    await service.set('noting', [{ id: `start-${test}`, dueAt: service.in(400), data: {} }], running);
    await eventually(async () => (await service.fired()).length === 1);
    await service.stopRunners();
    // Trying to reach it again is bounded by time, not by a queue of commands.
    expect(complaints.length).toBeLessThan(100);
    await redis.start();
  }, 20_000);
});
