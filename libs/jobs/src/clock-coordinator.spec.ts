import { describe, expect, it } from '@jest/globals';
import { ClockCoordinator, type ControlledProcess } from './clock-coordinator';
import type { Reading } from './process-control';

type Row = { readonly at: string; readonly name: string; readonly fire?: (service: FakeService) => void };

const day = (n: number, hour = '09') => `2026-03-${String(n).padStart(2, '0')}T${hour}:00:00.000Z`;

/** The order in which everything fired, over all services, with the time at which its process stood. */
type Journal = string[];

/** A service in memory: due rows, an inbox, and work that takes a few turns of the event loop. */
class FakeService implements ControlledProcess {
  now = day(1);
  until = day(1);
  rows: Row[] = [];
  inbox: (() => void)[] = [];
  parked: string[] = [];
  looks = 0;
  head = 0;
  consumed = 0;
  running = 0;
  answers = true;
  stuck = false;
  heard: string[] = [];

  constructor(
    readonly id: string,
    private readonly journal: Journal,
  ) {}

  async setClock(now: string): Promise<void> {
    await this.#alive();
    if (now > this.now) this.now = now;
    this.heard.push(`set ${now}`);
  }

  async fire(): Promise<void> {
    await this.#alive();
    this.heard.push(`fire ${this.now}`);
    this.until = this.now;
    this.work();
  }

  async reading(): Promise<Reading> {
    this.looks += 1;
    await this.#alive();
    const next = this.rows
      .map(({ at }) => at)
      .filter((at) => at > this.now)
      .sort()[0];
    return {
      now: this.now,
      due: this.rows.filter(({ at }) => at <= this.now).length,
      running: this.running,
      behind: this.inbox.length,
      parked: this.parked.length,
      ...(next ? { nextDueAt: next } : {}),
      positions: { head: this.head, consumed: this.consumed },
      busy: [`${this.inbox.length} messages`],
      parkedNames: this.parked,
    };
  }

  receive(message: () => void): void {
    this.inbox.push(message);
    setImmediate(() => this.#consume());
  }

  work(): void {
    const due = this.rows.filter(({ at }) => at <= this.until).sort((a, b) => (a.at < b.at ? -1 : 1))[0];
    if (!due || this.running > 0 || this.stuck) return;
    this.running = 1;
    setImmediate(() => {
      this.rows = this.rows.filter((row) => row !== due);
      this.head += 1;
      this.journal.push(`${this.now} ${this.id} ${due.name}`);
      due.fire?.(this);
      this.running = 0;
      this.work();
    });
  }

  #consume(): void {
    if (this.stuck) return;
    const message = this.inbox.shift();
    this.consumed += 1;
    message?.();
  }

  async #alive(): Promise<void> {
    if (!this.answers) throw new Error('connection refused');
  }
}

function world(options: { leaseMs?: number; deadlineMs?: number } = {}) {
  const journal: Journal = [];
  const coordinator = new ClockCoordinator({ startsAt: day(1), ...options });
  const join = (id: string) => {
    const service = new FakeService(id, journal);
    const { now } = coordinator.register(service);
    service.now = service.until = now;
    return service;
  };
  return { journal, coordinator, join };
}

