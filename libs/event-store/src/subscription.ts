// Follows a log by position. Of all replicas of a service one works at a time, for it holds the row of the position while it does: when its
// process dies the row is free at once. The position is saved in that same transaction, so that work done through its EntityManager
// happens exactly once, and work done elsewhere at least once.
import type { DataSource, EntityManager } from 'typeorm';
import type { RecordedFact } from './decider';
import { holdingPosition, type Moved } from './held-position';
import type { LogReader } from './log-reader';
import type { Positions } from './subscription-positions';
import { knownOnly, toToday, type Deciders } from './to-today';

/** Does what is to be done with the facts after a position and answers how far it came. Runs in the transaction that saves the position. */
export type Work = (after: number, limit: number, rows: EntityManager) => Promise<number>;

/** Rows and position in one transaction: each fact is applied exactly once. */
export function transactionally(
  log: LogReader,
  deciders: Deciders,
  apply: (facts: readonly RecordedFact[], rows: EntityManager) => Promise<void>,
): Work {
  const today = toToday(deciders);
  return async (after, limit, rows) => {
    const facts = knownOnly(await log.read(after, limit), today);
    if (facts.length > 0) await apply(facts, rows);
    return facts.at(-1)?.seq ?? after;
  };
}

/** First the handler, then the position: after a kill a batch may come again, and what the handler does bears the facts' own ids. */
export const afterwards = (log: LogReader, deciders: Deciders, handle: (facts: readonly RecordedFact[]) => Promise<void>): Work =>
  transactionally(log, deciders, (facts) => handle(facts));

export type SubscriptionState =
  | { readonly status: 'running' | 'stopped' }
  /** The same facts are tried again after a while; nothing is skipped meanwhile. */
  | { readonly status: 'paused'; readonly why: string; readonly failures: number; readonly retryInMs: number };

export type Observation = {
  readonly name: string;
  readonly log: string;
  readonly facts: number;
  readonly seconds: number;
  readonly state: SubscriptionState;
  readonly failure?: unknown;
};

export type Progress = { readonly position: number; readonly head: number; readonly running: boolean; readonly state: SubscriptionState };

export type SubscriptionSettings = {
  readonly batchSize: number;
  /** How long to rest at most when nothing says that the log has grown. */
  readonly pollMs: number;
  /** How soon to look again when another replica holds the position: bounds the take-over after it was killed. */
  readonly lookAgainMs: number;
  /** The least time between two batches once the end is reached; lets a burst become one batch. */
  readonly lingerMs: number;
  readonly firstBackOffMs: number;
  readonly longestBackOffMs: number;
  /** After so long the database takes the position from a replica that stands still. */
  readonly batchTimeoutMs: number;
};

const subscriptionDefaults: SubscriptionSettings = {
  batchSize: 256,
  pollMs: 1_000,
  lookAgainMs: 100,
  lingerMs: 10,
  firstBackOffMs: 100,
  longestBackOffMs: 30_000,
  batchTimeoutMs: 30_000,
};

export type SubscriptionOptions = {
  readonly name: string;
  readonly dataSource: DataSource;
  readonly positions: Positions;
  readonly log: LogReader;
  readonly work: Work;
  readonly settings?: Partial<SubscriptionSettings>;
  /** Told of every batch and every failure; for metrics and logs. */
  readonly observe?: (observation: Observation) => void;
};

export class Subscription {
  readonly name: string;
  private readonly settings: SubscriptionSettings;
  private state: SubscriptionState = { status: 'stopped' };
  private limit: number;
  private stopping = false;
  private working = false;
  private opened = false;
  private woken = false;
  /** How far the log reaches at least. */
  private head = 0;
  /** Whether it may reach further without anybody having said how far. */
  private unsure = true;
  /** How far this process itself has come; unknown while another may be further. */
  private position: number | undefined;
  private endRest: () => void = () => {};
  private wakeRest: () => void = () => {};
  private loop: Promise<void> | undefined;

  constructor(private readonly options: SubscriptionOptions) {
    this.name = options.name;
    this.settings = { ...subscriptionDefaults, ...options.settings };
    this.limit = this.settings.batchSize;
  }

  start(): void {
    if (this.loop !== undefined) return;
    this.stopping = false;
    this.state = { status: 'running' };
    const stopListening = this.options.log.onGrowth((head) => this.wake(head));
    this.loop = this.run().finally(stopListening);
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.endRest();
    await this.loop;
    this.loop = undefined;
    this.state = { status: 'stopped' };
  }

