// What both transports promise while their server is away: the work of the services goes on, nobody hammers at the door, and nothing is lost.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { DataSource } from 'typeorm';
import { SystemClock } from '@libs/kernel';
import {
  MemoryEventStore,
  Positions,
  PostgresEventStore,
  PostgresLogReader,
  Subscription,
  afterwards,
  createLogTables,
  createPositionTables,
} from '@libs/event-store';
import { eventually, testDatabase, type TestDatabase } from '@libs/testing';
import type { Observe } from '../observer';
import type { Transport } from '../transport';
import { MessagingWorld, unique } from './messaging-world';
import { announceNotes, inbox, keepingConsumer, note, noteContracts } from './notes';

export type ServerThatGoes = {
  connect(observe: Observe): Transport;
  /** The ways in which it can go away: each answers how to bring it back, and how many came to its door meanwhile. */
  readonly ways: Readonly<Record<string, () => Promise<{ back(): Promise<void>; attempts(): number }>>>;
  close(): Promise<void>;
};

const WITHIN = { withinMs: 60_000, everyMs: 50 };
const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
/** How often the announcer must have failed before the attempts are counted. */
const FAILURES = 2;
/** Announcer, two workers and whoever listens or asks for offsets, each with the few tries that its client makes before it says that it rests. */
const ATTEMPTS_A_REST = 24;
const WORKERS = 2;
const SHORTEST_REST_MS = 90;
const SHORTEST_LONG_REST_MS = 1_800;

/** How many rests fit at most into so long, when each is twice the one before, up to the limit. */
function restsWithin(ms: number): number {
  let rests = 1;
  for (let [left, rest] = [ms, SHORTEST_REST_MS]; left > 0; rests += 1) {
    left -= rest;
    rest = Math.min(2 * rest, SHORTEST_LONG_REST_MS);
  }
  return rests;
}

/** The announcing service's own database, which stays while the bus goes. */
type Home = { readonly database: TestDatabase; readonly pool: Pool; newLog(): Promise<string>; close(): Promise<void> };

async function openHome(): Promise<Home> {
  const database = await testDatabase();
  const appRole = `${database.name}_app`;
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await createPositionTables(owner, { appRole });
  const pool = new Pool({ connectionString: database.appUrl });
  pool.on('error', () => undefined);
  let logs = 0;
  return {
    database,
    pool,
    async newLog() {
      const log = `sent${(logs += 1)}`;
      await createLogTables(owner, log, { appRole });
      return log;
    },
    async close() {
      await pool.end();
      await owner.end();
      await database.drop();
    },
  };
}

export function outageContract(name: string, ways: readonly string[], openServer: () => Promise<ServerThatGoes>): void {
  describe(`the ${name} transport without its server`, () => {
    let world: MessagingWorld;
    let server: ServerThatGoes;
    let home: Home;
    let dataSource: DataSource;

    beforeAll(async () => {
      server = await openServer();
      world = await MessagingWorld.open();
      home = await openHome();
      dataSource = await new DataSource({ type: 'postgres', url: home.database.appUrl, poolErrorHandler: () => undefined }).initialize();
    }, 90_000);
    afterEach(() => world.tidy(), 60_000);
    afterAll(async () => {
      await dataSource.destroy();
      await home.close();
      await world.close();
      await server.close();
    }, 60_000);

    const talk = async () => {
      const sender = world.newService('sender');
      const receiver = unique('receiver');
      const contracts = noteContracts(sender);
      const log = await home.newLog();
      const sent = new PostgresEventStore({ pool: home.pool, log, clock: new SystemClock(), inputHashKey: Buffer.from('a key') });
      world.atEnd(() => sent.close());
      const reader = new PostgresLogReader({ pool: home.pool, log });
      const store = new MemoryEventStore({ log: 'receiver', clock: new SystemClock() });
      const transport = server.connect(world.observe);
      world.atEnd(() => transport.close());
      const announcer = world.announcer(sender, announceNotes(contracts), transport);
      const announcing = new Subscription({
        name: unique('announce'),
        dataSource,
        positions: new Positions(dataSource),
        log: reader,
        work: afterwards(reader, [note], (facts) => announcer.publishBatch(facts)),
        settings: { longestBackOffMs: 2_000 },
      });
      announcing.start();
      world.atEnd(() => announcing.stop());
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const write = async (from: number, to: number): Promise<void> => {
        for (let n = from; n <= to; n += 1) {
          await sent.decide(note, 'ann', { id: `write-${n}`, actor: 'w', input: n, correlation: 'c', origin: 'due' }, () => [
            { type: 'NoteWritten', n, text: 'on' },
          ]);
        }
      };
      return { announcing, runner, write, heard: async () => (await store.stateOf(inbox, 'ann')).state };
    };

    it.each(ways)(
      '%s: commands succeed, rests grow, and everything arrives afterwards in order',
      async (way) => {
        const { announcing, runner, write, heard } = await talk();
        await write(1, 5);
        await eventually(async () => (await heard()).length === 5, WITHIN);
        const startedAt = performance.now();
        const pausedBefore = world.count('paused');
        const outage = await server.ways[way]?.();
        if (!outage) throw new Error(`${way} is no way to go`);
        try {
          await write(6, 10);
          await eventually(async () => {
            const { state } = await announcing.progress();
            return state.status === 'paused' && state.failures >= FAILURES;
          }, WITHIN);
          const rests = restsWithin(performance.now() - startedAt);
          expect(outage.attempts()).toBeGreaterThan(0);
          expect(outage.attempts()).toBeLessThanOrEqual(rests * ATTEMPTS_A_REST);
          expect(world.count('paused') - pausedBefore).toBeLessThanOrEqual(rests * WORKERS);
          expect(await heard()).toEqual(upTo(5));
        } finally {
          await outage.back();
        }
        await eventually(async () => (await heard()).length === 10 && (await runner.progress()).behind === 0, WITHIN);
        expect(await heard()).toEqual(upTo(10));
        await eventually(async () => (await announcing.progress()).position === 10, WITHIN);
      },
      180_000,
    );
  });
}