describe('moving the clock', () => {
  it('fires everything at its own time and in order over all services', async () => {
    const { journal, coordinator, join } = world();
    const [a, b] = [join('a'), join('b')];
    a.rows.push({ at: day(4), name: 'third' }, { at: day(2), name: 'first' });
    b.rows.push({ at: day(3), name: 'second' }, { at: day(9), name: 'too late' });
    await expect(coordinator.advance(day(5))).resolves.toEqual({ now: day(5), stops: 3 });
    expect(journal).toEqual([`${day(2)} a first`, `${day(3)} b second`, `${day(4)} a third`]);
    expect([a.now, b.now]).toEqual([day(5), day(5)]);
  });

  it('fires what was set on the way, also by another service through a message', async () => {
    const { journal, coordinator, join } = world();
    const [a, b] = [join('a'), join('b')];
    const reply: Row = { at: day(4), name: 'reply' };
    const tellB = () => b.receive(() => b.rows.push({ at: day(3), name: 'told', fire: () => a.receive(() => a.rows.push(reply)) }));
    a.rows.push({ at: day(2), name: 'asks', fire: (service) => (service.rows.push({ at: day(2, '10'), name: 'again' }), tellB()) });
    await coordinator.advance(day(5));
    expect(journal).toEqual([`${day(2)} a asks`, `${day(2, '10')} a again`, `${day(3)} b told`, `${day(4)} a reply`]);
  });

  it('lets nothing fire before all processes stand at the new time', async () => {
    const { coordinator, join } = world();
    const [a, b] = [join('a'), join('b')];
    a.rows.push({ at: day(2), name: 'x' });
    const whenAFired: string[] = [];
    const fire = a.fire.bind(a);
    a.fire = () => (whenAFired.push(b.now), fire());
    await coordinator.advance(day(2));
    expect(whenAFired).toEqual([day(1), day(2)]);
  });

  it('refuses to go back, and takes concurrent steps one after the other', async () => {
    const { journal, coordinator, join } = world();
    join('a').rows.push({ at: day(3), name: 'x' });
    const [first, second, third] = await Promise.allSettled([
      coordinator.advance(day(4)),
      coordinator.advance(day(2)),
      coordinator.advance(day(5)),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'CLOCK_ONLY_FORWARD', values: { now: day(4), to: day(2) } } });
    expect(third).toMatchObject({ status: 'fulfilled', value: { now: day(5) } });
    expect(journal).toEqual([`${day(3)} a x`]);
  });

  it('looks once more and no oftener where nothing has happened since the last rest, and twice where something has', async () => {
    const { coordinator, join } = world();
    const a = join('a');
    await coordinator.advance(day(2));
    const looksOf = async (step: () => void) => {
      const before = a.looks;
      step();
      await coordinator.advance(day(2));
      return a.looks - before;
    };
    expect(await looksOf(() => undefined)).toBe(1);
    expect(await looksOf(() => (a.head += 1))).toBe(2);
    expect(await looksOf(() => undefined)).toBe(1);
  });

  it('asks nobody else as long as one is busy', async () => {
    const { coordinator, join } = world();
    const [a, b] = [join('a'), join('b')];
    await coordinator.advance(day(2));
    const [asked, alsoAsked] = [a.looks, b.looks];
    a.stuck = true;
    a.receive(() => undefined);
    const step = coordinator.advance(day(2));
    while (a.looks - asked < 5) await new Promise(setImmediate);
    expect(b.looks - alsoAsked).toBe(1);
    a.inbox = [];
    await step;
    expect(b.looks - alsoAsked).toBeGreaterThan(1);
  });

  it('waits for a message that is on its way', async () => {
    const { coordinator, join } = world();
    const a = join('a');
    let arrived = false;
    a.receive(() => (arrived = true));
    await coordinator.advance(day(1));
    expect(arrived).toBe(true);
  });
});

