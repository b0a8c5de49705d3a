// What a service promises about its messages whatever carries them; over the PostgreSQL transport, which is quick to join.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { FromNewerRelease } from '@libs/event-store';
import { eventually, testDatabase, type TestDatabase } from '@libs/testing';
import { AnnouncerKeys } from './announcer-keys';
import { createBusTables, pruneBus } from './bus-tables';
import type { Consumer } from './envelope';
import { Parking } from './parking';
import { PostgresTransport } from './postgres-transport';
import { MessagingWorld, unique } from './testing/messaging-world';
import { announceNotes, keepingConsumer, noteFact, notesOf, type NoteData } from './testing/notes';
import { pairOn } from './testing/pair';
import { TcpSwitch } from './testing/tcp-switch';
import { replayTopicOf, topicOf } from './topics';

let world: MessagingWorld;
let bus: TestDatabase;
let busOwner: Client;
beforeAll(async () => {
  [world, bus] = await Promise.all([MessagingWorld.open(), testDatabase()]);
  busOwner = new Client({ connectionString: bus.ownerUrl });
  await busOwner.connect();
  await createBusTables(busOwner, { appRole: `${bus.name}_app` });
});
afterEach(() => world.tidy());
afterAll(async () => {
  await busOwner.end();
  await world.close();
  await bus.drop();
});

const pair = () => pairOn(world, new PostgresTransport({ url: bus.appUrl, partitions: 2, pollMs: 500 }));

const failing = (consumer: Consumer<NoteData>, error: () => Error | undefined): Consumer<NoteData> => ({
  ...consumer,
  async handle(message) {
    const failure = error();
    if (failure) throw failure;
    return consumer.handle(message);
  },
});

describe('a service and its messages', () => {
  it('parks for one key what only a newer release reads, and tries it again by itself', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    let newer: Error | undefined = new FromNewerRelease('inbox/ann', 'NoteHeard', 2);
    const consumer = failing(keepingConsumer(contracts.v1, store), () => newer);
    const runner = world.runner(receiver, [consumer], transport, { lookAgainMs: 50 });
    await runner.start();
    await announcer.publishBatch(notesOf('sent', ['ann'], 3));
    await eventually(async () => (await runner.progress()).parked === 3);
    newer = undefined;
    await eventually(async () => (await runner.progress()).parked === 0);
    expect(await heard('ann')).toEqual([1, 2, 3]);
    const released = await world.parking.list('released');
    expect(released.map(({ message }) => message)).toEqual(['sent/1/0', 'sent/2/0', 'sent/3/0']);
  });

  it('takes out of quarantine what is signed by a service whose key has come since', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    const strange = new AnnouncerKeys(`${world.keysFolder}/empty`);
    const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport, { keys: strange });
    await runner.start();
    await announcer.publishBatch(notesOf('sent', ['ann'], 2));
    await eventually(async () => (await runner.progress()).quarantined === 2);
    await runner.stop();
    const informed = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await informed.start();
    expect(await informed.progress()).toEqual({ behind: 0, running: 0, parked: 0, quarantined: 0 });
    expect(await heard('ann')).toEqual([1, 2]);
  });

  it('puts a message that was mended and published again in the place of the parked one', async () => {
    const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
    let wrong: Error | undefined = new TypeError('a bug');
    const runner = world.runner(receiver, [failing(keepingConsumer(contracts.v1, store), () => wrong)], transport);
    await runner.start();
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await eventually(async () => (await runner.progress()).parked === 1);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 100)]);
    await eventually(async () => (await runner.progress()).behind === 0);
    wrong = undefined;
    expect(await runner.release(`${sender}/ann`, 'operator')).toEqual({ released: 1 });
    expect(await heard('ann')).toEqual([100]);
  });

  it('handles a message once though two replicas release its lane at the same time', async () => {
    const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
    let wrong: Error | undefined = new TypeError('a bug');
    const consumer = failing(keepingConsumer(contracts.v1, store), () => wrong);
    const runner = world.runner(receiver, [consumer], transport);
    const replica = world.runner(receiver, [consumer], transport);
    await runner.start();
    await announcer.publishBatch(notesOf('sent', ['ann'], 20));
    await eventually(async () => (await runner.progress()).parked === 20);
    wrong = undefined;
    const lane = `${sender}/ann`;
    const both = await Promise.all([
      runner.release(lane, 'one'),
      replica.release(lane, 'two'),
      announcer.publishBatch([noteFact('sent', 21, 'ann', 21)]),
    ]);
    await eventually(async () => (await runner.progress()).behind === 0);
    await runner.release(lane, 'one');
    expect(both[0].released + both[1].released).toBeGreaterThanOrEqual(20);
    expect(await heard('ann')).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
  });

  it('rests while its own database is away, and then has lost and parked nothing', async () => {
    const { receiver, contracts, store, transport, announcer, heard } = pair();
    const url = new URL(world.database.appUrl);
    const way = await TcpSwitch.to(url.hostname, Number(url.port));
    url.port = String(way.port);
    const pool = new Pool({ connectionString: url.href, max: 4, connectionTimeoutMillis: 1_000 });
    pool.on('error', () => undefined);
    world.atEnd(async () => {
      await pool.end();
      await way.close();
    });
    const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport, { parking: new Parking(pool) });
    await runner.start();
    await announcer.publishBatch(notesOf('sent', ['ann'], 2));
    await eventually(async () => (await heard('ann')).length === 2);
    way.cut();
    await announcer.publishBatch(notesOf('sent', ['ann'], 6).slice(2));
    await eventually(() => world.count('paused') >= 4, { withinMs: 20_000 });
    expect(way.attempts).toBeLessThanOrEqual(world.count('paused') * 2);
    way.mend();
    await eventually(async () => (await heard('ann')).length === 6, { withinMs: 20_000 });
    await eventually(async () => (await runner.progress()).behind === 0);
    expect((await runner.progress()).parked).toBe(0);
  }, 60_000);

  it('keeps NUL and other rubbish from unsigned senders in quarantine, and bounds it to one row a message', async () => {
    const { receiver, contracts, store, transport } = pair();
    const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await runner.start();
    const parking = new Parking(world.pool);
    const delivery = { topic: topicOf(contracts.v1), partition: 0, offset: '1', key: 'a\0b', value: '{\0' };
    await parking.quarantine(delivery, 'x/a', 'ENVELOPE_MALFORMED');
    await parking.quarantine(delivery, 'x/a', 'ENVELOPE_MALFORMED');
    expect(await parking.counts()).toEqual({ parked: 0, quarantined: 1 });
    const name = `${delivery.topic}/0/1`;
    expect(await runner.drop(name, 'operator', 'rubbish')).toBe(true);
    await parking.quarantine(delivery, 'x/a', 'ENVELOPE_MALFORMED');
    expect(await parking.counts()).toEqual({ parked: 0, quarantined: 0 });
  });
});

