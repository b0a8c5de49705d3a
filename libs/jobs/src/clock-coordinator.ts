import { Refused } from '@libs/kernel';
import { reasonOf } from './back-off';
import type { Reading } from './process-control';

/** A process as the coordinator reaches it. A call that gets no answer within a bounded time must throw. */
export type ControlledProcess = {
  readonly id: string;
  setClock(now: string): Promise<void>;
  fire(): Promise<void>;
  reading(): Promise<Reading>;
};

export type Standing = {
  readonly now: string;
  readonly atRest: boolean;
  readonly busy: readonly string[];
  readonly parked: readonly string[];
};

export type CoordinatorOptions = {
  readonly startsAt: string;
  /** How long a process counts as alive after it was last heard of. */
  readonly leaseMs?: number;
  /** How long the system may take to come to rest at one moment. */
  readonly deadlineMs?: number;
  readonly onDropped?: (id: string, why: string) => void;
};

type Member = { readonly process: ControlledProcess; heardAt: number; silence?: string };
type Readings = ReadonlyMap<string, Reading>;
type Look = { readonly readings: Readings; readonly silent: readonly string[] };

const LEASE_MS = 10_000;
const DEADLINE_MS = 60_000;
const FIRST_LOOK_MS = 5;
const LONGEST_LOOK_MS = 200;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Moves the time of all processes together, from one thing that falls due to the next, and says when the system is at rest. */
export class ClockCoordinator {
  readonly #leaseMs: number;
  readonly #deadlineMs: number;
  readonly #members = new Map<string, Member>();
  /** Where the processes are told to stand. */
  #now: string;
  /** Up to where things may fire: follows `#now` once every process has acknowledged it. */
  #released: string;
  /** Once it has moved the clock it takes the time from nobody. */
  #begun = false;
  /** From the beginning of a step until all have come to rest at its end. */
  #underway = true;
  /** How all stood when they last came to rest. */
  #rested: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: CoordinatorOptions) {
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#now = this.#released = new Date(options.startsAt).toISOString();
  }

  get now(): string {
    return this.#released;
  }

  get processes(): readonly string[] {
    return [...this.#members.keys()].sort();
  }

  /**
   * A process joins, or says that it is still there. It is told the time up to which things may fire, at which it is to stand before it starts work;
   * if a step is on its way it gets the next time like all others. A coordinator that was started anew learns the time from those that join before its
   * first step: the latest at which one of them stands, so that it never lies behind what they have recorded.
   */
  register(process: ControlledProcess, standsAt?: string): { readonly now: string } {
    const known = this.#members.get(process.id);
    if (known) {
      known.heardAt = performance.now();
    } else {
      this.#members.set(process.id, { process, heardAt: performance.now() });
      if (standsAt !== undefined && !this.#begun && new Date(standsAt).toISOString() > this.#now)
        this.#now = this.#released = new Date(standsAt).toISOString();
    }
    return { now: this.#released };
  }

  leave(id: string): void {
    this.#members.delete(id);
  }

  /** Moves to that moment, and answers when all that fell due on the way has fired and the system is at rest. Calls queue. */
  advance(to: string): Promise<{ readonly now: string; readonly stops: number }> {
    const step = this.#queue.then(() => this.#advance(new Date(to).toISOString()));
    this.#queue = step.catch(() => undefined);
    return step;
  }

  /** How things stand, without waiting. Two equal looks are a rest here too. */
  async standing(): Promise<Standing> {
    const [first, second] = [await this.#look(), await this.#look()];
    const busy = [...new Set([...busyOf(first.readings), ...busyOf(second.readings), ...second.silent])];
    const still = busy.length === 0 && fingerprint(first.readings) === fingerprint(second.readings);
    return { now: this.#released, atRest: still, busy, parked: parkedOf(second.readings) };
  }

  async #advance(to: string): Promise<{ readonly now: string; readonly stops: number }> {
    if (to < this.#now) throw new Refused('CLOCK_ONLY_FORWARD', { now: this.#now, to });
    this.#begun = true;
    // What a step before left unfinished comes first: until all stand at one time and rest, what falls due next is not known.
    if (this.#underway) await this.#moveTo(this.#now);
    this.#underway = true;
    let stops = 0;
    for (let next = nextOf(await this.#rest(), to); next !== undefined; next = nextOf(await this.#rest(), to)) {
      await this.#moveTo(next > this.#now ? next : this.#now);
      stops += 1;
    }
    if (to > this.#now) {
      await this.#moveTo(to);
      await this.#rest();
    }
    this.#underway = false;
    return { now: this.#now, stops };
  }

  async #moveTo(moment: string): Promise<void> {
    this.#now = moment;
    this.#rested = undefined;
    await this.#everyone((process) => process.setClock(moment));
    this.#released = moment;
    await this.#everyone((process) => process.fire());
  }

  /** Calls every process until each has answered once, those too that join meanwhile; whoever is silent for longer than its lease is dropped. */
  async #everyone(call: (process: ControlledProcess) => Promise<void>): Promise<void> {
    const deadline = performance.now() + this.#deadlineMs;
    const answered = new Set<Member>();
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_LOOK_MS, wait * 2)) {
      const left = [...this.#members.values()].filter((member) => !answered.has(member));
      await Promise.all(left.map(async (member) => (await this.#answers(member, call)) && answered.add(member)));
      this.#dropDead();
      const silent = [...this.#members.values()].filter((member) => !answered.has(member));
      if (silent.length === 0) return;
      if (performance.now() > deadline) throw notAtRest(this.#now, silent.map(inWords));
      await pause(wait);
    }
  }

  async #answers(member: Member, call: (process: ControlledProcess) => Promise<unknown>): Promise<boolean> {
    try {
      await call(member.process);
      delete member.silence;
      return true;
    } catch (error) {
      member.silence = reasonOf(error);
      return false;
    }
  }

  #dropDead(): void {
    for (const [id, member] of this.#members) {
      if (member.silence === undefined || performance.now() - member.heardAt <= this.#leaseMs) continue;
      this.#members.delete(id);
      this.options.onDropped?.(id, member.silence);
    }
  }

  async #look(at: readonly Member[] = [...this.#members.values()]): Promise<Look> {
    const readings = new Map<string, Reading>();
    await Promise.all(at.map((member) => this.#answers(member, async (process) => readings.set(process.id, await process.reading()))));
    this.#dropDead();
    return { readings, silent: [...this.#members.values()].filter(({ silence }) => silence !== undefined).map(inWords) };
  }

  /** As long as a process that was busy still is, there is no need to disturb the others. */
  async #lookAgain(busy: readonly Member[]): Promise<Look> {
    const members = busy.filter((member) => this.#members.get(member.process.id) === member);
    if (members.length > 0) {
      const look = await this.#look(members);
      if (busyOf(look.readings).length > 0) return look;
    }
    return this.#look();
  }

  /**
   * Waits for two equal looks with nothing pending. All positions only grow, so what is equal in both looks stood still between them, at every process at
   * one and the same moment: nothing was written, announced, consumed or begun, and nothing was left to do. The last look of the rest before is the first
   * of the two where nothing has happened since.
   */
  async #rest(): Promise<Readings> {
    const deadline = performance.now() + this.#deadlineMs;
    let before = this.#rested;
    let atWork: readonly Member[] = [];
    for (let wait = FIRST_LOOK_MS; ;) {
      const { readings, silent } = await this.#lookAgain(atWork);
      await this.#bringUp(readings);
      atWork = [...this.#members.values()].filter(({ process }) => isBusy(readings.get(process.id)));
      const busy = [...silent, ...this.#astray(readings), ...busyOf(readings)];
      const seen = busy.length === 0 ? fingerprint(readings) : undefined;
      if (seen !== undefined && seen === before) {
        const parked = parkedOf(readings);
        if (parked.length > 0) throw new Refused('WORK_IS_PARKED', { now: this.#now, parked: parked.join('; ') });
        this.#rested = seen;
        return readings;
      }
      // The second look follows the first at once, also past the deadline: only two looks can tell that something moves, however long each of them takes.
      if (seen === undefined || (before !== undefined && before !== this.#rested)) {
        if (performance.now() > deadline) throw notAtRest(this.#now, busy.length > 0 ? busy : ['something keeps moving']);
        await pause(wait);
        wait = Math.min(LONGEST_LOOK_MS, wait * 2);
      }
      before = seen;
    }
  }

  #astray(readings: Readings): string[] {
    return [...readings].flatMap(([id, { now, nextDueAt }]) => {
      if (now < this.#now) return [`${id}: stands at ${now}`];
      // Stepped to, it would be stepped to without end.
      const over = nextDueAt !== undefined && nextDueAt <= this.#now;
      return over ? [`${id}: says that something falls due at ${nextDueAt}, which is over`] : [];
    });
  }

  /** A process that joined between two times, or whose answer got lost, is brought to where the others stand. */
  async #bringUp(readings: Readings): Promise<void> {
    for (const [id, { now }] of readings) {
      const member = this.#members.get(id);
      if (!member || now >= this.#now) continue;
      await this.#answers(member, async (process) => {
        await process.setClock(this.#now);
        await process.fire();
      });
    }
  }
}

const inWords = ({ process, silence }: Member): string => `${process.id} does not answer: ${silence ?? ''}`;
const isBusy = (reading: Reading | undefined): boolean => reading !== undefined && reading.due + reading.running + reading.behind > 0;
const busyOf = (readings: Readings): string[] =>
  [...readings].flatMap(([id, reading]) => {
    if (!isBusy(reading)) return [];
    return reading.busy.length > 0
      ? reading.busy.map((what) => `${id}: ${what}`)
      : [`${id}: ${reading.due} due, ${reading.running} running, ${reading.behind} behind`];
  });
const parkedOf = (readings: Readings): string[] => {
  const names = [...readings].flatMap(([id, { parked, parkedNames }]) =>
    parked > 0 && parkedNames.length === 0 ? [`${id}: ${parked} parked`] : parkedNames,
  );
  return [...new Set(names)].sort();
};
const fingerprint = (readings: Readings): string =>
  JSON.stringify(
    [...readings]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { now, positions }]) => [id, now, Object.entries(positions).sort(([a], [b]) => (a < b ? -1 : 1))]),
  );
const nextOf = (readings: Readings, to: string): string | undefined =>
  [...readings.values()].flatMap(({ nextDueAt }) => (nextDueAt !== undefined && nextDueAt <= to ? [nextDueAt] : [])).sort()[0];
const notAtRest = (now: string, busy: readonly string[]) => new Refused('NOT_AT_REST', { now, busy: busy.join('; ') });
