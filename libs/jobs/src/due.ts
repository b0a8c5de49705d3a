import type { CommandMeta, Fact, RecordedFact } from '@libs/event-store';

/** Something that will fall due. The id is the kind and the id of the fact that set it: set twice, it is one row. */
export type NewDue<Data = unknown> = { readonly id: string; readonly dueAt: string; readonly data: Data };

export type DueNow<Data = unknown> = {
  readonly id: string;
  readonly dueAt: string;
  readonly attempt: number;
  readonly data: Data;
  /** Ready for `store.decide`; its id is the row's id, so firing twice is harmless. */
  readonly command: CommandMeta;
};

/** The clock → our own decision; or a call to a slow outsider, tried a bounded number of times. */
export interface DueHandler<F extends Fact = Fact, Data = unknown> {
  readonly kind: string;
  /** Which rows a fact of our own log sets, and which it takes away; pure. */
  sets(recorded: RecordedFact<F>): { readonly set?: readonly NewDue<Data>[]; readonly cancel?: readonly string[] };
  fire(due: DueNow<Data>): Promise<unknown>;
  /** For outsiders: how often to try before `gaveUp` records that the outcome is unknown. Without it a throw is tried again for ever, with back-off. */
  readonly attempts?: number;
  gaveUp?(due: DueNow<Data>, why: string): Promise<unknown>;
}
