// What both transports promise while their server is away: the work of the services goes on, nobody hammers at the door, and nothing is lost.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { SystemClock } from '@libs/kernel';
import { MemoryEventStore, Positions, Subscription, afterwards } from '@libs/event-store';
import { eventually } from '@libs/testing';
import type { Transport } from '../transport';
import { MessagingWorld, unique } from './messaging-world';
import { announceNotes, inbox, keepingConsumer, note, noteContracts } from './notes';

export type ServerThatGoes = {
  connect(): Transport;
  /** The ways in which it can go away: each answers how to bring it back, and how many came to its door meanwhile, where that can be counted. */
  readonly ways: Readonly<Record<string, () => Promise<{ back(): Promise<void>; attempts?: () => number }>>>;
  close(): Promise<void>;
};

const WITHIN = { withinMs: 60_000, everyMs: 50 };
const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
/** Publisher and consumer, each with the few tries that its client makes before it says that it rests. */
const ATTEMPTS_A_REST = 12;

export function outageContract(name: string, ways: readonly string[], openServer: () => Promise<ServerThatGoes>): void {
  describe(`the ${name} transport without its server`, () => {
    let world: MessagingWorld;
    let server: ServerThatGoes;
    let dataSource: DataSource;

    beforeAll(async () => {
      server = await openServer();
      world = await MessagingWorld.open();
      dataSource = await new DataSource({ type: 'postgres', url: world.database.appUrl }).initialize();
    }, 90_000);
    afterEach(() => world.tidy(), 60_000);
    afterAll(async () => {
      await dataSource.destroy();
      await world.close();
      await server.close();
    }, 60_000);

    const talk = async () => {
      const sender = world.newService('sender');
      const receiver = unique('receiver');
      const contracts = noteContracts(sender);
      const log = new MemoryEventStore({ log: 'sent', clock: new SystemClock() });
      const store = new MemoryEventStore({ log: 'receiver', clock: new SystemClock() });
      const transport = server.connect();
      world.atEnd(() => transport.close());
      const announcer = world.announcer(sender, announceNotes(contracts), transport);
      const announcing = new Subscription({
        name: unique('announce'),
        dataSource,
        positions: new Positions(dataSource),
        log,
        work: afterwards(log, [note], (facts) => announcer.publishBatch(facts)),
        settings: { longestBackOffMs: 2_000 },
      });
      announcing.start();
      world.atEnd(() => announcing.stop());
      const runner = await world.started(receiver, [keepingConsumer(contracts.v1, store)], transport);
      const write = async (from: number, to: number): Promise<void> => {
        for (let n = from; n <= to; n += 1) {
          await log.decide(note, 'ann', { id: `write-${n}`, actor: 'w', input: n, correlation: 'c', origin: 'due' }, () => [
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
        const outage = await server.ways[way]?.();
        if (!outage) throw new Error(`${way} is no way to go`);
        try {
          await write(6, 10);
          await eventually(async () => (await announcing.progress()).state.status === 'paused', WITHIN);
          if (outage.attempts) {
            await eventually(async () => {
              const { state } = await announcing.progress();
              return state.status === 'paused' && state.failures >= 4;
            }, WITHIN);
            const { state } = await announcing.progress();
            const rests = (state.status === 'paused' ? state.failures : 0) + world.count('paused') + 1;
            expect(outage.attempts()).toBeLessThanOrEqual(rests * ATTEMPTS_A_REST);
          }
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
