// What lies aside must hide nothing, hold up nothing that is not behind it, and come back when its reason is gone.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Refused } from '@libs/kernel';
import { eventually, testDatabase, type TestDatabase } from '@libs/testing';
import { AnnouncerKeys } from './announcer-keys';
import { createBusTables } from './bus-tables';
import type { Consumer } from './envelope';
import { PostgresTransport } from './postgres-transport';
import { seal, toEnvelopes } from './sealing';
import { MessagingWorld } from './testing/messaging-world';
import { announceNotes, announceNotesAnew, keepingConsumer, noteFact, notesOf, type NoteData } from './testing/notes';
import { pairOn, upTo, type Pair } from './testing/pair';
import { topicOf } from './topics';

const MANY = 101;

let world: MessagingWorld;
let bus: TestDatabase;
let busOwner: Client;
beforeAll(async () => {
  [world, bus] = await Promise.all([MessagingWorld.open(), testDatabase()]);
  busOwner = new Client({ connectionString: bus.ownerUrl });
  await busOwner.connect();
  await createBusTables(busOwner, { appRole: `${bus.name}_app` });
}, 60_000);
afterEach(() => world.tidy(), 60_000);
afterAll(async () => {
  await busOwner.end();
  await world.close();
  await bus.drop();
}, 60_000);

const pair = (): Pair => pairOn(world, new PostgresTransport({ url: bus.appUrl, partitions: 1, pollMs: 500 }));

/** Puts a value into a topic as somebody could who can write to the bus and has no key. */
async function smuggle(topic: string, key: string, value: string): Promise<void> {
  await busOwner.query(
    `with place as (update public.topic set head = head + 1 where name = $1 and partition = 0 returning head)
     insert into public.message (topic, partition, position, key, value) select $1, 0, head, $2, $3 from place`,
    [topic, key, value],
  );
}

const refusing = (consumer: Consumer<NoteData>, refused: ReadonlySet<number>): Consumer<NoteData> => ({
  ...consumer,
  async handle(message) {
    if (refused.has(message.data.n)) throw new Refused('KEY_TAKEN', { n: message.data.n });
    return consumer.handle(message);
  },
});

