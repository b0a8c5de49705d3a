import type { CommandMeta, Fact, RecordedFact } from '@libs/event-store';

/** Something that will fall due. The id is the kind and the id of the fact that set it (see `dueId`): set twice, it is one row. */
export type NewDue<Data = unknown> = { readonly id: string; readonly dueAt: string; readonly data: Data };

export type DueNow<Data = unknown> = {
  readonly id: string;
  readonly dueAt: string;
  readonly attempt: number;
  readonly data: Data;
  /** Ready for `store.decide`; its id is the row's id, so firing twice is harmless. */
  readonly command: CommandMeta;
  /** Aborted when the time for this attempt is over; hand it to `fetch`. */
  readonly signal: AbortSignal;
};

/** The clock → our own decision; or a call to a slow outsider, tried a bounded number of times. */
export interface DueHandler<F extends Fact = Fact, Data = unknown> {
  readonly kind: string;
  /** Which rows a fact of our own log sets, and which it takes away; pure. */
  sets(recorded: RecordedFact<F>): { readonly set?: readonly NewDue<Data>[]; readonly cancel?: readonly string[] };
  fire(due: DueNow<Data>): Promise<unknown>;
  /**
   * Its presence says that `fire` calls an outsider: how often to try before `gaveUp` records that the outcome is unknown.
   * Without it `fire` is our own decision, tried with back-off and parked for an operator when it keeps throwing.
   */
  readonly attempts?: number;
  /** For outsiders: how long one attempt may take. */
  readonly attemptSeconds?: number;
  gaveUp?(due: DueNow<Data>, why: string): Promise<unknown>;
}

/** The id of the row that this fact sets for this kind; `which` tells several rows of one fact apart. */
export const dueId = (kind: string, factId: string, which?: string): string =>
  which === undefined ? `${kind}:${factId}` : `${kind}:${factId}:${which}`;
