// The one who writes a log, as far as this process goes; other processes have theirs, and the lock on the log's head row lets one in at a time.
import type { Clock } from '@libs/kernel';
import type { Pool } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { Batch, type Limits, type Outcome } from './batch';
import type { Job } from './job';
import { STALE } from './log-tables';
import { Busy, OutcomeUnknown } from './refusals';
import type { CachedStream } from './stream-cache';
import { applyHeads, factsBehind, knownVersions, readFacts, readHeads, type Wish } from './stream-reading';
import { WriterSession, type Locked, type SessionLimits } from './writer-session';

/** A call that waits, with the streams that it holds in memory. */
export type Waiting = {
  readonly job: Job;
  readonly entries: ReadonlyMap<string, CachedStream>;
  /** A COMMIT with this call in it was sent, and its answer never came. */
  uncertain: boolean;
  /** It has waited once already for a stream to be read outside the lock. */
  postponed: boolean;
};

export type Result = Outcome | 'again';

export type WriterOptions = SessionLimits & {
  readonly pool: Pool;
  readonly log: string;
  readonly schema: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly attempts: number;
};

// More than this in one transaction would hold the head for too long.
const MOST_CHARACTERS = 16_000_000;
const MOST_FACTS_UNDER_LOCK = 5_000;
const FIRST_BACK_OFF_MS = 20;
const LONGEST_BACK_OFF_MS = 1_000;
const RETRY_AFTER_SECONDS = 2;

type Fault = 'stale' | 'key clash' | 'no partition' | 'lost' | 'other';

const LOST_CLASSES = ['08', '53', '57', '58'];
// Time-outs of lock, idle transaction and transaction, deadlock, a server that became read-only in a fail-over.
const LOST_CODES = ['55P03', '25P03', '25P04', '40P01', '40001', '25006'];

function faultOf(failure: unknown): Fault {
  const { code, table, message } = failure as { readonly code?: unknown; readonly table?: unknown; readonly message?: unknown };
  if (code === STALE) return 'stale';
  if (code === '23505' && table === 'taken_key') return 'key clash';
  if (code === '23514' && String(message).startsWith('no partition')) return 'no partition';
  // What bears no five characters of SQLSTATE comes from the socket or from pg itself.
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return 'lost';
  return LOST_CLASSES.includes(code.slice(0, 2)) || LOST_CODES.includes(code) ? 'lost' : 'other';
}

export class PostgresWriter {
  private session: WriterSession | undefined;
  /** Where the log stood when this process last held it. */
  knownSeq = 0;
  /** Up to here others have written what we have not seen; what was read before must be looked at again. */
  private foreignSeq = 0;
  /** Others write to this log as well: the lock is to be waited for. */
  shared = false;
  private lookUpKeys = false;
  private committing = false;
  /** How far the batch in hand would bring the log. */
  private wantedSeq = 0;

  constructor(private readonly options: WriterOptions) {}

  close(): void {
    this.session?.close();
    this.session = undefined;
  }