describe('when something is wrong', () => {
  it('names what is parked', async () => {
    const { coordinator, join } = world();
    join('a').parked.push('message enrolment/5/0 (no such class)');
    await expect(coordinator.advance(day(2))).rejects.toMatchObject({
      code: 'WORK_IS_PARKED',
      values: { parked: 'message enrolment/5/0 (no such class)' },
    });
  });

  it('names what is still busy at the deadline, and goes on from there when it is mended', async () => {
    const { journal, coordinator, join } = world({ deadlineMs: 60 });
    const a = join('a');
    a.rows.push({ at: day(2), name: 'x' });
    a.stuck = true;
    a.receive(() => undefined);
    await expect(coordinator.advance(day(3))).rejects.toMatchObject({ code: 'NOT_AT_REST', values: { busy: 'a: 1 messages' } });
    a.stuck = false;
    a.inbox = [];
    await coordinator.advance(day(3));
    expect(journal).toEqual([`${day(2)} a x`]);
  });

  it('takes two equal looks for a rest also where one look takes longer than the deadline', async () => {
    const { coordinator, join } = world({ deadlineMs: 0 });
    join('a');
    await expect(coordinator.advance(day(3))).resolves.toEqual({ now: day(3), stops: 0 });
  });

  it('names nobody where two looks past the deadline differ and nobody is busy', async () => {
    const { coordinator, join } = world({ deadlineMs: 0 });
    const a = join('a');
    const reading = a.reading.bind(a);
    a.reading = async () => ({ ...(await reading()), positions: { head: (a.head += 1) } });
    await expect(coordinator.advance(day(3))).rejects.toMatchObject({ code: 'NOT_AT_REST', values: { busy: 'something keeps moving' } });
  });

  it('names a process that says again and again that something falls due at a time that is over, and does not step to it without end', async () => {
    const { coordinator, join } = world({ deadlineMs: 60 });
    const a = join('a');
    const reading = a.reading.bind(a);
    a.reading = async () => ({ ...(await reading()), nextDueAt: day(1) });
    await expect(coordinator.advance(day(3))).rejects.toMatchObject({
      code: 'NOT_AT_REST',
      values: { busy: `a: says that something falls due at ${day(1)}, which is over` },
    });
  });

  it('drops a process that is silent for longer than its lease', async () => {
    const { coordinator, join } = world({ leaseMs: 30 });
    const [a, b] = [join('a'), join('b')];
    b.answers = false;
    await coordinator.advance(day(2));
    expect(coordinator.processes).toEqual(['a']);
    expect(a.now).toBe(day(2));
  });

  it('gives a process that comes back the present time, and lets it fire what it missed', async () => {
    const { journal, coordinator, join } = world({ leaseMs: 30 });
    const [, b] = [join('a'), join('b')];
    b.rows.push({ at: day(2), name: 'missed' });
    b.answers = false;
    await coordinator.advance(day(3));
    b.answers = true;
    expect(coordinator.register(b)).toEqual({ now: day(3) });
    await coordinator.advance(day(3));
    expect(journal).toEqual([`${day(3)} b missed`]);
  });

  it('gives a process that joins in the middle of a step the time before, and the new one with all others', async () => {
    const { coordinator, join } = world();
    const a = join('a');
    let late: FakeService | undefined;
    let joinedAt: string | undefined;
    const setClock = a.setClock.bind(a);
    a.setClock = async (now) => {
      if (now === day(2) && !late) {
        late = join('late');
        joinedAt = late.now;
      }
      return setClock(now);
    };
    await coordinator.advance(day(2));
    expect(joinedAt).toBe(day(1));
    expect(late?.heard).toEqual([`set ${day(2)}`, `fire ${day(2)}`]);
  });

  it('learns the time from its processes when it was started anew itself, from the one that is furthest', async () => {
    const { coordinator } = world();
    const [first, second, third] = ['a', 'b', 'c'].map((id) => new FakeService(id, [])) as [FakeService, FakeService, FakeService];
    expect(coordinator.register(first, day(7))).toEqual({ now: day(7) });
    expect(coordinator.register(second, day(9))).toEqual({ now: day(9) });
    expect(coordinator.register(third, day(8))).toEqual({ now: day(9) });
    await expect(coordinator.advance(day(9))).resolves.toMatchObject({ now: day(9) });
    expect([first.now, second.now, third.now]).toEqual([day(9), day(9), day(9)]);
  });

  it('takes no time from anybody once the clock has been moved, nor from who is there already', async () => {
    const { coordinator, join } = world();
    const a = join('a');
    expect(coordinator.register(a, day(30))).toEqual({ now: day(1) });
    await coordinator.advance(day(2));
    expect(coordinator.register(new FakeService('late', []), day(30))).toEqual({ now: day(2) });
    expect(coordinator.now).toBe(day(2));
  });
});