/** Where a service gets a second key, as it does when one takes over from another. */
function rotated(world: MessagingWorld, sender: string): { readonly old: AnnouncerKeys; publish(): void } {
  const file = (half: string): string => join(world.keysFolder, `${sender}.${half}.pem`);
  const old = new AnnouncerKeys(world.keysFolder);
  old.sign(sender, 'read the old key');
  const next = generateKeyPairSync('ed25519');
  writeFileSync(file('private'), next.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const known = readFileSync(file('public'), 'utf8');
  return { old, publish: () => writeFileSync(file('public'), `${known}${next.publicKey.export({ type: 'spki', format: 'pem' })}`) };
}

describe('one message that nobody signed', () => {
  it.each([
    ['with half a character', (valid: object) => JSON.stringify({ ...valid, data: { text: '?' } }).replace('?', '\\ud800')],
    [
      'deeper than any fact',
      (valid: object) => JSON.stringify({ ...valid, data: { text: '?' } }).replace('"?"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    ],
  ])('%s lies in quarantine and blocks nothing', async (_, made) => {
    const { sender, receiver, contracts, store, transport, announcer, heard } = pair();
    const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    const fact = noteFact('sent', 2, 'ann', 2);
    const [envelope] = toEnvelopes(fact, announceNotes(contracts)(fact), sender);
    if (!envelope) throw new Error('the fact announces nothing');
    await smuggle(topicOf(contracts.v1), 'ann', made(seal(envelope, sender, world.keys)));
    await announcer.publishBatch([noteFact('sent', 3, 'ann', 3)]);
    await eventually(async () => (await heard('ann')).length === 2);
    expect((await world.parking.list('quarantined')).map(({ code }) => code)).toEqual(['ENVELOPE_MALFORMED']);
    await eventually(async () => (await runner.progress()).behind === 0);
  });
});

describe('a reason that no database can hold', () => {
  it('is written down without what it cannot hold', async () => {
    const { receiver, contracts, store, transport, announcer } = pair();
    const keeping = keepingConsumer(contracts.v1, store);
    const failures = [new Refused('KEY_TAKEN', { name: 'a\0b' }), new TypeError(`${'x'.repeat(988)}😀`)];
    const consumer: Consumer<NoteData> = {
      ...keeping,
      handle: async ({ data }) => {
        throw failures[data.n - 1];
      },
    };
    const runner = await world.started(receiver, [consumer], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1), noteFact('sent', 2, 'bo', 2)]);
    await eventually(async () => (await runner.progress()).parked === 2);
    expect((await world.parking.list('parked')).map(({ code }) => code).sort()).toEqual(['HANDLER_FAILED', 'KEY_TAKEN']);
  });

  it('nor a key', async () => {
    const { receiver, contracts, store, transport, sender } = pair();
    let handle: Parameters<PostgresTransport['consume']>[0]['handle'] | undefined;
    const other = new PostgresTransport({ url: bus.appUrl });
    world.atEnd(() => other.close());
    // What Kafka can carry and PostgreSQL's own bus cannot: a key with NUL.
    Object.defineProperty(transport, 'consume', {
      value: async (options: Parameters<PostgresTransport['consume']>[0]) => {
        handle = options.handle;
        return other.consume({ ...options, topics: [] });
      },
    });
    await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    const delivery = { topic: `xunbu.${sender}.facts`, partition: 0, offset: '1', key: 'a\0b', value: '{}' };
    expect(await handle?.(delivery)).toBe('done');
    expect((await world.parking.list('quarantined')).map(({ code }) => code)).toEqual(['ENVELOPE_MALFORMED']);
  });
});

describe('a key that takes over from another', () => {
  it('is known to a running process as soon as it stands in the file', async () => {
    const { sender, receiver, contracts, store, transport, announcer, heard } = pair();
    const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await eventually(async () => (await heard('ann')).length === 1);
    const rotation = rotated(world, sender);
    rotation.publish();
    const next = world.announcer(sender, announceNotes(contracts), transport, new AnnouncerKeys(world.keysFolder));
    await next.publishBatch([noteFact('sent', 2, 'ann', 2)]);
    await world.announcer(sender, announceNotes(contracts), transport, rotation.old).publishBatch([noteFact('sent', 3, 'ann', 3)]);
    await eventually(async () => (await runner.progress()).behind === 0);
    expect(await heard('ann')).toEqual([1, 2, 3]);
    expect((await runner.progress()).quarantined).toBe(0);
  });

  it('takes its messages out of quarantine though they came before it', async () => {
    const { sender, receiver, contracts, store, transport, announcer, heard } = pair();
    const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await eventually(async () => (await heard('ann')).length === 1);
    const rotation = rotated(world, sender);
    const next = world.announcer(sender, announceNotes(contracts), transport, new AnnouncerKeys(world.keysFolder));
    await next.publishBatch([noteFact('sent', 2, 'ann', 2)]);
    await eventually(async () => (await runner.progress()).quarantined === 1);
    expect(await runner.releaseUnderstood()).toBe(0);
    rotation.publish();
    expect(await runner.releaseUnderstood()).toBe(1);
    expect(await heard('ann')).toEqual([1, 2]);
    expect((await runner.progress()).quarantined).toBe(0);
  });
});

describe('what waits behind much else', () => {
  it('comes out of quarantine though a hundred forged ones lie before it', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    const strange = new AnnouncerKeys(`${world.keysFolder}/empty`);
    for (const n of upTo(MANY)) await smuggle(topicOf(contracts.v1), `key-${n}`, '{}');
    for (const n of upTo(MANY)) await announcer.publishBatch([noteFact('sent', 1 + n, `late-${n}`, 1)]);
    const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport, { keys: strange });
    await runner.start();
    await eventually(async () => (await runner.progress()).quarantined === 2 * MANY + 1);
    await runner.stop();
    const informed = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport);
    expect(await informed.releaseUnderstood()).toBe(MANY + 1);
    expect(await heard(`late-${MANY}`)).toEqual([1]);
  }, 30_000);

  it('is released though a hundred keys before it still wait for a newer release', async () => {
    const { sender, receiver, contracts, store, transport, heard } = pair();
    const old = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    const anew = world.announcer(sender, announceNotesAnew(contracts), transport);
    class NoteWrittenV3 extends contracts.v2 {
      static override readonly type = `${sender}.note-written.v3`;
    }
    const later = world.announcer(
      sender,
      ({ streamId }) => [{ contract: NoteWrittenV3, key: streamId, data: { n: 1, text: 'later', author: 'somebody' } }],
      transport,
    );
    await later.publishBatch(upTo(MANY).map((n) => noteFact('sent', n, `key-${n}`, 1)));
    await anew.publishBatch([noteFact('sent', MANY + 1, 'ann', 1)]);
    await eventually(async () => (await old.progress()).parked === MANY + 1);
    await old.stop();
    const newer = { ...keepingConsumer(contracts.v2, store), name: 'inbox.on-note-written-v2' };
    expect(await world.runner(receiver, [newer], transport).releaseUnderstood()).toBe(1);
    expect(await heard('ann')).toEqual([1]);
  }, 30_000);
});

describe('a message that comes again', () => {
  it('is not parked behind one that came after it', async () => {
    const { sender, receiver, contracts, store, transport, announcer, heard } = pair();
    const consumer = refusing(keepingConsumer(contracts.v1, store), new Set([6]));
    const runner = await world.started(receiver, [consumer], transport);
    const notes = notesOf('sent', ['ann'], 8);
    await announcer.publishBatch(notes.slice(0, 7));
    await eventually(async () => (await runner.progress()).parked === 2);
    await announcer.publishBatch(notes.slice(3));
    await eventually(async () => (await runner.progress()).behind === 0);
    expect((await world.parking.list('parked')).map(({ message }) => message)).toEqual(['sent/6/0', 'sent/7/0', 'sent/8/0']);
    expect(await runner.drop('sent/6/0', 'operator', 'written by mistake')).toBe(true);
    expect(await runner.release(`${sender}/ann`, 'operator')).toEqual({ released: 2 });
    expect(await heard('ann')).toEqual([1, 2, 3, 4, 5, 7, 8]);
    expect((await runner.progress()).parked).toBe(0);
  });

  it('and was never heard before is handled ahead of what is parked', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    const runner = await world.started(receiver, [refusing(keepingConsumer(contracts.v1, store), new Set([3, 10]))], transport);
    const notes = notesOf('sent', ['ann'], 10);
    await announcer.publishBatch([notes[9]!]);
    await eventually(async () => (await runner.progress()).parked === 1);
    await announcer.publishBatch(notes.slice(0, 4));
    await eventually(async () => (await runner.progress()).behind === 0);
    expect(await heard('ann')).toEqual([1, 2]);
    expect((await world.parking.list('parked')).map(({ message }) => message)).toEqual(['sent/10/0', 'sent/3/0', 'sent/4/0']);
  });
});
