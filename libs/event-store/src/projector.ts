// Runs the projections of a service over its logs, each as a subscription of its own: one that pauses holds up no other.
import type { DataSource } from 'typeorm';
import type { LogReader } from './log-reader';
import type { Projection } from './projection';
import { Subscription, transactionally, type Observation, type SubscriptionSettings } from './subscription';
import type { Positions } from './subscription-positions';
import type { Deciders } from './to-today';

export type ProjectorOptions = {
  readonly dataSource: DataSource;
  readonly positions: Positions;
  readonly logs: readonly LogReader[];
  readonly deciders: Deciders;
  readonly projections: readonly Projection[];
  readonly settings?: Partial<SubscriptionSettings>;
  readonly observe?: (observation: Observation) => void;
};

/** A projection as the work of a subscription; the same for the live tables and for a rebuild. */
export const projecting = (projection: Projection, log: LogReader, deciders: Deciders) =>
  transactionally(log, deciders, async (facts, rows) => {
    if (projection.applyAll) return projection.applyAll(facts, rows);
    for (const fact of facts) await projection.apply(fact, rows);
  });

export class Projector {
  readonly subscriptions: readonly Subscription[];

  constructor(private readonly options: ProjectorOptions) {
    const { logs, projections, deciders, ...rest } = options;
    this.subscriptions = projections.flatMap((projection) =>
      logs.map((log) => new Subscription({ ...rest, name: projection.name, log, work: projecting(projection, log, deciders) })),
    );
  }

  start(): void {
    for (const subscription of this.subscriptions) subscription.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  /** True as soon as the view shows the fact at `seq` of its log, whichever replica fills it; for `?after=`. */
  waitFor(name: string, seq: number, timeoutMs: number, log = this.options.logs[0]!.log): Promise<boolean> {
    return this.options.positions.waitFor(name, log, seq, timeoutMs);
  }
}
