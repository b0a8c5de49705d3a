// What both transports promise, asked of a real server each.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refused, SystemClock } from '@libs/kernel';
import { MemoryEventStore } from '@libs/event-store';
import { eventually } from '@libs/testing';
import type { Consumer } from '../envelope';
import { seal, toEnvelopes } from '../sealing';
import { replayTopicOf, topicOf } from '../topics';
import { MessageTooLarge, type Transport } from '../transport';
import { byKey, effectConsumer, effectsIn, seenBy } from './effects';
import { MessagingWorld, unique } from './messaging-world';
import type { MemberSettings } from './member-process';
import { announceNotes, announceNotesAnew, inbox, keepingConsumer, noteContracts, noteFact, notesOf, type NoteData } from './notes';

export type ServerUnderTest = {
  /** A new transport, as another process would have it. */
  connect(): Transport;
  readonly address: MemberSettings['server'];
  close(): Promise<void>;
};

const WITHIN = { withinMs: 40_000, everyMs: 50 };
const MEMBER_PROGRAM = join(process.cwd(), 'dist/libs/messaging/src/testing/member-process.js');
const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

export function transportContract(name: string, openServer: () => Promise<ServerUnderTest>): void {
  describe(`the ${name} transport`, () => {
    let world: MessagingWorld;
    let server: ServerUnderTest;

    beforeAll(async () => {
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

    /** A sending service, a receiving one with a store of its own, and a transport between them. */
    const pair = () => {
      const sender = world.newService('sender');
      const receiver = unique('receiver');
      const contracts = noteContracts(sender);
      const store = new MemoryEventStore({ log: 'receiver', clock: new SystemClock() });
      const transport = connect();
      const announcer = world.announcer(sender, announceNotes(contracts), transport);
      const heard = async (key: string): Promise<readonly number[]> => (await store.stateOf(inbox, key)).state;
      return { sender, receiver, contracts, store, transport, announcer, heard };
    };

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
      const settings: MemberSettings = { server: server.address, databaseUrl: world.database.appUrl, keysFolder: world.keysFolder, sender, service: receiver };
      const member = spawn(process.execPath, [MEMBER_PROGRAM], { env: { ...process.env, MEMBER_SETTINGS: JSON.stringify(settings) }, stdio: 'inherit' });
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
      await eventually(async () => {
        await announcer.publishBatch(facts.slice(published, published + 24));
        published += 24;
        return (await seenBy(world.pool, 'left')) > 0 && (await seenBy(world.pool, 'right')) > 0;
      }, { ...WITHIN, everyMs: 400 });
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
      const { note } = await import('./notes');
      for (const n of upTo(5)) {
        await log.decide(note, 'ann', { id: `write-${n}`, actor: 'w', input: n, correlation: 'c', origin: 'due' }, () => [{ type: 'NoteWritten', n, text: 'again' }]);
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

    it('parks what fails for good with what follows of its key, and releases it in order up to the first that fails again', async () => {
      const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
      const refused = new Set([2, 4]);
      const keeping = keepingConsumer(contracts.v1, store);
      const choosy: Consumer<NoteData> = {
        ...keeping,
        async handle(message) {
          if (message.envelope.partitionkey === 'ann' && refused.has(message.data.n)) throw new Refused('NOTE_UNWELCOME', { n: message.data.n });
          return keeping.handle(message);
        },
      };
      const runner = await world.started(receiver, [choosy], transport);
      await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 5));
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await runner.progress()).toEqual({ behind: 0, running: 0, parked: 4, quarantined: 0 });
      expect([await heard('ann'), await heard('bo')]).toEqual([[1], upTo(5)]);
      expect((await world.parking.list('parked')).map(({ message, code, details }) => ({ message, code, details }))).toEqual([
        { message: 'sent/3/0', code: 'NOTE_UNWELCOME', details: { n: 2 } },
        { message: 'sent/5/0', code: 'BEHIND_PARKED', details: {} },
        { message: 'sent/7/0', code: 'BEHIND_PARKED', details: {} },
        { message: 'sent/9/0', code: 'BEHIND_PARKED', details: {} },
      ]);

      refused.delete(2);
      const lane = `${sender}/ann`;
      expect(await runner.release(lane, 'operator')).toEqual({ released: 2, stoppedAt: { message: 'sent/7/0', code: 'NOTE_UNWELCOME', details: { n: 4 } } });
      expect(await heard('ann')).toEqual([1, 2, 3]);
      expect(await runner.drop('sent/7/0', 'operator', 'written by mistake')).toBe(true);
      expect(await runner.release(lane, 'operator')).toEqual({ released: 1 });
      expect(await heard('ann')).toEqual([1, 2, 3, 5]);

      // Also when all of it comes again, what was dropped stays dropped, and the lane is open.
      await announcer.publishBatch([...notesOf('sent', ['ann', 'bo'], 5), noteFact('sent', 11, 'ann', 6)]);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await heard('ann')).toEqual([1, 2, 3, 5, 6]);
      expect((await runner.progress()).parked).toBe(0);
    }, 60_000);

    it('parks a newer version than it knows, and handles it after the upgrade', async () => {
      const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
      const old = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
      await world.announcer(sender, announceNotesAnew(contracts), transport).publishBatch([noteFact('sent', 2, 'ann', 2), noteFact('sent', 3, 'ann', 3)]);
      await eventually(async () => (await old.progress()).behind === 0, WITHIN);
      expect((await world.parking.list('parked')).map(({ code }) => code)).toEqual(['MESSAGE_TYPE_UNKNOWN', 'BEHIND_PARKED']);
      expect(await old.releaseUnderstood()).toBe(0);
      await old.stop();
      const newer = keepingConsumer(contracts.v2, store);
      const upgraded = await world.started(receiver, [{ ...newer, name: 'inbox.on-note-written-v2' }], transport);
      expect(await heard('ann')).toEqual([1, 2, 3]);
      expect((await upgraded.progress()).parked).toBe(0);
    }, 60_000);

    it('parks what its contract forbids, and quarantines what its announcer did not sign, which holds up nobody', async () => {
      const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const fact = noteFact('sent', 1, 'bo', 1);
      const [envelope] = toEnvelopes(fact, announceNotes(contracts)(fact), sender);
      if (!envelope) throw new Error('the fact announces nothing');
      const forged = { ...seal({ ...envelope, id: 'sent/2/0' }, sender, world.keys), data: { n: 99, text: 'forged' } };
      const unwanted = seal({ ...envelope, id: 'sent/9/0', partitionkey: 'ann', data: { n: 'one', text: 'private', phone: '13800000000' } }, sender, world.keys);
      const stranger = world.newService('stranger');
      const foreign = seal({ ...envelope, id: 'sent/3/0' }, stranger, world.keys);
      await transport.publish(topicOf(contracts.v1), [unwanted, seal(envelope, sender, world.keys), forged, foreign]);
      await announcer.publishBatch([noteFact('sent', 4, 'bo', 2)]);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await runner.progress()).toEqual({ behind: 0, running: 0, parked: 1, quarantined: 2 });
      expect([await heard('ann'), await heard('bo')]).toEqual([[], [1, 2]]);
      const [invalid] = await world.parking.list('parked');
      expect(invalid?.code).toBe('MESSAGE_INVALID');
      expect(String(invalid?.details['problems'])).toMatch(/phone should not exist.*n must be an integer/);
      expect((await world.parking.list('quarantined')).map(({ code }) => code)).toEqual(['SIGNATURE_BAD', 'SIGNATURE_BAD']);
    }, 60_000);

    it('rests while something is down, and goes on by itself without losing or reordering', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const keeping = keepingConsumer(contracts.v1, store);
      let down = true;
      let tries = 0;
      const consumer: Consumer<NoteData> = {
        ...keeping,
        async handle(message) {
          tries += 1;
          if (down) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
          return keeping.handle(message);
        },
      };
      const runner = await world.started(receiver, [consumer], transport);
      await announcer.publishBatch(notesOf('sent', ['ann'], 10));
      await eventually(() => world.count('paused') >= 3, WITHIN);
      expect({ tries: tries <= world.count('paused') + 1, behind: (await runner.progress()).behind, heard: await heard('ann') }).toEqual({ tries: true, behind: 10, heard: [] });
      down = false;
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await heard('ann')).toEqual(upTo(10));
      expect((await runner.progress()).parked).toBe(0);
    }, 60_000);

    it('carries much at once, and says what is too large before it takes it', async () => {
      const { receiver, contracts, store, transport, announcer, heard } = pair();
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const long = 'x'.repeat(400_000);
      await announcer.publishBatch(upTo(6).map((n) => noteFact('sent', n, 'ann', n, long)));
      await expect(announcer.publishBatch([noteFact('sent', 7, 'ann', 7), noteFact('sent', 8, 'ann', 8, 'x'.repeat(1_000_000))])).rejects.toThrow(MessageTooLarge);
      await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
      expect(await heard('ann')).toEqual(upTo(6));
    }, 60_000);
  });
}
