import type { Clock } from '@libs/kernel';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { attempt, attemptMs } from './attempt';
import { backOffMs, passes, reasonOf, saysLater } from './back-off';
import { DueRows, type DueRow } from './due-rows';
import type { AnyDueHandler } from './due-setter';
import { Lane } from './lane';
import type { Sql } from './sql';
import { traced } from './traced';
import type { Waker } from './waker';

/** How often one of our own decisions may throw before its row waits for an operator. */
export const ATTEMPTS_BEFORE_PARKING = 8;
/** How many outsiders one process calls at a time. */
export const OUTSIDERS_AT_ONCE = 8;
const LEASE_MS = 10_000;
const SWEEP_MS = 30_000;
const SWEPT_AT_ONCE = 100;
const UNCOUNTED_REMEMBERED = 10_000;

export type DueRunnerOptions = {
  readonly sql: Sql;
  readonly handlers: readonly AnyDueHandler[];
  readonly clock: Clock;
  readonly waker: Waker;
  /** In the sandbox a row that is due waits for `fire()`, which comes once all processes stand at the same time. */
  readonly held?: boolean;
  /** Told of every attempt that failed and of every pause. */
  readonly onTrouble?: (trouble: { readonly what: string; readonly why: string }) => void;
  readonly leaseMs?: number;
  readonly sweepMs?: number;
  readonly firstDelayMs?: number;
};

/** Fires what is due: our own decisions one after the other in the order in which they fall due, outsiders several at a time. */
export class DueRunner {
  readonly rows: DueRows;
  /** How many attempts this process has begun; it only grows. */
  started = 0;
  running = 0;
  readonly #options: DueRunnerOptions;
  readonly #owner = randomUUID();
  readonly #leaseMs: number;
  readonly #handlers: ReadonlyMap<string, AnyDueHandler>;
  readonly #decisionKinds: readonly string[];
  readonly #outsiderKinds: readonly string[];
  readonly #decisions: Lane;
  readonly #outsiders: Lane;
  readonly #calls = new Set<Promise<void>>();
  // How often in a row an outsider's row has failed here without being counted: the wait grows with it. Forgotten, it grows anew.
  readonly #uncounted = new LRUCache<string, number>({ max: UNCOUNTED_REMEMBERED });
  /** What our own rows' SQL has thrown at the end of a call. */
  #down: unknown;
  #turnSureUntil = 0;
  #firesUntil: string;
  #sweep: NodeJS.Timeout | undefined;
  #turnRetry: NodeJS.Timeout | undefined;

