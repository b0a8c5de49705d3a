import type { Decider, Fact } from './decider';

/** Who asks for what, under which name. The id is all of idempotency: `actor:route:key`, `handler:messageId`, or the id of a due row. */
export type CommandMeta = {
  readonly id: string;
  readonly actor: string;
  /** What came in; only a keyed hash of it is kept, so that the same id with other input is refused. */
  readonly input: unknown;
  readonly correlation: string;
  /** The id of the fact or message that led to this command. */
  readonly causation?: string;
  readonly traceparent?: string;
  /** Ids that came over HTTP are forgotten after 90 days, all others are kept for ever. */
  readonly origin: 'http' | 'message' | 'due';
};

/** When a decision is taken: `now` is the moment its facts will bear, `version` the stream's version before it. */
export type Moment = { readonly now: string; readonly version: number };

export class WithKeys<Facts> {
  constructor(
    readonly facts: Facts,
    readonly keys: { readonly take?: readonly string[]; readonly free?: readonly string[] },
  ) {}
}

/** Facts together with the unique keys that they take and free; a key that somebody holds refuses the decision with KEY_TAKEN. */
export const withKeys = <Facts>(
  facts: Facts,
  keys: { readonly take?: readonly string[]; readonly free?: readonly string[] },
): WithKeys<Facts> => new WithKeys(facts, keys);

export type Decision<Facts> = Facts | WithKeys<Facts>;

export type Decided<State> = {
  readonly streamId: string;
  readonly version: number;
  /** The log's position at which this command's facts end (of a command without facts: where the log stood). */
  readonly seq: number;
  readonly state: State;
  /** True when the command had been accepted before and only its answer is given again. */
  readonly repeated: boolean;
};

// Streams of one log that are read, decided and written as one.
export type Streams = { readonly [name: string]: readonly [decider: Decider<unknown, Fact>, streamId: string] };
export type StatesOf<S extends Streams> = { readonly [N in keyof S]: S[N][0] extends Decider<infer State, infer _F> ? State : never };
export type FactsOf<S extends Streams> = { readonly [N in keyof S]?: S[N][0] extends Decider<infer _S, infer F> ? readonly F[] : never };
export type DecidedTogether<S extends Streams> = {
  readonly seq: number;
  readonly repeated: boolean;
  readonly streams: { readonly [N in keyof S]: { readonly streamId: string; readonly version: number; readonly state: StatesOf<S>[N] } };
};

/** The only way anything ever changes. */
export abstract class EventStore {
  abstract decide<State, const F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
    command: CommandMeta,
    decision: (state: State, at: Moment) => Decision<readonly F[]>,
  ): Promise<Decided<State>>;

  abstract decideTogether<S extends Streams>(
    command: CommandMeta,
    streams: S,
    decision: (
      states: StatesOf<S>,
      at: { readonly now: string; readonly versions: { readonly [N in keyof S]: number } },
    ) => Decision<FactsOf<S>>,
  ): Promise<DecidedTogether<S>>;

  /** The state of a stream as it stands now, and its version; for questions, never for decisions. */
  abstract stateOf<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
  ): Promise<{ readonly state: State; readonly version: number }>;
}
