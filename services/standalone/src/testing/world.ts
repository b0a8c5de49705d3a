// Services in memory: their stores, announcements, consumers and due rows, moved by a seeded scheduler that delays, repeats, reorders across keys and
// crashes at every place where a process could. What it plays is the services' own code.
import type { CommandMeta, MemoryEventStore, RecordedFact } from '@libs/event-store';
import { OutsiderFailed, type DueHandler, type NewDue } from '@libs/jobs';
import { Refused } from '@libs/kernel';
import { checkContract, topicOf, type Announce, type Consumer, type Envelope, type Message } from '@libs/messaging';
import { found, type Random, type WorldClock } from './world-random';
import { Crash } from './world-store';

type AnyConsumer = Consumer<never>;
type AnyDue = DueHandler<never, never>;
export type WorldService = {
  readonly name: string;
  readonly store: MemoryEventStore;
  readonly announce: Announce<never>;
  readonly consumers: readonly AnyConsumer[];
  readonly due: readonly AnyDue[];
};

type Row = NewDue & { readonly handler: AnyDue; readonly service: string; attempts: number; failures: number };
type Lane = { readonly consumers: readonly AnyConsumer[]; readonly waiting: Message<never>[]; heard: number };
type Progress = { announced: number; followed: number };

const mostFailures = 300;
const mostRounds = 3_000;

export class World {
  readonly #lanes = new Map<string, Lane>();
  readonly #open = new Set<Lane>();
  readonly #due = new Map<string, Row>();
  readonly #progress = new Map<string, Progress>();
  readonly #checked = new Set<string>();
  /** Every fact that was announced, once, by the id of its message. */
  readonly announced = new Map<string, { readonly type: string; readonly data: object }>();

  constructor(
    readonly services: readonly WorldService[],
    readonly clock: WorldClock,
    private readonly random: Random,
  ) {
    for (const { name } of services) this.#progress.set(name, { announced: 0, followed: 0 });
  }

