import { SystemClock } from '@libs/kernel';
import { MemoryEventStore } from '@libs/event-store';
import type { Announcer } from '../announcer';
import type { Transport } from '../transport';
import { unique, type MessagingWorld } from './messaging-world';
import { announceNotes, inbox, noteContracts, type NoteContracts } from './notes';

export type Pair = {
  readonly sender: string;
  readonly receiver: string;
  readonly contracts: NoteContracts;
  readonly store: MemoryEventStore;
  readonly transport: Transport;
  readonly announcer: Announcer;
  heard(key: string): Promise<readonly number[]>;
};

/** A sending service, a receiving one with a store of its own, and a transport between them. */
export function pairOn(world: MessagingWorld, transport: Transport): Pair {
  world.atEnd(() => transport.close());
  const sender = world.newService('sender');
  const contracts = noteContracts(sender);
  const store = new MemoryEventStore({ log: 'receiver', clock: new SystemClock() });
  return {
    sender,
    receiver: unique('receiver'),
    contracts,
    store,
    transport,
    announcer: world.announcer(sender, announceNotes(contracts), transport),
    heard: async (key) => (await store.stateOf(inbox, key)).state,
  };
}

export const WITHIN = { withinMs: 40_000, everyMs: 50 };
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
