// A member that cannot work, that lost its place, or whose server does not answer any more.
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { eventually, testDatabase, testPostgresUrl, type TestDatabase } from '@libs/testing';
import { createBusTables } from './bus-tables';
import type { Consumer } from './envelope';
import { PostgresListener } from './postgres-listener';
import { PostgresMember } from './postgres-member';
import { BUS_CHANNEL, PostgresTransport, type PostgresTransportOptions } from './postgres-transport';
import { MessagingWorld, unique } from './testing/messaging-world';
import { keepingConsumer, noteFact, notesOf, type NoteData } from './testing/notes';
import { pairOn, upTo, WITHIN, type Pair } from './testing/pair';
import { TcpSwitch } from './testing/tcp-switch';

const ANSWER_WITHIN_MS = 400;

let world: MessagingWorld;
let bus: TestDatabase;
let busOwner: Client;
let administrator: Client;
let way: TcpSwitch;
beforeAll(async () => {
  [world, bus] = await Promise.all([MessagingWorld.open(), testDatabase()]);
  busOwner = new Client({ connectionString: bus.ownerUrl });
  administrator = new Client({ connectionString: testPostgresUrl() });
  await Promise.all([busOwner.connect(), administrator.connect()]);
  await createBusTables(busOwner, { appRole: `${bus.name}_app` });
  way = await TcpSwitch.to(new URL(bus.appUrl).hostname, Number(new URL(bus.appUrl).port));
}, 60_000);
afterEach(() => world.tidy(), 60_000);
afterAll(async () => {
  await busOwner.end();
  await administrator.end();
  await world.close();
  await way.close();
  await bus.drop();
}, 60_000);

const wayUrl = (): string => {
  const url = new URL(bus.appUrl);
  [url.hostname, url.port] = ['127.0.0.1', String(way.port)];
  return url.href;
};
const over = (options: Partial<PostgresTransportOptions> = {}): PostgresTransport =>
  new PostgresTransport({ url: wayUrl(), partitions: 1, partitionsAtOnce: 1, pollMs: 200, answerWithinMs: ANSWER_WITHIN_MS, ...options });
const pair = (): Pair => pairOn(world, over({ observe: world.observe }));

