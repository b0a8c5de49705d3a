// The store for unit tests and the whole-world simulation: the same decisions, queue-less, and gone with the process.
import type { Clock } from '@libs/kernel';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { Batch, StreamEntry, folded, usualLimits, type FactLine, type KnownCommand, type Limits, type View } from './batch';
import type { Decider, Fact, RecordedFact } from './decider';
import {
  EventStore,
  type CommandMeta,
  type Decided,
  type DecidedTogether,
  type Decision,
  type FactsOf,
  type Moment,
  type StatesOf,
  type Streams,
} from './event-store';
import { recordedFact, streamOf, type AnyDecider } from './fact-form';
import { Listeners, type Grown } from './growth';
import { decided, decidedTogether, jobTogether, singleJob, type Answered, type Job } from './job';
import type { LogReader } from './log-reader';

export type MemoryEventStoreOptions = { readonly log: string; readonly clock: Clock; readonly inputHashKey?: Buffer } & Partial<Limits>;

export class MemoryEventStore extends EventStore implements LogReader {
  readonly log: string;
  private readonly facts: FactLine[] = [];
  private readonly recorded: RecordedFact[] = [];
  private readonly entries = new Map<string, StreamEntry>();
  private readonly commands = new Map<string, KnownCommand & { readonly origin: string; readonly recordedAt: string }>();
  private readonly keys = new Map<string, boolean>();
  private readonly listeners = new Listeners();
  private readonly inputHashKey: KeyObject;
  private recordedAt = '';

  constructor(private readonly options: MemoryEventStoreOptions) {
    super();
    this.log = options.log;
    this.inputHashKey = createSecretKey(options.inputHashKey ?? Buffer.from('memory'));
  }

  override async decide<State, const F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
    command: CommandMeta,
    decision: (state: State, at: Moment) => Decision<readonly F[]>,
  ): Promise<Decided<State>> {
    const job = singleJob(this.inputHashKey, decider, streamId, command, decision);
    return decided<State>(job, this.run(job));
  }

  override async decideTogether<S extends Streams>(
    command: CommandMeta,
    streams: S,
    decision: (
      states: StatesOf<S>,
      at: { readonly now: string; readonly versions: { readonly [N in keyof S]: number } },
    ) => Decision<FactsOf<S>>,
  ): Promise<DecidedTogether<S>> {
    const job = jobTogether(this.inputHashKey, command, streams, decision);
    return decidedTogether<S>(job, this.run(job));
  }

  override async stateOf<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
  ): Promise<{ readonly state: State; readonly version: number }> {
    const { state, version, refusal } = this.viewAt(decider, streamOf(decider, streamId));
    if (refusal !== undefined) throw refusal;
    return { state: state as State, version };
  }

  async head(): Promise<number> {
    return this.facts.length;
  }

  async read(after: number, limit: number): Promise<readonly RecordedFact[]> {
    return this.recorded.slice(after, after + limit);
  }

  onGrowth(callback: Grown): () => void {
    return this.listeners.add(callback);
  }

  /** Forgets the commands that came over HTTP before a moment; answers how many. */
  async forgetCommands(before: string): Promise<number> {
    const old = [...this.commands].filter(([, { origin, recordedAt }]) => origin === 'http' && recordedAt < before);
    for (const [id] of old) this.commands.delete(id);
    return old.length;
  }

  private run(job: Job): Answered {
    const now = this.options.clock.now();
    const recordedAt = now > this.recordedAt ? now : this.recordedAt;
    for (const { stream, decider } of job.streams) this.catchUp(stream, decider);
    const batch = new Batch({
      log: this.log,
      seq: this.facts.length,
      now: recordedAt,
      limits: { ...usualLimits, ...this.options },
      commands: this.commands,
      keys: this.keys,
      entry: (stream) => this.entries.get(stream)!,
    });
    const outcome = batch.run(job);
    if (outcome.status === 'failed') throw outcome.failure;
    if (outcome.status === 'repeated')
      return { answer: outcome.answer, states: this.statesThen(job, outcome.answer.streams), repeated: true };
    this.keep(batch, recordedAt);
    return outcome.answered;
  }

  private keep(batch: Batch, recordedAt: string): void {
    batch.settle();
    this.recordedAt = recordedAt;
    this.facts.push(...batch.facts);
    this.recorded.push(...batch.facts.map((row) => recordedFact(this.log, row)));
    for (const { id, ...command } of batch.commands) this.commands.set(id, command);
    for (const key of batch.freed) this.keys.delete(key);
    for (const key of batch.taken.keys()) this.keys.set(key, true);
    if (batch.facts.length > 0) queueMicrotask(() => this.listeners.tell(this.facts.length));
  }

  private catchUp(stream: string, decider: AnyDecider): void {
    const entry = this.entries.get(stream) ?? new StreamEntry(stream);
    this.entries.set(stream, entry);
    if (entry.view(decider).version < entry.version) entry.views.set(decider, this.viewAt(decider, stream));
  }

  private viewAt(decider: AnyDecider, stream: string, version = Infinity): View {
    return this.facts
      .filter((fact) => fact.stream === stream && fact.version <= version)
      .reduce<View>((view, fact) => folded(decider, stream, view, fact), { version: 0, state: decider.initial });
  }

  private statesThen(job: Job, streams: Answered['answer']['streams']): unknown[] {
    return job.streams.map(({ decider, stream }, at) => {
      const { state, refusal } = this.viewAt(decider, stream, streams[at]![2]);
      if (refusal !== undefined) throw refusal;
      return state;
    });
  }
}