  /**
   * What became of each call, in their order; `again` for those that this batch had no room for. Never throws.
   * `join` adds those to `waiting` that have come since: where several processes write, the wait for the lock is long.
   */
  async write(waiting: readonly Waiting[], join: () => void = nobody): Promise<readonly Result[]> {
    let backOffMs = FIRST_BACK_OFF_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.session ??= await WriterSession.open(this.options.pool, this.options.schema, this.options);
        this.committing = false;
        return await this.attempt(this.session, waiting, join);
      } catch (failure) {
        const fault = faultOf(failure);
        if (this.committing && fault === 'lost') for (const call of waiting) call.uncertain = true;
        await this.recover(fault);
        if (fault === 'other' && waiting.length > 1) return this.writeApart(waiting);
        if (fault === 'other') return [{ status: 'failed', failure }];
        if (attempt >= this.options.attempts) return waiting.map((call) => givenUp(call, failure));
        if (fault === 'lost') await delay(backOffMs * (0.5 + Math.random() / 2));
        backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
      }
    }
  }

  // Nothing of a batch that the database would not take is written: its halves are tried alone, until only the culprit is left.
  private async writeApart(waiting: readonly Waiting[]): Promise<readonly Result[]> {
    const middle = Math.ceil(waiting.length / 2);
    return [...(await this.write(waiting.slice(0, middle))), ...(await this.write(waiting.slice(middle)))];
  }

  private async recover(fault: Fault): Promise<void> {
    if (fault === 'stale') this.foreignSeq = Infinity;
    if (fault === 'key clash') this.lookUpKeys = true;
    if (fault === 'no partition') {
      await this.options.pool.query(`SELECT ${this.options.schema}.extend($1)`, [this.wantedSeq]).catch(() => undefined);
    }
    try {
      if (fault !== 'lost') return await this.session?.rollback();
    } catch {
      // A connection that cannot even roll back is as good as lost.
    }
    this.close();
  }

  private async attempt(session: WriterSession, waiting: readonly Waiting[], join: () => void): Promise<readonly Result[]> {
    const locked = await this.lock(session, waiting, join);
    const wishes = wishesOf(waiting);
    const urgent = new Set(waiting.filter(({ postponed }) => postponed).flatMap(({ entries }) => [...entries.values()]));
    const late = await this.catchUp(session, locked, wishes, urgent);
    const now = laterOf(this.options.clock.now(), locked.recordedAt);
    const { batch, results } = await this.decided(session, locked, now, waiting, late);
    if (batch.commands.length === 0) {
      await session.rollback();
      return results;
    }
    this.wantedSeq = batch.seq;
    this.committing = true;
    await session.write(batch, locked.seq, now);
    this.committing = false;
    batch.settle();
    this.knownSeq = batch.seq;
    this.lookUpKeys = false;
    return results;
  }

  private async lock(session: WriterSession, waiting: readonly Waiting[], join: () => void): Promise<Locked> {
    if (!this.shared) return session.lock(idsOf(waiting));
    const first = waiting.length;
    const locked = await session.lock(idsOf(waiting), knownVersions(wishesOf(waiting)));
    join();
    if (waiting.length === first) return locked;
    const joined = waiting.slice(first);
    const { commands, heads = [] } = await session.look(idsOf(joined), knownVersions(wishesOf(joined)));
    return { ...locked, commands: new Map([...locked.commands, ...commands]), heads: [...(locked.heads ?? []), ...heads] };
  }

  /** Sees what other processes added to the streams of this batch. Answers those that are too far behind to be read while everybody waits. */
  private async catchUp(
    session: WriterSession,
    locked: Locked,
    wishes: readonly Wish<CachedStream>[],
    urgent: ReadonlySet<CachedStream>,
  ): Promise<ReadonlySet<CachedStream>> {
    this.shared = locked.seq !== this.knownSeq && this.knownSeq > 0;
    if (locked.seq !== this.knownSeq || this.foreignSeq === Infinity) this.foreignSeq = locked.seq;
    this.knownSeq = locked.seq;
    const doubtful = wishes.filter(({ entry }) => entry.knownAt < this.foreignSeq);
    if (locked.heads !== undefined) applyHeads(doubtful, locked.heads);
    else if (doubtful.length > 0) await readHeads(session, doubtful);
    const late = new Set<CachedStream>();
    let facts = 0;
    for (const wish of wishes) {
      facts += factsBehind([wish]);
      if (facts > MOST_FACTS_UNDER_LOCK && !urgent.has(wish.entry)) late.add(wish.entry);
    }
    await readFacts(
      session,
      wishes.filter(({ entry }) => !late.has(entry)),
    );
    for (const { entry } of doubtful) if (!late.has(entry)) entry.knownAt = locked.seq;
    return late;
  }

  /** Runs the decisions, again with what was learnt of their keys until all keys are known that must be. */
  private async decided(session: WriterSession, locked: Locked, now: string, waiting: readonly Waiting[], late: ReadonlySet<CachedStream>) {
    const keys = new Map<string, boolean>();
    for (;;) {
      const { batch, results } = this.decide(locked, now, waiting, late, keys);
      const unknown = this.lookUpKeys ? batch.assumedFree() : batch.unproven();
      if (unknown.length === 0) return { batch, results };
      const held = await session.heldKeys(unknown);
      for (const key of unknown) keys.set(key, held.has(key));
    }
  }

  private decide(
    locked: Locked,
    now: string,
    waiting: readonly Waiting[],
    late: ReadonlySet<CachedStream>,
    keys: ReadonlyMap<string, boolean>,
  ) {
    const { log, limits } = this.options;
    const entries = new Map(waiting.flatMap((call) => [...call.entries]));
    const entry = (stream: string): CachedStream => entries.get(stream)!;
    const batch = new Batch({ log, seq: locked.seq, now, limits, commands: locked.commands, keys, entry });
    const results = waiting.map((call): Result => {
      const known = locked.commands.has(call.job.command.id);
      if (!known && (batch.length > MOST_CHARACTERS || [...call.entries.values()].some((stream) => late.has(stream)))) return 'again';
      return batch.run(call.job);
    });
    return { batch, results };
  }
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

const nobody = (): void => undefined;

const idsOf = (waiting: readonly Waiting[]): string[] => [...new Set(waiting.map(({ job }) => job.command.id))];

function wishesOf(waiting: readonly Waiting[]): Wish<CachedStream>[] {
  const seen = new Map<string, Wish<CachedStream>[]>();
  for (const { job, entries } of waiting) {
    for (const { stream, decider } of job.streams) {
      const wishes = seen.get(stream) ?? [];
      if (!wishes.some((wish) => wish.decider === decider)) seen.set(stream, [...wishes, { entry: entries.get(stream)!, decider }]);
    }
  }
  return [...seen.values()].flat();
}

function givenUp({ job, uncertain }: Waiting, cause: unknown): Outcome {
  const failure = uncertain
    ? new OutcomeUnknown(job.command.id, RETRY_AFTER_SECONDS, cause)
    : Object.assign(new Busy(RETRY_AFTER_SECONDS, 'the database does not answer'), { cause });
  return { status: 'failed', failure };
}
