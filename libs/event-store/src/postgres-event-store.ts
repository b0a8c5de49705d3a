import type { Clock } from '@libs/kernel';
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import { usualLimits, type Limits, type Outcome } from './batch';
import type { Decider, Fact } from './decider';
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
import { streamOf } from './fact-form';
import { GrowthNotice } from './growth-notice';
import { decided, decidedTogether, jobTogether, singleJob, type Answer, type Answered, type Job } from './job';
import { logSchema, quotedSchema } from './log-tables';
import { PartitionsAhead } from './partitions-ahead';
import { PoolSource } from './pool-source';
import { PostgresWriter, type Result, type Waiting } from './postgres-writer';
import { Busy } from './refusals';
import { StreamCache, type CachedStream } from './stream-cache';
import { isKnown, StreamLoader } from './stream-loader';
import { readFacts, readHeads, type Wish } from './stream-reading';
import { silenceOf, type SessionLimits } from './writer-session';

export type PostgresEventStoreOptions = {
  /** Needs room for the writer's own connection and a few more. */
  readonly pool: Pool;
  readonly log: string;
  readonly clock: Clock;
  readonly inputHashKey: Buffer;
  /** Streams whose states are kept in memory. */
  readonly cachedStreams?: number;
  /** Calls that may wait; more are turned away with Busy. */
  readonly mostWaiting?: number;
  readonly batchSize?: number;
  /** How often a batch is tried before its callers are told that the database does not answer. */
  readonly attempts?: number;
  /** Told after each batch how many calls it answered. */
  readonly onBatch?: (calls: number) => void;
} & Partial<SessionLimits & Limits>;

const usual = {
  cachedStreams: 10_000,
  mostWaiting: 4_096,
  batchSize: 256,
  attempts: 12,
  transactionTimeoutMs: 5_000,
  lockTimeoutMs: 10_000,
} as const;
const RETRY_AFTER_SECONDS = 1;

type Call = Waiting & { readonly answer: (result: Outcome) => void };

export class PostgresEventStore extends EventStore {
  readonly log: string;
  private readonly options: PostgresEventStoreOptions & typeof usual & Limits;
  private readonly source: PoolSource;
  private readonly cache: StreamCache;
  private readonly loader: StreamLoader;
  private readonly writer: PostgresWriter;
  private readonly notice: GrowthNotice;
  private readonly partitions: PartitionsAhead;
  // Made once: turning bytes into a key costs more than a hash.
  private readonly inputHashKey: KeyObject;
  private ready: Call[] = [];
  private waiting = 0;
  private writing = false;
  private closing = false;
  private drained: () => void = ignore;

  constructor(options: PostgresEventStoreOptions) {
    super();
    this.log = options.log;
    this.options = { ...usual, ...usualLimits, ...options } as typeof this.options;
    this.inputHashKey = createSecretKey(options.inputHashKey);
    const { pool, log, cachedStreams } = this.options;
    const schema = quotedSchema(log);
    // The pool drops an idle connection that broke by itself; unheard, its error would end the process.
    if (!pool.listeners('error').includes(ignore)) pool.on('error', ignore);
    this.source = new PoolSource(pool, schema, silenceOf(this.options));
    this.cache = new StreamCache(cachedStreams);
    this.writer = new PostgresWriter({ ...this.options, schema, limits: this.options });
    this.loader = new StreamLoader(this.source, () => this.writer.knownSeq);
    this.notice = new GrowthNotice(pool, logSchema(log));
    this.partitions = new PartitionsAhead(pool, schema);
  }