  constructor(options: DueRunnerOptions) {
    this.#options = options;
    this.rows = new DueRows(options.sql);
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#firesUntil = options.clock.now();
    this.#handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
    const kinds = [...this.#handlers.values()];
    this.#decisionKinds = kinds.filter((handler) => handler.attempts === undefined).map(({ kind }) => kind);
    this.#outsiderKinds = kinds.filter((handler) => handler.attempts !== undefined).map(({ kind }) => kind);
    const onPause = (error: unknown) => this.#trouble('paused', error);
    this.#decisions = new Lane({ work: () => this.#fireDecisions(), onPause });
    this.#outsiders = new Lane({ work: () => this.#callOutsiders(), onPause });
  }

  async start(): Promise<void> {
    this.#firesUntil = this.#options.clock.now();
    await this.#options.waker.start(() => this.wake());
    // What an older release could not read this one may; if not, it is parked again.
    this.rows.releaseUnread().then(
      () => this.wake(),
      (error: unknown) => this.#trouble('release', error),
    );
    this.#sweep = setInterval(() => this.sweep(), this.#options.sweepMs ?? SWEEP_MS);
    this.sweep();
  }

  /** No new attempts; answers when those in hand are over. */
  async stop(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all([this.#decisions.stop(), this.#outsiders.stop()]);
    clearTimeout(this.#turnRetry);
    await Promise.all(this.#calls);
    await this.#options.waker.stop();
  }

  wake(): void {
    this.#decisions.wake();
    this.#outsiders.wake();
  }

  /** Told by the setter, after its commit. */
  async wasSet(rows: readonly { readonly id: string; readonly dueAt: string }[]): Promise<void> {
    for (const { id, dueAt } of rows) await this.#options.waker.at(dueAt, id);
  }

  /** Looks for what is due, and tells the waker what comes next in case that it has forgotten. */
  sweep(): void {
    this.wake();
    this.#tellUpcoming(this.#options.clock.now(), SWEPT_AT_ONCE).catch((error: unknown) => this.#trouble('sweep', error));
  }

  /** An operator's release of a parked row, which is then due again with all its attempts before it. */
  async release(id: string): Promise<boolean> {
    const released = await this.rows.release(id);
    this.wake();
    return released;
  }

  /** Sandbox only: what is due up to the clock's present time may fire. */
  fire(): void {
    this.#firesUntil = this.#options.clock.now();
    this.wake();
  }

  /** How often it has looked for work; it stays small while there is none. */
  get rounds(): number {
    return this.#decisions.rounds + this.#outsiders.rounds;
  }

  #until(): string {
    return this.#options.held ? this.#firesUntil : this.#options.clock.now();
  }

  #nextDecision(): Promise<DueRow | undefined> {
    return this.rows.nextDecision(this.#decisionKinds, this.#until());
  }

  async #fireDecisions(): Promise<void> {
    for (;;) {
      // The moment before the look, so that nothing can fall due between the look and what the waker is told.
      const looked = this.#options.clock.now();
      const due = await this.#nextDecision();
      if (!due) return this.#tellUpcoming(looked, 1);
      if (this.#decisions.stopped) return;
      // Whoever is refused the turn relies on its holder, who looks once more after leaving it, and asks again in case that the holder died.
      if (!(await this.#takeTurn())) return this.#askAgainForTurn();
      await this.#holdTurn(() => this.#fireInOrder());
    }
  }

  async #fireInOrder(): Promise<void> {
    for (let row = await this.#nextDecision(); row && !this.#decisions.stopped; row = await this.#nextDecision()) {
      // A process that stood still for longer than its lease may find here that another has the turn.
      if (performance.now() > this.#turnSureUntil && !(await this.#takeTurn())) return;
      await this.#attempt(row);
    }
  }

  async #holdTurn(work: () => Promise<void>): Promise<void> {
    const renew = setInterval(() => {
      this.#takeTurn().catch((error: unknown) => this.#trouble('turn', error));
    }, this.#leaseMs / 3);
    try {
      await work();
    } finally {
      clearInterval(renew);
      // Where the database is gone the lease ends by itself, and what the work threw matters more.
      await this.rows.leaveTurn(this.#owner).catch((error: unknown) => this.#trouble('turn', error));
    }
  }

  async #takeTurn(): Promise<boolean> {
    const sureUntil = performance.now() + this.#leaseMs / 2;
    const taken = await this.rows.takeTurn(this.#owner, this.#leaseMs);
    this.#turnSureUntil = taken ? sureUntil : 0;
    return taken;
  }

  #askAgainForTurn(): void {
    clearTimeout(this.#turnRetry);
    this.#turnRetry = setTimeout(() => this.#decisions.wake(), this.#leaseMs);
  }

  async #callOutsiders(): Promise<void> {
    const down = this.#down;
    this.#down = undefined;
    if (down !== undefined) throw down;
    if (this.#outsiderKinds.length === 0) return;
    const leaseMs = Math.max(...[...this.#handlers.values()].map(attemptMs)) + this.#leaseMs;
    while (this.#calls.size < OUTSIDERS_AT_ONCE && this.#down === undefined && !this.#outsiders.stopped) {
      const row = await this.rows.claimOutsider(this.#outsiderKinds, this.#until(), this.#owner, leaseMs);
      if (!row) return;
      const call = this.#attempt(row)
        .catch((error: unknown) => void (this.#down = error))
        .finally(() => {
          this.#calls.delete(call);
          this.#outsiders.wake();
        });
      this.#calls.add(call);
    }
  }

  /** What it throws pauses the lane: our own rows cannot be written, or one of our own decisions has to wait. */
  async #attempt(row: DueRow): Promise<void> {
    const handler = this.#handlers.get(row.kind);
    if (!handler) return;
    this.started += 1;
    this.running += 1;
    try {
      const failed = await failureOf(() => traced(row, () => attempt(handler, row)));
      if (!failed) await this.#done(row);
      else if (handler.attempts === undefined) await this.#decisionFailed(row, failed.error);
      else await this.#callFailed(row, failed.error, handler.attempts);
    } finally {
      this.running -= 1;
    }
  }

  async #done(row: DueRow): Promise<void> {
    this.#uncounted.delete(row.id);
    await this.rows.done(row.id, this.#options.clock.now());
  }

  async #decisionFailed(row: DueRow, error: unknown): Promise<void> {
    // Those behind it would meet the same, and are not to overtake it.
    if (passes(error)) throw error;
    this.#trouble(row.id, error);
    if (row.attempt >= ATTEMPTS_BEFORE_PARKING) return this.rows.park(row.id, row.attempt, reasonOf(error));
    await this.#tryAgain(row, row.attempt, backOffMs(row.attempt, this.#options.firstDelayMs), error);
  }

  /** Whatever it was, only this row waits: what is down for one outsider is not down for another. */
  async #callFailed(row: DueRow, error: unknown, toOutsider: number): Promise<void> {
    this.#trouble(row.id, error);
    const recording = row.attempt > toOutsider;
    if (recording ? passes(error) : saysLater(error)) {
      const times = (this.#uncounted.get(row.id) ?? 0) + 1;
      this.#uncounted.set(row.id, times);
      return this.#tryAgain(row, row.attempt - 1, backOffMs(times, this.#options.firstDelayMs), error);
    }
    this.#uncounted.delete(row.id);
    if (row.attempt >= toOutsider + ATTEMPTS_BEFORE_PARKING) return this.rows.park(row.id, row.attempt, reasonOf(error));
    await this.#tryAgain(row, row.attempt, this.#delayMs(row.attempt, toOutsider), error);
  }

  async #tryAgain(row: DueRow, attempts: number, delayMs: number, error: unknown): Promise<void> {
    const tryAt = new Date(Date.parse(this.#options.clock.now()) + delayMs).toISOString();
    await this.rows.tryAgain(row.id, attempts, tryAt, reasonOf(error));
    await this.#options.waker.at(tryAt, row.id);
  }

  /** After an outsider's last attempt there is nothing to wait for: what comes next is the record that it was given up, which has attempts of its own. */
  #delayMs(made: number, toOutsider: number): number {
    if (made === toOutsider) return 0;
    return backOffMs(made > toOutsider ? made - toOutsider : made, this.#options.firstDelayMs);
  }

  async #tellUpcoming(after: string, limit: number): Promise<void> {
    for (const { id, tryAt } of await this.rows.upcoming(after, limit)) await this.#options.waker.at(tryAt, id);
  }

  #trouble(what: string, error: unknown): void {
    this.#options.onTrouble?.({ what, why: reasonOf(error) });
  }
}

/** What the work threw, wrapped, for anything can be thrown; undefined where it came to its end. */
async function failureOf(work: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  }
}
