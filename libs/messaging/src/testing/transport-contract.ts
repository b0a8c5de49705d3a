// What both transports promise, asked of a real server each.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { MemoryEventStore, type RecordedFact } from '@libs/event-store';
import { eventually } from '@libs/testing';
import type { Consumer } from '../envelope';
import { replayTopicOf, topicOf } from '../topics';
import { MessageTooLarge, type Transport } from '../transport';
import { byKey, effectConsumer, effectsIn, seenBy } from './effects';
import { MessagingWorld, unique } from './messaging-world';
import type { MemberSettings } from './member-process';
import { inbox, keepingConsumer, note, noteFact, notesOf, type NoteData, type NoteFact } from './notes';
import { WITHIN, pairOn, upTo, type Pair } from './pair';
import { parkingContract } from './parking-contract';

export type ServerUnderTest = {
  /** A new transport, as another process would have it. */
  connect(): Transport;
  readonly address: MemberSettings['server'];
  close(): Promise<void>;
};

const MEMBER_PROGRAM = join(process.cwd(), 'dist/libs/messaging/src/testing/member-process.js');

export function transportContract(name: string, openServer: () => Promise<ServerUnderTest>): void {
  describe(`the ${name} transport`, () => {
    let world: MessagingWorld;
    let server: ServerUnderTest;

    beforeAll(async () => {
      // The process that gets killed runs what is compiled.
      const { build } = (await import(join(process.cwd(), 'deploy/local/build.mjs'))) as { build(): Promise<number> };
      await build();
      server = await openServer();
      world = await MessagingWorld.open();
    }, 60_000);
    afterEach(() => world.tidy(), 60_000);
    afterAll(async () => {
      await world.close();
      await server.close();
    }, 60_000);

    const connect = (): Transport => {
      const transport = server.connect();
      world.atEnd(() => transport.close());
      return transport;
    };

    const pair = (): Pair => pairOn(world, server.connect());

    parkingContract(() => world, pair);

    it('delivers every message of a key in order, and works on several keys at once', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const keys = ['ann', 'bo', 'cai', 'dan', 'eve', 'fu'];
      const inHand = new Map<string, number>();
      let mostOfOneKey = 0;
      let mostKeys = 0;
      const keeping = keepingConsumer(contracts.v1, store);
      const watching: Consumer<NoteData> = {
        ...keeping,
        async handle(message) {
          const { partitionkey } = message.envelope;
          inHand.set(partitionkey, (inHand.get(partitionkey) ?? 0) + 1);
          mostOfOneKey = Math.max(mostOfOneKey, inHand.get(partitionkey) ?? 0);
          mostKeys = Math.max(mostKeys, [...inHand.values()].filter((count) => count > 0).length);
          await new Promise((resolve) => setImmediate(resolve));
          await keeping.handle(message);
          inHand.set(partitionkey, (inHand.get(partitionkey) ?? 0) - 1);
        },
      };
      await announcer.publishBatch(notesOf('sent', keys, 50));
      const runner = await world.started(receiver, [watching], transport);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      for (const key of keys) expect(await heard(key)).toEqual(upTo(50));
      expect({ mostOfOneKey, severalKeys: mostKeys > 1 }).toEqual({ mostOfOneKey: 1, severalKeys: true });
    }, 60_000);

    it('counts what is behind from the moment of publication until it is finished', async () => {
      const { receiver, contracts, store, transport, announcer } = pair();
      const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport);
      expect((await runner.progress()).behind).toBe(0);
      await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 10));
      expect(await runner.progress()).toEqual({ behind: 20, running: 0, parked: 0, quarantined: 0 });
      await runner.start();
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      await announcer.publishBatch([noteFact('sent', 21, 'ann', 11)]);
      await eventually(async () => (await store.stateOf(inbox, 'ann')).version === 11, WITHIN);
    }, 60_000);

    it('has each effect once when everything is delivered again', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const consumer = keepingConsumer(contracts.v1, store);
      await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 20));
      await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 20));
      const first = await world.started(receiver, [consumer], transport);
      await eventually(async () => (await first.progress()).behind === 0, WITHIN);
      await first.stop();
      await transport.rewind(receiver, first.topics);
      expect(await transport.lag(receiver, first.topics)).toBe(80);
      const second = await world.started(receiver, [consumer], transport);
      await eventually(async () => (await second.progress()).behind === 0, WITHIN);
      expect(world.count('handled')).toBeGreaterThanOrEqual(160);
      expect(await store.head()).toBe(40);
      expect(await heard('bo')).toEqual(upTo(20));
    }, 90_000);

    it('loses nothing, doubles nothing and keeps the order when a consuming process is killed at work', async () => {
      const { sender, receiver, contracts, transport, announcer } = pair();
      const keys = ['ann', 'bo', 'cai', 'dan'];
      const settings: MemberSettings = {
        server: server.address,
        databaseUrl: world.database.appUrl,
        keysFolder: world.keysFolder,
        sender,
        service: receiver,
      };
      const member = spawn(process.execPath, [MEMBER_PROGRAM], {
        env: { ...process.env, MEMBER_SETTINGS: JSON.stringify(settings) },
        stdio: 'inherit',
      });
      const ended = new Promise((resolve) => member.once('exit', resolve));
      world.atEnd(async () => void member.kill('SIGKILL'));
      await announcer.publishBatch(notesOf('sent', keys, 250));
      await eventually(async () => (await seenBy(world.pool, String(member.pid))) > 30, WITHIN);
      member.kill('SIGKILL');
      await ended;
      const before = (await effectsIn(world.pool)).length;
      const runner = await world.started(receiver, [effectConsumer(contracts.v1, world.pool, 'heir')], transport);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      const effects = await effectsIn(world.pool);
      expect(before).toBeLessThan(1_000);
      expect(byKey(effects)).toEqual(Object.fromEntries(keys.map((key) => [key, upTo(250)])));
    }, 120_000);

    it('shares the partitions between members, and gives those of one that leaves to the other', async () => {
      const { receiver, contracts, announcer } = pair();
      const keys = Array.from({ length: 24 }, (_, at) => `key-${at}`);
      const facts = notesOf('sent', keys, 40);
      const [left, right] = await Promise.all(
        ['left', 'right'].map((who) => world.started(receiver, [effectConsumer(contracts.v1, world.pool, who)], connect())),
      );
      let published = 0;
      // Goes on until both have had work: when each has joined is the server's affair.
      await eventually(
        async () => {
          await announcer.publishBatch(facts.slice(published, published + 24));
          published += 24;
          return (await seenBy(world.pool, 'left')) > 0 && (await seenBy(world.pool, 'right')) > 0;
        },
        { ...WITHIN, everyMs: 400 },
      );
      await left?.stop();
      const leftSaw = await seenBy(world.pool, 'left');
      await announcer.publishBatch(facts.slice(published));
      await eventually(async () => (await right?.progress())?.behind === 0, WITHIN);
      expect(await seenBy(world.pool, 'left')).toBe(leftSaw);
      expect(byKey(await effectsIn(world.pool))).toEqual(Object.fromEntries(keys.map((key) => [key, upTo(40)])));
    }, 90_000);

    it('publishes again for one group alone, with the same ids', async () => {
      const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
      const log = new MemoryEventStore({ log: 'sent', clock: new SystemClock() });
      for (const n of upTo(5)) {
        await log.decide(note, 'ann', { id: `write-${n}`, actor: 'w', input: n, correlation: 'c', origin: 'due' }, () => [
          { type: 'NoteWritten', n, text: 'again' },
        ]);
      }
      await announcer.publishBatch(await log.read(0, 100));
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const other = unique('other');
      const otherRunner = await world.started(other, [effectConsumer(contracts.v1, world.pool, other)], transport);
      await eventually(async () => (await runner.progress()).behind + (await otherRunner.progress()).behind === 0, WITHIN);
      expect(await announcer.republish({ reader: log, group: receiver, from: 2, to: 4 })).toBe(3);
      await eventually(() => world.events.filter((event) => event.type === 'handled' && event.repeated).length === 3, WITHIN);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await transport.lag(other, [replayTopicOf(sender, other)])).toBe(0);
      expect(await seenBy(world.pool, other)).toBe(5);
      expect(await heard('ann')).toEqual(upTo(5));
    }, 90_000);

    it('rests while something is down, and goes on by itself without losing or reordering', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const keeping = keepingConsumer(contracts.v1, store);
      let down = true;
      const tries: number[] = [];
      const consumer: Consumer<NoteData> = {
        ...keeping,
        async handle(message) {
          tries.push(performance.now());
          if (down) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
          return keeping.handle(message);
        },
      };
      const runner = await world.started(receiver, [consumer], transport);
      await announcer.publishBatch(notesOf('sent', ['ann'], 10));
      await eventually(() => world.count('paused') >= 3, WITHIN);
      // Each rest has a least length: who does not rest tries sooner. That rests grow is the back-off's own specification.
      const rests = tries.slice(1, 3).map((at, before) => at - (tries[before] ?? 0));
      expect(rests.map((ms) => ms >= 85)).toEqual([true, true]);
      expect({ behind: (await runner.progress()).behind, heard: await heard('ann') }).toEqual({ behind: 10, heard: [] });
      down = false;
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await heard('ann')).toEqual(upTo(10));
      expect((await runner.progress()).parked).toBe(0);
    }, 60_000);

    it('carries the trace of the fact to the decision that follows from it', async () => {
      const { receiver, contracts, store, transport, announcer } = pair();
      const traceparents: (string | undefined)[] = [];
      const keeping = keepingConsumer(contracts.v1, store);
      const consumer: Consumer<NoteData> = {
        ...keeping,
        handle(message) {
          traceparents.push(message.command.traceparent);
          return keeping.handle(message);
        },
      };
      const runner = await world.started(receiver, [consumer], transport);
      const fact = noteFact('sent', 1, 'ann', 1);
      await announcer.publishBatch([
        { ...fact, meta: { ...fact.meta, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } },
      ]);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(traceparents).toEqual([expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/)]);
    }, 60_000);

    it('publishes nothing of a batch in which one fact breaks its own contract', async () => {
      const { sender, receiver, contracts, transport } = pair();
      const announcer = world.announcer(
        sender,
        ({ streamId, fact }: RecordedFact<NoteFact>) => [{ contract: contracts.v1, key: streamId, data: { ...fact } }],
        transport,
      );
      await expect(announcer.publishBatch(notesOf('sent', ['ann'], 3))).rejects.toThrow('sent/1/0 is no valid');
      expect(await transport.lag(receiver, [topicOf(contracts.v1)])).toBe(0);
    }, 60_000);

    it('carries much at once, and says what is too large before it takes it', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const long = 'x'.repeat(400_000);
      await announcer.publishBatch(upTo(6).map((n) => noteFact('sent', n, 'ann', n, long)));
      await expect(
        announcer.publishBatch([noteFact('sent', 7, 'ann', 7), noteFact('sent', 8, 'ann', 8, 'x'.repeat(1_000_000))]),
      ).rejects.toThrow(MessageTooLarge);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await heard('ann')).toEqual(upTo(6));
    }, 60_000);
  });
}
