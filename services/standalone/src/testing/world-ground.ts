// What all who act in a world stand on: its logs, its chance and time, and how people ask: impatiently, and again where the answer was lost.
import { MemoryEventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { WorldClock, found, seeded, type Random } from './world-random';
import { Crash, StumblingStore } from './world-store';

export const logNames = ['enrolment', 'attendance', 'certification', 'subsidy-payment', 'fund-ledger', 'supervision'] as const;
export type LogName = (typeof logNames)[number];

type Asked = { readonly log: LogName; readonly ask: () => Promise<unknown> };

export class Ground {
  readonly random: Random;
  readonly clock = new WorldClock(Date.parse('2024-03-04T01:00:00Z'));
  readonly #stores: ReadonlyMap<LogName, StumblingStore>;
  readonly #accepted: Asked[] = [];
  #asked = 0;
  /** How often which word was said. */
  readonly refusals = new Map<string, number>();
  readonly seen = new Map<string, number>();

  /** What happens elsewhere while somebody has looked and not decided yet. */
  meanwhile: () => Promise<void> = () => Promise.resolve();

  constructor(seed: number) {
    this.random = seeded(seed);
    const open = (log: LogName) => new StumblingStore(new MemoryEventStore({ log, clock: this.clock }), this.random);
    this.#stores = new Map(logNames.map((log) => [log, open(log)]));
  }

  store(log: LogName): StumblingStore {
    return found(this.#stores.get(log));
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  /** Somebody asks, asks again when no answer comes, and may be refused; answers whether it was accepted. */
  async ask(log: LogName, actor: string, decide: (store: StumblingStore, command: CommandMeta) => Promise<unknown>): Promise<boolean> {
    const id = `${actor}:${(this.#asked += 1)}`;
    const command: CommandMeta = { id, actor, input: null, correlation: id, origin: 'http' };
    const ask = () => decide(this.store(log), command);
    for (;;) {
      try {
        await ask();
        this.#accepted.push({ log, ask });
        if (this.random.chance(0.1)) await this.#again({ log, ask });
        return true;
      } catch (error) {
        if (error instanceof Crash) continue;
        if (!(error instanceof Refused)) throw error;
        this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
        return false;
      }
    }
  }

  /** An old request is sent again, long after it was answered. */
  async repeat(): Promise<void> {
    if (this.#accepted.length > 0) await this.#again(this.random.pick(this.#accepted));
  }

  async #again({ log, ask }: Asked): Promise<void> {
    const { log: facts } = this.store(log);
    const head = await facts.head();
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    this.count('repeated requests');
    if ((await facts.head()) !== head) throw new Error(`a repeated request of ${log} changed something`);
  }
}
