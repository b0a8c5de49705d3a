// Enrolment and attendance in memory, played by a seeded scheduler that delays, repeats, reorders across keys and crashes. A run that fails says its seed:
// `WORLD_SEED=<seed>` plays that one alone.
import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore, type CommandMeta, type EventStore, type RecordedFact } from '@libs/event-store';
import { Clock, Refused, addDays, childId } from '@libs/kernel';
import type { ClassPlanApprovedV1 } from '@libs/contracts';
import { announce } from '../../enrolment/src/announce';
import {
  approveBySilence,
  approveClassPlan,
  classPlan,
  fileClassPlan,
  returnClassPlan,
  type ClassPlanFact,
} from '../../enrolment/src/class-plan/class-plan.decider';
import { classSession, scheduleSession, type ClassSessionFact } from '../../attendance/src/class-session/class-session.decider';

const rules = {
  silenceApprovesAfterWorkingDays: 5,
  sessionsAtMost: 10,
  sessionClassHoursAtMost: 4,
  classHourMinutes: 45,
  packs: ['demo@1'],
};
const minute = 60_000;

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability: number) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[below(items.length)]!,
  };
}

class WorldClock extends Clock {
  at = Date.parse('2026-03-02T01:00:00Z');
  override now(): string {
    return new Date(this.at).toISOString();
  }
}

type Delivery = { readonly id: string; readonly data: ClassPlanApprovedV1 };
class Crash extends Error {}

class World {
  readonly clock = new WorldClock();
  readonly enrolment = new MemoryEventStore({ log: 'enrolment', clock: this.clock });
  readonly attendance = new MemoryEventStore({ log: 'attendance', clock: this.clock });
  /** What each key still has to hear, in order. */
  private readonly lanes = new Map<string, Delivery[]>();
  private readonly due = new Map<string, { readonly at: string; readonly classId: string; readonly round: number }>();
  private announced = 0;
  private followed = 0;
  private inputs = 0;
  readonly classIds: readonly string[];

  constructor(private readonly random: ReturnType<typeof seeded>) {
    this.classIds = Array.from({ length: 3 }, (_, place) => childId('world', `class/${place}`));
  }

  private command(id: string, origin: CommandMeta['origin']): CommandMeta {
    return { id, actor: 'world', input: id, correlation: id, origin };
  }

  /** A person does something, perhaps twice, and perhaps is refused. */
  async person(): Promise<void> {
    const classId = this.random.pick(this.classIds);
    const command = this.command(`person/${(this.inputs += 1)}`, 'http');
    const choice = this.random.below(4);
    for (let times = this.random.chance(0.3) ? 2 : 1; times > 0; times -= 1) {
      await unlessRefused(
        this.enrolment.decide(classPlan, classId, command, (plan, { now }) => {
          if (choice < 2) return fileClassPlan(plan, this.filing(classId, now), rules, now);
          return choice === 2 ? approveClassPlan(plan, now) : returnClassPlan(plan, '材料不全', now);
        }),
      );
    }
  }

  private filing(classId: string, now: string) {
    const day = addDays(now.slice(0, 10), 10);
    const sessions = [0, 1, 2].map((place) => ({
      startsAt: `${addDays(day, place)}T00:30:00.000Z`,
      endsAt: `${addDays(day, place)}T04:00:00.000Z`,
      classHours: 4,
    }));
    // Two classes want the same opening number, so that keys are fought over as well.
    const classNo = this.random.chance(0.3) ? 'N-SHARED' : `N-${classId}`;
    const form = {
      classNo,
      title: 't',
      occupationCode: '4-03-02-01',
      level: '4',
      mode: 'OFFLINE' as const,
      site: { name: 'n', address: 'a' },
      sessions,
    };
    return { classId, institutionId: 'institution-a', region: '120101', form };
  }

  /** The announcer publishes, crashes before it notes how far it came, and then publishes again. */
  async announcer(): Promise<void> {
    const facts = await this.enrolment.read(this.announced, 1 + this.random.below(5));
    for (const recorded of facts as readonly RecordedFact<ClassPlanFact>[]) {
      announce(recorded).forEach(({ key, data }, place) => {
        const lane = this.lanes.get(key) ?? [];
        lane.push({ id: `${recorded.id}/${place}`, data: data as ClassPlanApprovedV1 });
        this.lanes.set(key, lane);
      });
      if (this.random.chance(0.15)) return;
      this.announced = recorded.seq;
    }
  }

