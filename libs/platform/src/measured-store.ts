import {
  Busy,
  type CommandMeta,
  type Decided,
  type DecidedTogether,
  type Decider,
  type Decision,
  EventStore,
  type Fact,
  type FactsOf,
  type Moment,
  type StatesOf,
  type Streams,
} from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Metrics } from './metrics';

const outcomeOf = (error: unknown): string => (error instanceof Refused ? 'refused' : error instanceof Busy ? 'busy' : 'failed');

/** Counts what is decided, and how much waits to be. */
export class MeasuredStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override decide<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
    command: CommandMeta,
    decision: (state: State, at: Moment) => Decision<readonly F[]>,
  ): Promise<Decided<State>> {
    return this.measured(() => this.store.decide(decider, streamId, command, decision));
  }

  override decideTogether<S extends Streams>(
    command: CommandMeta,
    streams: S,
    decision: (
      states: StatesOf<S>,
      at: { readonly now: string; readonly versions: { readonly [N in keyof S]: number } },
    ) => Decision<FactsOf<S>>,
  ): Promise<DecidedTogether<S>> {
    return this.measured(() => this.store.decideTogether(command, streams, decision));
  }

  override stateOf<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
  ): Promise<{ readonly state: State; readonly version: number }> {
    return this.store.stateOf(decider, streamId);
  }

  private async measured<T extends { readonly repeated: boolean }>(work: () => Promise<T>): Promise<T> {
    this.metrics.queue.inc();
    try {
      const decided = await work();
      this.metrics.decisions.inc({ outcome: decided.repeated ? 'repeated' : 'accepted' });
      return decided;
    } catch (error) {
      this.metrics.decisions.inc({ outcome: outcomeOf(error) });
      throw error;
    } finally {
      this.metrics.queue.dec();
    }
  }
}
