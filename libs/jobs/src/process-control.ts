import type { Progress } from '@libs/event-store';
import type { DueStanding } from './due-rows';
import type { DueRunner } from './due-runner';
import type { SandboxClock } from './sandbox-clock';

/** What one part of a process says of itself. Counts of what is pending, and positions that only ever grow. */
export type Probed = {
  readonly name: string;
  readonly due?: number;
  readonly running?: number;
  readonly behind?: number;
  readonly parked?: readonly string[];
  readonly nextDueAt?: string;
  readonly positions?: Readonly<Record<string, number>>;
};

export type Probe = () => Promise<Probed>;

export type Reading = {
  readonly now: string;
  readonly due: number;
  readonly running: number;
  readonly behind: number;
  readonly parked: number;
  readonly nextDueAt?: string;
  readonly positions: Readonly<Record<string, number>>;
  /** What is not done yet, in words. */
  readonly busy: readonly string[];
  /** What is parked, by name. */
  readonly parkedNames: readonly string[];
};

const PARKED_NAMED = 20;

/**
 * A subscription's position, and how far it is behind its log; the log's head is a position too. Whether it works at this moment is left out:
 * it looks at an empty log as well, and whatever it has in hand lies between its position and the head.
 */
export const subscriptionProbe =
  (subscription: { readonly name: string; progress(): Promise<Pick<Progress, 'position' | 'head'>> }, log: string): Probe =>
  async () => {
    const { position, head } = await subscription.progress();
    return {
      name: `${log}/${subscription.name}`,
      behind: Math.max(0, head - position),
      positions: { position, head },
    };
  };

/** The due rows of a service and the attempts of this process. */
export const dueProbe =
  (runner: DueRunner, standing: () => Promise<DueStanding>): Probe =>
  async () => {
    // The rows first: an attempt that ends in between has then been counted as due, and one that began shows in `started` of the next reading.
    const { due, parked, nextDueAt } = await standing();
    const names = parked === 0 ? [] : (await runner.rows.parked(PARKED_NAMED)).map(({ id, reason }) => `${id} (${reason})`);
    return {
      name: 'due rows',
      due,
      running: runner.running,
      parked: names,
      ...(nextDueAt === undefined ? {} : { nextDueAt }),
      positions: { started: runner.started },
    };
  };

/** What the sandbox may ask of a process: to stand at a time, to fire what is due by then, and to say how far it is. */
export class ProcessControl {
  constructor(
    private readonly clock: SandboxClock,
    private readonly runner: Pick<DueRunner, 'fire'>,
    private readonly probes: readonly Probe[],
    /** Asked only where none of the others is busy: one that is says enough. */
    private readonly further: readonly Probe[] = [],
  ) {}

  async setClock(now: string): Promise<void> {
    this.clock.set(now);
  }

  async fire(): Promise<void> {
    this.runner.fire();
  }

  async reading(): Promise<Reading> {
    const first = await askAll(this.probes);
    const probed = first.some(isBusy) ? first : [...first, ...(await askAll(this.further))];
    const sum = (of: (part: Probed) => number | undefined) => probed.reduce((total, part) => total + (of(part) ?? 0), 0);
    const next = probed.flatMap(({ nextDueAt }) => nextDueAt ?? []).sort()[0];
    const parkedNames = probed.flatMap(({ parked = [] }) => parked);
    return {
      now: this.clock.now(),
      due: sum(({ due }) => due),
      running: sum(({ running }) => running),
      behind: sum(({ behind }) => behind),
      parked: parkedNames.length,
      ...(next === undefined ? {} : { nextDueAt: next }),
      positions: Object.fromEntries(
        probed.flatMap(({ name, positions = {} }) => Object.entries(positions).map(([key, at]) => [`${name}/${key}`, at])),
      ),
      busy: probed.flatMap(inWords),
      parkedNames,
    };
  }
}

const askAll = (probes: readonly Probe[]): Promise<readonly Probed[]> => Promise.all(probes.map((probe) => probe()));
const isBusy = ({ due = 0, running = 0, behind = 0 }: Probed): boolean => due + running + behind > 0;

const inWords = ({ name, due = 0, running = 0, behind = 0 }: Probed): string[] =>
  (['due', 'running', 'behind'] as const).flatMap((word) => {
    const count = { due, running, behind }[word];
    return count > 0 ? [`${name}: ${count} ${word}`] : [];
  });
