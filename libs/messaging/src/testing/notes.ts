// A small pair of services for the specs: one writes notes, the other keeps what it hears of them.
import { IsInt, IsString } from 'class-validator';
import type { Contract } from '@libs/contracts';
import type { Decider, EventStore, RecordedFact } from '@libs/event-store';
import type { Announce, Consumer, Message } from '../envelope';

export type NoteFact = { readonly type: 'NoteWritten'; readonly n: number; readonly text: string };

export const note: Decider<readonly NoteFact[], NoteFact> = {
  category: 'note',
  initial: [],
  schemas: { NoteWritten: 1 },
  evolve: (notes, fact) => [...notes, fact],
};

export type HeardFact = { readonly type: 'NoteHeard'; readonly n: number };

export const inbox: Decider<readonly number[], HeardFact> = {
  category: 'inbox',
  initial: [],
  schemas: { NoteHeard: 1 },
  evolve: (heard, { n }) => [...heard, n],
};

export type NoteData = { readonly n: number; readonly text: string };
export type NoteDataV2 = NoteData & { readonly author: string };
export type NoteContracts = { readonly v1: Contract<NoteData>; readonly v2: Contract<NoteDataV2> };

/** A service's contracts under a name of its own, so that no two tests share a topic. */
export function noteContracts(service: string): NoteContracts {
  class NoteWrittenV1 {
    static readonly type = `${service}.note-written.v1`;
    @IsInt() n!: number;
    @IsString() text!: string;
  }
  class NoteWrittenV2 {
    static readonly type = `${service}.note-written.v2`;
    @IsInt() n!: number;
    @IsString() text!: string;
    @IsString() author!: string;
  }
  return { v1: NoteWrittenV1, v2: NoteWrittenV2 };
}

export const announceNotes =
  ({ v1 }: NoteContracts): Announce<NoteFact> =>
  ({ streamId, fact }) => [{ contract: v1, key: streamId, data: { n: fact.n, text: fact.text } }];

export const announceNotesAnew =
  ({ v2 }: NoteContracts): Announce<NoteFact> =>
  ({ streamId, fact }) => [{ contract: v2, key: streamId, data: { n: fact.n, text: fact.text, author: 'somebody' } }];

export const noteFact = (log: string, seq: number, streamId: string, n: number, text = `note ${n}`): RecordedFact<NoteFact> => ({
  id: `${log}/${seq}`,
  log,
  seq,
  category: 'note',
  streamId,
  version: n,
  schema: 1,
  fact: { type: 'NoteWritten', n, text },
  meta: { command: `writer:${seq}`, actor: 'writer', correlation: `talk-${streamId}`, recordedAt: '2026-03-02T01:00:00.000Z' },
});

/** Notes 1 to `each` of every key, in turns, as they would stand in a log. */
export const notesOf = (log: string, keys: readonly string[], each: number): readonly RecordedFact<NoteFact>[] =>
  Array.from({ length: keys.length * each }, (_, at) =>
    noteFact(log, at + 1, keys[at % keys.length] ?? '', Math.floor(at / keys.length) + 1),
  );

/** Keeps each note that it hears as a fact of its own store. */
export const keepingConsumer = (contract: Contract<NoteData>, store: EventStore): Consumer<NoteData> => ({
  name: 'inbox.on-note-written',
  contract,
  handle: ({ command, data, envelope }: Message<NoteData>) =>
    store.decide(inbox, envelope.partitionkey, command, () => [{ type: 'NoteHeard', n: data.n }]),
});
