// What a service does besides answering: projections, announcements, the tree of its log, messages from others, and what falls due.
import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  type LogReader,
  type Observation,
  Positions,
  Projector,
  Subscription,
  afterwards,
  treeBuilding,
  type Work as SubscriptionWork,
} from '@libs/event-store';
import { DueRunner, DueSetter, ProcessControl, type Probe, SandboxClock, dueProbe, sqlOf, subscriptionProbe } from '@libs/jobs';
import { Clock } from '@libs/kernel';
import { Announcer, AnnouncerKeys, ConsumerRunner, Parking, Transport } from '@libs/messaging';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Configuration } from './configuration';
import { forgetOldKeys } from './forgetting';
import { Log } from './log';
import { Logs } from './logs';
import { Metrics } from './metrics';
import { Observer } from './observer';
import { wakerOf } from './resources';
import { Parts } from './parts';

export type WorkReading = {
  readonly subscriptions: readonly {
    readonly name: string;
    readonly log: string;
    readonly lag: number;
    readonly status: string;
    readonly why?: string;
  }[];
  readonly messages: {
    readonly behind: number;
    readonly parked: number;
    readonly quarantined: number;
    readonly paused: readonly { readonly what: string; readonly why: string }[];
  };
  readonly due: { readonly due: number; readonly parked: number };
};

@Injectable()
export class Work {
  #subscriptions: readonly { readonly log: string; readonly subscription: Subscription }[] = [];
  #consumers: ConsumerRunner | undefined;
  #due: DueRunner | undefined;
  #stopForgetting: () => void = () => undefined;
  /** What the sandbox may ask; only in sandbox mode. */
  control: ProcessControl | undefined;

  constructor(private readonly modules: ModuleRef) {}

  /** Makes everything, so that what is wrong shows before anybody is let in. */
  prepare(): void {
    const configuration = this.#get(Configuration);
    const parts = this.#get(Parts).of;
    const clock = this.#get(Clock);
    const log = this.#get(Log);
    const observer = this.#get(Observer);
    const keys = new AnnouncerKeys(configuration.KEYS_DIR);
    const sql = sqlOf(this.#get(Pool));
    const handlers = this.#dueHandlers();
    this.#due = new DueRunner({
      sql,
      handlers,
      clock,
      waker: wakerOf(configuration, parts.name, clock, log),
      held: clock instanceof SandboxClock,
      onTrouble: (trouble) => observer.trouble(trouble),
    });
    this.#consumers = new ConsumerRunner({
      service: parts.name,
      consumers: (parts.consumers ?? []).map((type) => this.#get(type)),
      transport: this.#get(Transport),
      parking: new Parking(this.#get(Pool)),
      keys,
      observe: observer.message,
    });
    this.#subscriptions = this.#subscribe(keys, this.#due, observer);
    if (clock instanceof SandboxClock) this.control = new ProcessControl(clock, this.#due, this.#probes(clock, this.#due, this.#consumers));
    this.#get(Metrics).onRead(() => this.#measure());
  }

  async start(): Promise<void> {
    for (const { subscription } of this.#subscriptions) subscription.start();
    await this.#due?.start();
    await this.#consumers?.start();
    this.#stopForgetting = forgetOldKeys(this.#get(Logs), this.#get(Clock), this.#get(Log));
  }

  /** Ends what is in hand and begins nothing new. */
  async stop(): Promise<void> {
    this.#stopForgetting();
    await Promise.all([this.#consumers?.stop(), this.#due?.stop(), ...this.#subscriptions.map(({ subscription }) => subscription.stop())]);
  }

  async reading(): Promise<WorkReading> {
    const subscriptions = await Promise.all(
      this.#subscriptions.map(async ({ log, subscription }) => {
        const { position, head, state } = await subscription.progress();
        return {
          name: subscription.name,
          log,
          lag: Math.max(0, head - position),
          status: state.status,
          ...(state.status === 'paused' && { why: state.why }),
        };
      }),
    );
    const { behind = 0, parked = 0, quarantined = 0 } = (await this.#consumers?.progress()) ?? {};
    const due = (await this.#due?.rows.standing(this.#get(Clock).now())) ?? { due: 0, parked: 0 };
    return {
      subscriptions,
      messages: { behind, parked, quarantined, paused: this.#get(Observer).paused() },
      due: { due: due.due, parked: due.parked },
    };
  }

  #get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.modules.get<T>(type as Type<T>, { strict: false });
  }

  #subscribe(keys: AnnouncerKeys, due: DueRunner, observer: Observer): { readonly log: string; readonly subscription: Subscription }[] {
    const { name: service, announce, deciders, projections = [] } = this.#get(Parts).of;
    const logs = this.#get(Logs).readers;
    const dataSource = this.#get(DataSource);
    const positions = this.#get(Positions);
    const observe = (observation: Observation) => observer.subscription(observation);
    const announcer = new Announcer({ service, announce, transport: this.#get(Transport), keys, observe: observer.message });
    const handlers = this.#dueHandlers();
    const beside = (name: string, log: LogReader, work: SubscriptionWork) => ({
      log: log.log,
      subscription: new Subscription({ name, dataSource, positions, log, work, observe }),
    });
    const projector = new Projector({
      dataSource,
      positions,
      logs,
      deciders,
      projections: projections.map((type) => this.#get(type)),
      observe,
    });
    return [
      ...projector.subscriptions.map((subscription, place) => ({ subscription, log: logs[place % logs.length]!.log })),
      ...logs.flatMap((log) => [
        beside(
          'announcer',
          log,
          afterwards(log, deciders, (facts) => announcer.publishBatch(facts)),
        ),
        {
          log: log.log,
          subscription: new DueSetter(handlers, (rows) => due.wasSet(rows)).subscription({ dataSource, positions, log, deciders, observe }),
        },
        beside('tree', log, treeBuilding(log.log)),
      ]),
    ];
  }

  #dueHandlers() {
    return (this.#get(Parts).of.due ?? []).map((type) => this.#get(type));
  }

  #probes(clock: SandboxClock, due: DueRunner, consumers: ConsumerRunner): readonly Probe[] {
    const messages: Probe = async () => {
      const { behind, running, parked } = await consumers.progress();
      return {
        name: 'messages',
        behind,
        running,
        parked: parked > 0 ? [`${parked} messages`] : [],
        positions: { handled: this.#get(Observer).handled },
      };
    };
    return [...this.#subscriptions.map(({ subscription, log }) => subscriptionProbe(subscription, log)), dueProbe(due, clock), messages];
  }

  async #measure(): Promise<void> {
    const { subscriptions, messages, due } = await this.reading();
    const metrics = this.#get(Metrics);
    for (const { name, log, lag, status } of subscriptions) {
      metrics.lag.set({ subscription: name, log }, lag);
      metrics.paused.set({ what: `${log}/${name}` }, status === 'paused' ? 1 : 0);
    }
    metrics.paused.set({ what: 'messages' }, messages.paused.length > 0 ? 1 : 0);
    metrics.lag.set({ subscription: 'messages', log: '' }, messages.behind);
    metrics.parked.set({ what: 'messages' }, messages.parked);
    metrics.parked.set({ what: 'quarantined' }, messages.quarantined);
    metrics.parked.set({ what: 'due' }, due.parked);
    metrics.due.set(due.due);
  }
}