const endSessions = (which: string): Promise<unknown> =>
  administrator.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and ${which}`, [bus.name]);
const news = (): Promise<unknown> => busOwner.query(`select pg_notify('${BUS_CHANNEL}', '')`);
const restsBetween = (moments: readonly number[]): readonly number[] => moments.slice(1).map((at, before) => at - (moments[before] ?? 0));
const restsGrow = (rests: readonly number[]): boolean => rests.every((ms, nth) => ms >= 85 * 2 ** nth);

describe('a member that fails again and again', () => {
  it('rests longer each time, however much news comes', async () => {
    const { receiver, contracts, store, announcer, heard } = pair();
    const failures: number[] = [];
    const refused = over({ observe: (event) => void (event.type === 'paused' && failures.push(performance.now())) });
    world.atEnd(() => refused.close());
    await busOwner.query(`revoke select on public.message from ${bus.name}_app`);
    try {
      await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
      await world.started(receiver, [keepingConsumer(contracts.v1, store)], refused);
      await eventually(async () => (await news()) !== undefined && failures.length >= 5, { ...WITHIN, everyMs: 5 });
    } finally {
      await busOwner.query(`grant select on public.message to ${bus.name}_app`);
    }
    expect(restsGrow(restsBetween(failures.slice(0, 5)))).toBe(true);
    await eventually(async () => (await heard('ann')).length === 1);
  }, 60_000);

  it('and one whose listening ends each time at once comes back ever later', async () => {
    const losses: number[] = [];
    const listener = new PostgresListener(bus.appUrl, BUS_CHANNEL, () => undefined, ANSWER_WITHIN_MS);
    let told = 0;
    listener.follow(() => (told += 1));
    listener.start();
    world.atEnd(() => listener.stop());
    for (let heard = 0; losses.length < 5;) {
      await eventually(() => told > heard, WITHIN);
      heard = told;
      losses.push(performance.now());
      // It may have given a sign of life since it began to listen.
      await endSessions(`(query like 'listen%' or query = 'select 1')`);
    }
    expect(restsGrow(restsBetween(losses))).toBe(true);
  }, 60_000);
});

describe('news of a topic', () => {
  /** A member that looks only where it is woken, how often it has looked, and what news was heard. */
  function following(topic: string) {
    const group = unique('group');
    const asked = jest.spyOn(Client.prototype, 'query');
    world.atEnd(async () => asked.mockRestore());
    const listener = new PostgresListener(bus.appUrl, BUS_CHANNEL, world.observe, ANSWER_WITHIN_MS);
    world.atEnd(() => listener.stop());
    const member = new PostgresMember({
      url: bus.appUrl,
      group,
      topics: [topic],
      answerWithinMs: ANSWER_WITHIN_MS,
      partitionsAtOnce: 1,
      keysAtOnce: 1,
      pollMs: 3_600_000,
      observe: world.observe,
      listener,
      handle: async () => 'done',
      prepare: async () => undefined,
      ended: () => undefined,
    });
    member.start();
    world.atEnd(() => member.stop());
    const heard: (string | undefined)[] = [];
    listener.follow((of) => heard.push(of));
    return { heard, looks: () => asked.mock.calls.filter(([statement]) => String(statement).includes(`'${group}'`)).length };
  }

  it('wakes who follows it and nobody else, and news of no topic wakes everybody', async () => {
    const { heard, looks } = following('xunbu.own.facts');
    // At its start, and for what came before it listened.
    await eventually(() => heard.length === 1 && looks() === 2);
    const announcers = over({ url: bus.appUrl });
    world.atEnd(() => announcers.close());
    for (let n = 2; n <= 4; n += 1) {
      await announcers.publish('xunbu.other.facts', []);
      await eventually(() => heard.length === n);
    }
    expect(looks()).toBe(2);
    await announcers.publish('xunbu.own.facts', []);
    await eventually(() => looks() === 3);
    await news();
    await eventually(() => looks() === 4);
    expect(heard).toEqual([undefined, 'xunbu.other.facts', 'xunbu.other.facts', 'xunbu.other.facts', 'xunbu.own.facts', undefined]);
  }, 60_000);
});

describe('a member that lost its place while it worked', () => {
  it.each([
    [
      'by the server’s word',
      async () => {
        await endSessions(`state = 'idle in transaction'`);
      },
    ],
    ['and hears nothing', async () => way.fallSilent()],
  ])(
    '%s, begins nothing beside its heir',
    async (_, lose) => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const keeping = keepingConsumer(contracts.v1, store);
      const goOn = Promise.withResolvers<void>();
      const begun: number[] = [];
      const slow: Consumer<NoteData> = {
        ...keeping,
        async handle(message) {
          begun.push(message.data.n);
          await goOn.promise;
          return keeping.handle(message);
        },
      };
      await announcer.publishBatch(notesOf('sent', ['ann'], 10));
      await world.started(receiver, [slow], transport);
      await eventually(() => begun.length === 1);
      await lose();
      const heirs = over({ url: bus.appUrl });
      world.atEnd(() => heirs.close());
      const heir = await world.started(receiver, [keeping], heirs);
      await eventually(async () => (await heir.progress()).behind === 0, WITHIN);
      await heir.stop();
      way.mend();
      const before = world.count('paused');
      goOn.resolve();
      await eventually(() => world.count('paused') > before, WITHIN);
      expect(begun).toEqual([1]);
      expect(await heard('ann')).toEqual(upTo(10));
    },
    60_000,
  );
});

describe('a server that falls silent', () => {
  it('is an outage within bounded time, and leaves nothing locked behind it', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await eventually(async () => (await heard('ann')).length === 1);
    way.fallSilent();
    await expect(announcer.publishBatch([noteFact('sent', 2, 'ann', 2)])).rejects.toThrow(/timeout/i);
    await eventually(() => world.count('paused') > 0, WITHIN);
    way.mend();
    await eventually(async () => {
      await announcer.publishBatch([noteFact('sent', 2, 'ann', 2)]);
      return true;
    }, WITHIN);
    await eventually(async () => (await heard('ann')).length === 2, WITHIN);
    await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
  }, 60_000);

  it('keeps nobody from stopping', async () => {
    const { receiver, contracts, store, announcer, heard } = pair();
    const leaving = over();
    await world.started(receiver, [keepingConsumer(contracts.v1, store)], leaving);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await eventually(async () => (await heard('ann')).length === 1);
    way.fallSilent();
    try {
      expect(await Promise.race([leaving.close().then(() => 'closed'), after(20_000, 'waiting', { ref: false })])).toBe('closed');
    } finally {
      way.mend();
    }
  }, 60_000);
});
