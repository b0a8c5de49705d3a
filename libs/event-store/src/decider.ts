// What a thing with a history is: its facts, its state, and how one follows from the other. What may be done to it are plain functions beside it.
export type Fact = { readonly type: string };

export type Decider<State, F extends Fact> = {
  readonly category: string;
  readonly initial: State;
  /** The schema number under which each kind of fact is stored today. A stored number or kind beyond these makes the store refuse the stream. */
  readonly schemas: { readonly [T in F['type']]: number };
  /** Brings a fact stored under an older schema number to today's form; needed as soon as a number passes 1. */
  readonly upcast?: (stored: StoredFact) => F;
  /** Never throws and never judges. */
  evolve(state: State, fact: F): State;
};

export type StoredFact = { readonly type: string; readonly schema: number; readonly data: Readonly<Record<string, unknown>> };

/** What stands beside each fact in the log. */
export type FactMeta = {
  readonly command: string;
  readonly actor: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly traceparent?: string;
  readonly recordedAt: string;
};

/** A fact with its place in the log. `id` is `log/seq`. */
export type RecordedFact<F extends Fact = Fact> = {
  readonly id: string;
  readonly log: string;
  readonly seq: number;
  readonly category: string;
  readonly streamId: string;
  readonly version: number;
  readonly schema: number;
  readonly fact: F;
  readonly meta: FactMeta;
};