  /** One key hears its next message: all of it, or as far as the crash lets it, and then it comes again. */
  async consumer(): Promise<void> {
    const waiting = [...this.lanes.values()].filter((lane) => lane.length > 0);
    if (waiting.length === 0) return;
    const lane = this.random.pick(waiting);
    try {
      await this.hear(lane[0]!);
      if (this.random.chance(0.2)) return;
      lane.shift();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  private async hear({ id, data: { classId, institutionId, region, sessions } }: Delivery): Promise<void> {
    for (const { sessionId, startsAt, endsAt, classHours } of sessions) {
      if (this.random.chance(0.1)) throw new Crash();
      const asked = { classId, institutionId, region, startsAt, endsAt, classHours };
      await this.attendance.decide(classSession, sessionId, this.command(`heard/${id}/${sessionId}`, 'message'), (session) =>
        scheduleSession(session, asked),
      );
    }
  }

  /** Due rows follow the log, and may fire early, late, twice, or after the office has answered. */
  async timers(): Promise<void> {
    for (const { seq, streamId, fact } of (await this.enrolment.read(this.followed, 100)) as readonly RecordedFact<ClassPlanFact>[]) {
      if (fact.type === 'ClassPlanFiled')
        this.due.set(`${streamId}/${fact.round}`, { at: fact.silenceApprovesAt, classId: streamId, round: fact.round });
      this.followed = seq;
    }
    for (const [id, { at, classId, round }] of this.due) {
      const early = this.random.chance(0.1);
      if (!early && this.clock.now() < at) continue;
      const fired = await unlessRefused(
        this.enrolment.decide(classPlan, classId, this.command(`due/${id}`, 'due'), (plan, { now }) => approveBySilence(plan, round, now)),
      );
      if (fired && !this.random.chance(0.2)) this.due.delete(id);
    }
  }

  async step(): Promise<void> {
    if (this.random.chance(0.3)) this.clock.at += this.random.below(2 * 24 * 60) * minute;
    await this.random.pick([() => this.person(), () => this.announcer(), () => this.consumer(), () => this.timers()])();
  }

  /** Time passes and everybody works until nothing is left. */
  async rest(): Promise<void> {
    this.clock.at += 60 * 24 * 60 * minute;
    for (let round = 0; round < 400; round += 1) {
      await this.timers();
      await this.announcer();
      await this.consumer();
    }
    expect([...this.lanes.values()].flat()).toEqual([]);
    expect(this.announced).toBe(await this.enrolment.head());
  }
}

async function unlessRefused(deciding: ReturnType<EventStore['decide']>): Promise<boolean> {
  try {
    await deciding;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const history = async <F extends ClassPlanFact | ClassSessionFact>(store: MemoryEventStore) =>
  (await store.read(0, 100_000)) as readonly RecordedFact<F>[];

/** What must hold at the end of every run, whatever happened on the way. */
async function checkLaws(world: World): Promise<void> {
  const plans = await history<ClassPlanFact>(world.enrolment);
  const sessions = await history<ClassSessionFact>(world.attendance);
  const approvals = plans.flatMap(({ streamId, fact }) => (fact.type === 'ClassPlanApproved' ? [{ streamId, fact }] : []));
  // Approved once, and never left waiting once the office's time is over.
  expect(new Set(approvals.map(({ streamId }) => streamId)).size).toBe(approvals.length);
  for (const classId of world.classIds) expect((await world.enrolment.stateOf(classPlan, classId)).state.status).not.toBe('APPLIED');
  // Attendance knows exactly the sessions of approved plans, each once, and nothing was withheld.
  const planned = approvals.flatMap(({ fact }) => fact.sessions.map(({ sessionId }) => sessionId));
  expect(sessions.map(({ streamId }) => streamId).sort()).toEqual([...planned].sort());
  expect(sessions.filter(({ fact }) => fact.type !== 'SessionScheduled')).toEqual([]);
  // No two plans hold one opening number.
  const states = await Promise.all(world.classIds.map(async (classId) => (await world.enrolment.stateOf(classPlan, classId)).state));
  const numbers = states.flatMap((state) => (state.status === 'UNFILED' ? [] : [state.plan.classNo]));
  expect(new Set(numbers).size).toBe(numbers.length);
  // The office never takes back what its silence has granted.
  for (const { fact, streamId } of plans) {
    if (fact.type !== 'ClassPlanReturned') continue;
    const filed = plans.find(
      (other) => other.streamId === streamId && other.fact.type === 'ClassPlanFiled' && other.fact.round === fact.round,
    );
    expect(filed?.fact.type === 'ClassPlanFiled' && fact.returnedAt < filed.fact.silenceApprovesAt).toBe(true);
  }
}

async function play(seed: number): Promise<World> {
  const world = new World(seeded(seed));
  try {
    for (let step = 0; step < 120; step += 1) await world.step();
    await world.rest();
    await checkLaws(world);
  } catch (error) {
    throw new Error(
      `the world of seed ${seed} broke; play it alone with WORLD_SEED=${seed}\n${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return world;
}

describe('the world of class plans and sessions', () => {
  const one = process.env['WORLD_SEED'];
  const seeds = one === undefined ? Array.from({ length: 200 }, (_, place) => place + 1) : [Number(one)];

  it(`keeps its laws under delay, repetition, reordering and crashes (${seeds.length} seeds)`, async () => {
    const seen = { REVIEW: 0, SILENCE: 0, returned: 0, sessions: 0 };
    for (const seed of seeds) {
      const world = await play(seed);
      for (const { fact } of await history<ClassPlanFact>(world.enrolment)) {
        if (fact.type === 'ClassPlanApproved') seen[fact.basis] += 1;
        if (fact.type === 'ClassPlanReturned') seen.returned += 1;
      }
      seen.sessions += await world.attendance.head();
    }
    // A world in which nothing happens keeps every law.
    if (one === undefined) expect(Object.values(seen).every((count) => count > 50)).toBe(true);
  }, 60_000);
});