  /** A step of one of the machines that run by themselves. */
  async step(): Promise<void> {
    const service = this.random.pick(this.services);
    await this.random.pick([() => this.#publish(service), () => this.#hear(), () => this.#hear(), () => this.#fire(service)])();
  }

  /** Everybody works until nothing is left to do at this time. */
  async rest(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      for (const service of this.random.shuffled(this.services)) {
        await this.#publish(service);
        await this.#fire(service);
      }
      for (let heard = this.#waiting().length * 2; heard > 0; heard -= 1) await this.#hear();
      if (await this.#isAtRest()) return;
    }
    const left = [...this.#due.values()].filter(({ dueAt }) => dueAt <= this.clock.now());
    throw new Error(
      `the world does not come to rest: ${this.#waiting().length} lanes wait, ${left.map(({ id }) => id).join(', ')} are due`,
    );
  }

  /** The broker delivers everything again that was ever announced. */
  redeliverAll(): void {
    for (const progress of this.#progress.values()) progress.announced = 0;
  }

  async heads(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries(await Promise.all(this.services.map(async ({ name, store }) => [name, await store.head()] as const)));
  }

  /** What was recorded after these heads, for people to read. */
  async since(heads: Readonly<Record<string, number>>): Promise<readonly string[]> {
    const recorded = await Promise.all(this.services.map(({ name, store }) => store.read(heads[name] ?? 0, 1_000)));
    return recorded.flat().map(({ id, streamId, fact, meta }) => `${id} ${streamId} ${meta.command} ${JSON.stringify(fact)}`);
  }

  #waiting(): readonly Lane[] {
    return [...this.#open];
  }

  async #isAtRest(): Promise<boolean> {
    if (this.#waiting().length > 0 || [...this.#due.values()].some(({ dueAt }) => dueAt <= this.clock.now())) return false;
    const heads = await this.heads();
    return Object.entries(heads).every(([name, head]) => {
      const { announced, followed } = found(this.#progress.get(name));
      return announced >= head && followed >= head;
    });
  }

  /** The announcer publishes, may crash before it notes how far it came, and then publishes again. */
  async #publish({ name, store, announce }: WorldService): Promise<void> {
    const progress = found(this.#progress.get(name));
    for (const recorded of await store.read(progress.announced, 1 + this.random.below(20))) {
      announce(recorded as RecordedFact<never>).forEach(({ contract, key, data }, place) => {
        const id = `${recorded.id}/${place}`;
        if (!this.#checked.has(id)) {
          const { problems } = checkContract(contract, data);
          if (problems.length > 0) throw new Error(`${name} announces no valid ${contract.type}: ${problems.join('; ')}`);
          this.#checked.add(id);
          this.announced.set(id, { type: contract.type, data });
        }
        this.#deliver(recorded, { id, type: contract.type, key, lane: topicOf(contract), data });
      });
      if (this.random.chance(0.03)) return;
      progress.announced = recorded.seq;
    }
  }

  #deliver(recorded: RecordedFact, said: { id: string; type: string; key: string; lane: string; data: object }): void {
    const { id, type, key } = said;
    const data = JSON.parse(JSON.stringify(said.data)) as never;
    for (const service of this.services) {
      const name = `${service.name}<-${said.lane}/${key}`;
      const consumers = this.#lanes.get(name)?.consumers ?? service.consumers;
      if (!consumers.some(({ contract }) => contract.type === type)) continue;
      const lane = this.#lanes.get(name) ?? { consumers, waiting: [], heard: 0 };
      const envelope = {
        id,
        type: `xunbu.${type}`,
        seq: recorded.seq,
        log: recorded.log,
        partitionkey: key,
        subject: recorded.streamId,
        correlationid: '',
      };
      const { actor, correlation, recordedAt } = recorded.meta;
      const command = { id, actor, input: data, correlation, causation: id, origin: 'message' } as const;
      lane.waiting.push({ id, data, seq: recorded.seq, recordedAt, command, envelope: envelope as unknown as Envelope });
      this.#lanes.set(name, lane);
      this.#open.add(lane);
    }
  }

  /** One key of one listener hears its next message; whoever crashes on the way, or before it is noted, hears it again. */
  async #hear(): Promise<void> {
    const lanes = this.#waiting();
    if (lanes.length === 0) return;
    const lane = this.random.pick(lanes);
    const message = found(lane.waiting[lane.heard]);
    try {
      for (const consumer of lane.consumers) {
        if (`xunbu.${consumer.contract.type}` !== message.envelope.type) continue;
        await consumer.handle({ ...message, command: { ...message.command, id: `${consumer.name}:${message.id}` } });
      }
      if (!this.random.chance(0.05)) lane.heard += 1;
      if (lane.heard === lane.waiting.length) this.#open.delete(lane);
    } catch (error) {
      if (!(error instanceof Crash))
        throw new Error(`${message.envelope.type} ${message.id} was not heard: ${String(error)}`, { cause: error });
    }
  }

  /** Due rows follow the log, and may fire late, or twice. */
  async #fire({ name, store, due }: WorldService): Promise<void> {
    const progress = found(this.#progress.get(name));
    for (const recorded of await store.read(progress.followed, 100)) {
      for (const handler of due) {
        const { set = [], cancel = [] } = handler.sets(recorded as RecordedFact<never>);
        for (const row of set) this.#due.set(`${name}/${row.id}`, { ...row, handler, service: name, attempts: 0, failures: 0 });
        for (const id of cancel) this.#due.delete(`${name}/${id}`);
      }
      progress.followed = recorded.seq;
    }
    const ready = [...this.#due].filter(([, row]) => row.service === name && row.dueAt <= this.clock.now());
    for (const [id, row] of this.random.some(ready, 1 + this.random.below(3))) {
      if ((await this.#fired(row)) && !this.random.chance(0.1)) this.#due.delete(id);
    }
  }

  /** As often as its handler allows an outsider is asked; then it is given up, and if that fails too an operator lets the row go on. */
  async #fired(row: Row): Promise<boolean> {
    const { id, dueAt, data, handler } = row;
    row.attempts += 1;
    const command: CommandMeta = { id, actor: 'clock', input: data ?? null, correlation: id, origin: 'due' };
    const due = { id, dueAt, attempt: row.attempts, data: data as never, command, signal: new AbortController().signal };
    const over = handler.attempts !== undefined && row.attempts > handler.attempts;
    try {
      if (over) await handler.gaveUp?.(due, 'no answer');
      else await handler.fire(due);
      return true;
    } catch (error) {
      row.failures += 1;
      if (over) row.attempts = 0;
      const comesAgain = over || error instanceof Refused || error instanceof Crash || error instanceof OutsiderFailed;
      if (!comesAgain || row.failures > mostFailures)
        throw new Error(`the due row ${id} does not come to an end: ${String(error)}`, { cause: error });
      return false;
    }
  }
}