describe('the bus tables', () => {
  it('are pruned of what every group has passed, and a group that joins later begins behind that', async () => {
    const { receiver, contracts, store, transport, announcer } = pair();
    const consumer = keepingConsumer(contracts.v1, store);
    const runner = world.runner(receiver, [consumer], transport);
    await runner.start();
    await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 5));
    await eventually(async () => (await runner.progress()).behind === 0);
    await runner.stop();
    await announcer.publishBatch([noteFact('sent', 11, 'ann', 6)]);
    const left = async (): Promise<number> =>
      Number((await busOwner.query('select count(*) from message where topic = $1', [topicOf(contracts.v1)])).rows[0].count);
    await pruneBus(busOwner, { retentionMs: 60_000 });
    expect(await left()).toBe(11);
    await pruneBus(busOwner, { retentionMs: 0 });
    expect(await left()).toBe(1);

    const late = unique('late');
    const latecomer = world.runner(late, [consumer], transport);
    await latecomer.start();
    await eventually(async () => (await latecomer.progress()).behind === 0);
    expect(await store.head()).toBe(11);
    expect(await transport.lag(late, [replayTopicOf('nobody', late)])).toBe(0);
  });

  it('give out positions without a gap, and none that a reader could pass by, while many publish at once', async () => {
    const { sender, receiver, contracts, store, transport, heard } = pair();
    const runner = world.runner(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await runner.start();
    const announcers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const own = new PostgresTransport({ url: bus.appUrl });
        world.atEnd(() => own.close());
        return world.announcer(sender, announceNotes(contracts), own);
      }),
    );
    await Promise.all(
      announcers.map(async (announcer, who) => {
        for (let n = 1; n <= 30; n += 1) await announcer.publishBatch([noteFact(`log-${who}`, n, `key-${who}`, n)]);
      }),
    );
    await eventually(async () => (await runner.progress()).behind === 0);
    for (const who of announcers.keys()) expect(await heard(`key-${who}`)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    const { rows } = await busOwner.query('select max(position) = count(*) as whole from message where topic = $1 group by partition', [
      topicOf(contracts.v1),
    ]);
    expect(rows.every(({ whole }: { whole: boolean }) => whole)).toBe(true);
  });
});