  override async decide<State, const F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
    command: CommandMeta,
    decision: (state: State, at: Moment) => Decision<readonly F[]>,
  ): Promise<Decided<State>> {
    const job = singleJob(this.inputHashKey, decider, streamId, command, decision);
    return decided<State>(job, await this.answered(job));
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
    return decidedTogether<S>(job, await this.answered(job));
  }

  override async stateOf<State, F extends Fact>(
    decider: Decider<State, F>,
    streamId: string,
  ): Promise<{ readonly state: State; readonly version: number }> {
    const entry = this.cache.acquire(streamOf(decider, streamId));
    try {
      const wishes = [{ entry, decider }];
      const knownSeq = this.writer.knownSeq;
      await readHeads(this.source, wishes);
      await readFacts(this.source, wishes);
      entry.knownAt = Math.max(entry.knownAt, knownSeq);
      const { state, version, refusal } = entry.view(decider);
      if (refusal !== undefined) throw refusal;
      return { state: state as State, version };
    } finally {
      this.cache.release(entry);
    }
  }

  /** Forgets the commands that came over HTTP before a moment, some at a time; answers how many. */
  async forgetCommands(before: string, most = 10_000): Promise<number> {
    const { rows } = await this.options.pool.query<{ n: number }>(`SELECT ${quotedSchema(this.log)}.forget_commands($1, $2) AS n`, [
      before,
      most,
    ]);
    return rows[0]!.n;
  }

  /** Takes no more calls, answers those that wait, and lets go of its connections. The pool stays open: it belongs to whoever made it. */
  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    if (this.waiting > 0) await new Promise<void>((resolve) => (this.drained = resolve));
    await this.partitions.close();
    this.writer.close();
    await this.notice.close();
  }

  private async answered(job: Job): Promise<Answered> {
    if (this.closing) throw new Busy(RETRY_AFTER_SECONDS, 'the store is closing');
    if (this.waiting >= this.options.mostWaiting) throw new Busy(RETRY_AFTER_SECONDS);
    this.waiting += 1;
    const entries = new Map(job.streams.map(({ stream }) => [stream, this.cache.acquire(stream)]));
    try {
      const outcome = await this.outcome(job, entries);
      if (outcome.status === 'failed') throw outcome.failure;
      if (outcome.status === 'accepted') return outcome.answered;
      return { answer: outcome.answer, states: await this.statesThen(job, outcome.answer), repeated: true };
    } finally {
      for (const entry of entries.values()) this.cache.release(entry);
      this.waiting -= 1;
      if (this.waiting === 0) this.drained();
    }
  }

  private outcome(job: Job, entries: ReadonlyMap<string, CachedStream>): Promise<Outcome> {
    return new Promise((answer) => void this.queue({ job, entries, uncertain: false, postponed: false, answer }));
  }

  /** Lets a call wait for the lock once its streams are in memory. */
  private async queue(call: Call): Promise<void> {
    const wishes = call.job.streams.map(({ stream, decider }): Wish<CachedStream> => ({ entry: call.entries.get(stream)!, decider }));
    // A failure to read is no answer: the writer reads what is missing under its lock, and knows how to try again.
    if (!wishes.every(isKnown)) await this.loader.load(wishes).catch(ignore);
    this.ready.push(call);
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.ready.length > 0) {
      // Callers that were answered a moment ago are about to ask again: they come along.
      await new Promise(setImmediate);
      // Each turn at the lock is dear, so that none is asked for with half of what is about to be ready.
      if (this.writer.shared) await this.loader.present();
      const calls = this.ready.splice(0, this.options.batchSize);
      const before = this.writer.knownSeq;
      const results = await this.writer.write(calls, () => calls.push(...this.ready.splice(0, this.options.batchSize - calls.length)));
      if (this.writer.knownSeq > before) this.notice.soon(this.writer.knownSeq);
      this.partitions.reach(this.writer.knownSeq);
      this.options.onBatch?.(calls.length);
      calls.forEach((call, at) => this.finish(call, results[at]!));
    }
    this.writing = false;
  }

  private finish(call: Call, result: Result): void {
    if (result === 'again') void this.queue({ ...call, postponed: true });
    else call.answer(result);
  }

  private async statesThen(job: Job, { streams }: Answer): Promise<unknown[]> {
    return Promise.all(
      job.streams.map(async ({ decider, stream }, at) => {
        const { state, refusal } = await this.source.viewAt(decider, stream, streams[at]![2]);
        if (refusal !== undefined) throw refusal;
        return state;
      }),
    );
  }
}

const ignore = (): void => undefined;