  /** Ends a pause before its time; for an operator who has mended what was wrong. */
  retryNow(): void {
    this.endRest();
  }

  waitFor(seq: number, timeoutMs: number): Promise<boolean> {
    return this.options.positions.waitFor(this.name, this.options.log.log, seq, timeoutMs);
  }

  async progress(): Promise<Progress> {
    // The position first: read the other way round, it might seem to be beyond the head.
    const position = await this.options.positions.of(this.name, this.options.log.log);
    return { position, head: await this.options.log.head(), running: this.working, state: this.state };
  }

  private wake(head?: number): void {
    if (head === undefined) this.unsure = true;
    else this.head = Math.max(this.head, head);
    this.woken = true;
    this.wakeRest();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      const startedAt = performance.now();
      try {
        if (await this.atEnd()) await this.restUntilGrowth();
        else await this.afterStep(await this.step(), startedAt);
      } catch (failure) {
        await this.afterFailure(failure, startedAt);
      }
    }
  }

  /** Whether this process did the last of the work and nothing came since; then there is no need to take the row. */
  private async atEnd(): Promise<boolean> {
    if (this.position === undefined) return false;
    if (this.unsure) {
      [this.head, this.unsure] = [0, false];
      const asked = await this.options.log.head();
      // It may have been told of more meanwhile.
      this.head = Math.max(this.head, asked);
    }
    return this.head <= this.position;
  }

  private async step(): Promise<Moved> {
    this.working = true;
    try {
      const { dataSource, log, work } = this.options;
      const key = [this.name, log.log];
      if (!this.opened) await dataSource.query('insert into public.position (name, log) values ($1, $2) on conflict do nothing', key);
      this.opened = true;
      const held = { name: this.name, log: log.log, timeoutMs: this.settings.batchTimeoutMs };
      return await holdingPosition(dataSource, held, (after, rows) => work(after, this.limit, rows));
    } finally {
      this.working = false;
    }
  }

  private async afterStep(step: Moved, startedAt: number): Promise<void> {
    if (step === 'elsewhere') {
      this.lookAnew();
      return this.rest(this.settings.lookAgainMs);
    }
    const { after, upTo } = step;
    // Nothing was there: whatever was heard of more, it does not hold any longer.
    if (upTo === after) this.unsure = true;
    this.state = { status: 'running' };
    this.position = upTo;
    this.options.positions.moved(this.name, this.options.log.log, upTo);
    if (upTo > after) this.observe(upTo - after, startedAt);
    const full = upTo - after >= this.limit;
    this.limit = Math.min(this.settings.batchSize, this.limit * 4);
    if (!full && this.settings.lingerMs > 0) await this.rest(this.settings.lingerMs);
  }

  // One fact at a time from here on, so that all before the one at fault get through and the pause is at that one.
  private async afterFailure(failure: unknown, startedAt: number): Promise<void> {
    const failures = (this.state.status === 'paused' ? this.state.failures : 0) + 1;
    const retryInMs = Math.min(this.settings.longestBackOffMs, this.settings.firstBackOffMs * 2 ** Math.min(failures - 1, 20));
    const why = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
    this.limit = 1;
    this.unsure = true;
    this.state = { status: 'paused', why, failures, retryInMs };
    this.observe(0, startedAt, failure);
    await this.rest(retryInMs);
  }

  private async restUntilGrowth(): Promise<void> {
    if (this.woken) return;
    await this.rest(this.settings.pollMs, true);
    // Nobody said that the log has grown: look at the row itself, which somebody may have set back.
    if (!this.woken) this.lookAnew();
  }

  private lookAnew(): void {
    this.position = undefined;
    this.unsure = true;
  }

  private async rest(ms: number, untilGrowth = false): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.endRest = this.wakeRest = () => {};
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.endRest = end;
      if (untilGrowth) this.wakeRest = end;
    });
  }

  private observe(facts: number, startedAt: number, failure?: unknown): void {
    const { observe, log } = this.options;
    const seconds = (performance.now() - startedAt) / 1000;
    observe?.({ name: this.name, log: log.log, facts, seconds, state: this.state, ...(failure === undefined ? {} : { failure }) });
  }
}
