// A store whose process dies now and then: before it has recorded a decision, or after it and before anybody was told.
import {
  EventStore,
  type CommandMeta,
  type Decided,
  type DecidedTogether,
  type Decider,
  type Decision,
  type Fact,
  type FactsOf,
  type MemoryEventStore,
  type Moment,
  type StatesOf,
  type Streams,
} from '@libs/event-store';
import { found, type Random } from './world-random';

/** A process died in the middle of something; what it had not yet recorded is lost, and comes again. */
export class Crash extends Error {}

type Known = { readonly state: unknown; readonly version: number };

export class StumblingStore extends EventStore {
  /** What the last decision on a stream came to: nobody else writes this log, so that it need not be read again. */
  readonly #known = new Map<string, Known>();

  constructor(
    readonly log: MemoryEventStore,
    private readonly random: Random,
  ) {
    super();
  }

  override decide<State, const F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
    command: CommandMeta,
    decision: (state: State, at: Moment) => Decision<readonly F[]>,
  ): Promise<Decided<State>> {
    return this.#stumbling(async () => {
      const decided = await this.log.decide(decider, streamId, command, decision);
      if (!decided.repeated) this.#known.set(`${decider.category}/${streamId}`, decided);
      return decided;
    });
  }

  override decideTogether<S extends Streams>(
    command: CommandMeta,
    streams: S,
    decision: (
      states: StatesOf<S>,
      at: { readonly now: string; readonly versions: { readonly [N in keyof S]: number } },
    ) => Decision<FactsOf<S>>,
  ): Promise<DecidedTogether<S>> {
    return this.#stumbling(async () => {
      const decided = await this.log.decideTogether(command, streams, decision);
      if (decided.repeated) return decided;
      for (const [name, [{ category }, streamId]] of Object.entries(streams))
        this.#known.set(`${category}/${streamId}`, found(decided.streams[name]));
      return decided;
    });
  }

  override async stateOf<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
  ): Promise<{ readonly state: State; readonly version: number }> {
    const name = `${decider.category}/${streamId}`;
    const known = this.#known.get(name) ?? (await this.log.stateOf(decider, streamId));
    this.#known.set(name, known);
    return known as { readonly state: State; readonly version: number };
  }

  async #stumbling<T>(deciding: () => Promise<T>): Promise<T> {
    if (this.random.chance(0.03)) throw new Crash('before the decision');
    const decided = await deciding();
    if (this.random.chance(0.03)) throw new Crash('after the decision');
    return decided;
  }
}
