import {
  Subscription,
  transactionally,
  type Deciders,
  type LogReader,
  type RecordedFact,
  type SubscriptionOptions,
  type Work,
} from '@libs/event-store';
import type { DueHandler, NewDue } from './due';
import type { Sql } from './sql';

// The setter reads facts of every kind, and each handler knows its own; what it is not interested in it ignores.
export type AnyDueHandler = DueHandler<never, unknown>;

const withZone = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/;

// A date or a time without its zone would mean another moment on another machine.
function instantOf(dueAt: string, kind: string): string {
  if (!withZone.test(dueAt)) throw new Error(`${kind} sets a row for ${JSON.stringify(dueAt)}, which is no instant`);
  return new Date(dueAt).toISOString();
}

type Set = NewDue & { readonly kind: string; readonly by: RecordedFact };
type Changes = { readonly set: readonly Set[]; readonly cancel: readonly { readonly id: string; readonly at: string }[] };

/** What these facts set and cancel over all handlers; pure. */
function changesOf(handlers: readonly AnyDueHandler[], facts: readonly RecordedFact[]): Changes {
  const changes = facts.flatMap((by) =>
    handlers.map((handler) => ({ by, kind: handler.kind, ...handler.sets(by as RecordedFact<never>) })),
  );
  return {
    set: changes.flatMap(({ by, kind, set = [] }) => set.map((due) => ({ ...due, dueAt: instantOf(due.dueAt, kind), kind, by }))),
    cancel: changes.flatMap(({ by, cancel = [] }) => cancel.map((id) => ({ id, at: by.meta.recordedAt }))),
  };
}

/**
 * Turns the facts of the service's own log into due rows, as the work of a subscription: its rows and its position are saved as one.
 * A row that was set stays as it is when the same fact is read again, whatever has become of it.
 */
export class DueSetter {
  /** The name under which its position is kept. */
  readonly name = 'due';
  #untold: readonly NewDue[] = [];

  constructor(
    private readonly handlers: readonly AnyDueHandler[],
    private readonly wasSet: (rows: readonly NewDue[]) => Promise<void>,
  ) {}

  /** The subscription that does the work, and tells the waker after each commit. */
  subscription({
    deciders,
    observe,
    ...options
  }: Omit<SubscriptionOptions, 'name' | 'work'> & { readonly deciders: Deciders }): Subscription {
    return new Subscription({
      ...options,
      name: this.name,
      work: this.work(options.log, deciders),
      observe: (observation) => {
        this.#tell();
        observe?.(observation);
      },
    });
  }

  /** The work alone, for a subscription that somebody else makes: the waker is then told when the next look at the log begins. */
  work(log: LogReader, deciders: Deciders): Work {
    const set = transactionally(log, deciders, async (facts, rows) => {
      await this.apply(facts, (text, values = []) => rows.query(text, [...values]));
    });
    return (after, limit, rows) => {
      this.#tell();
      return set(after, limit, rows);
    };
  }

  /** Writes through the transaction that was given, and answers what it set. */
  async apply(facts: readonly RecordedFact[], sql: Sql): Promise<readonly NewDue[]> {
    const { set, cancel } = changesOf(this.handlers, facts);
    if (set.length > 0) await insert(set, sql);
    // An id holds the fact that set it, so nothing can be cancelled before it was set.
    if (cancel.length > 0) {
      await sql(
        `UPDATE due_row SET state = 'cancelled', finished_at = gone.at FROM unnest($1::text[], $2::timestamptz[]) AS gone (id, at)
         WHERE due_row.id = gone.id AND state IN ('waiting', 'parked')`,
        [cancel.map(({ id }) => id), cancel.map(({ at }) => at)],
      );
    }
    this.#untold = set;
    return set;
  }

  // A waker that is told of a row which was rolled back wakes for nothing, which harms nobody.
  #tell(): void {
    const rows = this.#untold;
    this.#untold = [];
    if (rows.length > 0) void this.wasSet(rows);
  }
}

async function insert(set: readonly Set[], sql: Sql): Promise<void> {
  await sql(
    `INSERT INTO due_row (id, kind, due_at, try_at, data, set_by, correlation, traceparent)
     SELECT id, kind, due_at, due_at, data, set_by, correlation, traceparent
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS t (id, kind, due_at, data, set_by, correlation, traceparent)
     ON CONFLICT (id) DO NOTHING`,
    [
      set.map(({ id }) => id),
      set.map(({ kind }) => kind),
      set.map(({ dueAt }) => dueAt),
      set.map(({ data }) => JSON.stringify(data)),
      set.map(({ by }) => by.id),
      set.map(({ by }) => by.meta.correlation),
      set.map(({ by }) => by.meta.traceparent ?? null),
    ],
  );
}
