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
  askedTogether,
  headsAsked,
  positionsAsked,
  treeBuilding,
  type SubscriptionSettings,
  type Work as SubscriptionWork,
} from '@libs/event-store';
import {
  DueRunner,
  DueSetter,
  ProcessControl,
  type Probe,
  SandboxClock,
  dueProbe,
  sqlOf,
  standingAsked,
  subscriptionProbe,
} from '@libs/jobs';
import { Clock } from '@libs/kernel';
import { Announcer, AnnouncerKeys, ConsumerRunner, Parking, Transport, countsAsked } from '@libs/messaging';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { askedAsOne } from './asked-as-one';
import { Configuration } from './configuration';
import { forgetOldKeys } from './forgetting';
import { Log } from './log';
import { Logs } from './logs';
import { Metrics } from './metrics';
import { Observer } from './observer';
import { OnAccountGranted } from './on-account-granted';
import { OnAccountSignedOut } from './on-account-signed-out';
import { RecentFacts } from './recent-facts';
import { wakerOf } from './resources';
import { Parts } from './parts';
import { Witness } from './witness';

type SubscriptionReading = {
  readonly name: string;
  readonly log: string;
  readonly lag: number;
  readonly status: string;
  readonly why?: string;
};
type MessagesRead = { readonly behind: number; readonly parked: number; readonly quarantined: number; readonly why?: string };
type Followed = { readonly log: string; readonly subscription: Subscription };

export type WorkReading = {
  readonly subscriptions: readonly SubscriptionReading[];
  readonly messages: {
    readonly behind: number;
    readonly parked: number;
    readonly quarantined: number;
    readonly paused: readonly { readonly what: string; readonly why: string }[];
  };
  readonly due: { readonly due: number; readonly parked: number };
};

/** `unread` names what could not be read now, as the database or the bus does not answer; its figures are zero. */
type Read = { readonly reading: WorkReading; readonly unread: readonly string[] };

const readWithinMs = 800;

/** A figure that cannot be had in time must not keep the others from being told. */
async function readOr<T>(fallback: (why: string) => T, read: Promise<T> | undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(fallback('does not answer in time')), readWithinMs)));
  const failed = (error: unknown) => fallback(error instanceof Error ? error.name : 'does not answer');
  return Promise.race([(read ?? Promise.reject(new Error('not prepared'))).catch(failed), late]).finally(() => clearTimeout(timer));
}

/** What every service hears, whatever it is for. */
const ofEveryService = [OnAccountGranted, OnAccountSignedOut];

type Pace = Partial<SubscriptionSettings>;
type Paces = { readonly [reader in 'projections' | 'announcer' | 'due' | 'tree']: Pace };

// Each turn of a reader is half a dozen statements and, for the tree, a tile written anew, whether it brings one fact or a thousand. What
// people wait for comes soon; the tree, which is asked for with the next checkpoint, may take its time.
const inBatches: Paces = {
  projections: { batchSize: 1_024, lingerMs: 20 },
  announcer: { batchSize: 512, lingerMs: 50 },
  due: { batchSize: 1_024, lingerMs: 50 },
  tree: { batchSize: 4_096, lingerMs: 100 },
};
// In the sandbox time stands still until all have read everything.
const atOnce: Paces = { projections: {}, announcer: {}, due: {}, tree: {} };

@Injectable()
export class Work {
  #subscriptions: readonly Followed[] = [];
  #consumers: ConsumerRunner | undefined;
  #due: DueRunner | undefined;
  #announcer: Announcer | undefined;
  #stopForgetting: () => void = () => undefined;
  #stopWitness: () => void = () => undefined;
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
      consumers: [...(parts.consumers ?? []), ...ofEveryService].map((type) => this.#get(type)),
      transport: this.#get(Transport),
      parking: new Parking(this.#get(Pool)),
      keys,
      observe: observer.message,
    });
    this.#subscriptions = this.#subscribe(keys, this.#due, observer);
    if (clock instanceof SandboxClock) this.control = this.#controlled(clock, this.#due, this.#consumers);
    this.#get(Metrics).onRead(() => this.#measure());
  }

  /** What an operator asks something of. */
  get operated(): { readonly consumers: ConsumerRunner; readonly due: DueRunner; readonly announcer: Announcer } {
    if (!this.#consumers || !this.#due || !this.#announcer) throw new Error('the work of this service is not prepared');
    return { consumers: this.#consumers, due: this.#due, announcer: this.#announcer };
  }

  async start(): Promise<void> {
    for (const { subscription } of this.#subscriptions) subscription.start();
    await this.#due?.start();
    await this.#consumers?.start();
    this.#stopForgetting = forgetOldKeys(this.#get(Logs), this.#get(Clock), this.#get(Log));
    this.#stopWitness = this.#get(Witness).keep();
  }

  /** Ends what is in hand and begins nothing new. */
  async stop(): Promise<void> {
    this.#stopForgetting();
    this.#stopWitness();
    await Promise.all([this.#consumers?.stop(), this.#due?.stop(), ...this.#subscriptions.map(({ subscription }) => subscription.stop())]);
  }

  /** Always answers, with what can be read; the rest is said to be paused. */
  async reading(): Promise<WorkReading> {
    return (await this.#read()).reading;
  }

  async #read(): Promise<Read> {
    const unread: string[] = [];
    const [subscriptions, { behind, parked, quarantined, why }, due] = await Promise.all([
      Promise.all(this.#subscriptions.map((each) => this.#readSubscription(each, unread))),
      readOr<MessagesRead>((why) => {
        unread.push('messages');
        return { behind: 0, parked: 0, quarantined: 0, why };
      }, this.#consumers?.progress()),
      readOr(
        () => {
          unread.push('due');
          return { due: 0, parked: 0 };
        },
        this.#due?.rows.standing(this.#get(Clock).now()),
      ),
    ]);
    const paused = [...this.#get(Observer).paused(), ...(why === undefined ? [] : [{ what: 'messages', why }])];
    return {
      reading: { subscriptions, messages: { behind, parked, quarantined, paused }, due: { due: due.due, parked: due.parked } },
      unread,
    };
  }

  #readSubscription({ log, subscription }: Followed, unread: string[]): Promise<SubscriptionReading> {
    const { name } = subscription;
    const unknown = (why: string) => {
      unread.push(`${log}/${name}`);
      return { name, log, lag: 0, status: 'paused', why };
    };
    const read = subscription.progress().then(({ position, head, state }) => ({
      name,
      log,
      lag: Math.max(0, head - position),
      status: state.status,
      ...(state.status === 'paused' && { why: state.why }),
    }));
    return readOr<SubscriptionReading>(unknown, read);
  }

  #get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.modules.get<T>(type as Type<T>, { strict: false });
  }

  #subscribe(keys: AnnouncerKeys, due: DueRunner, observer: Observer): Followed[] {
    const { name: service, announce, deciders, projections = [] } = this.#get(Parts).of;
    const logs = this.#get(Logs).readers.map((reader) => new RecentFacts(reader));
    const pace = this.#get(Clock) instanceof SandboxClock ? atOnce : inBatches;
    const followed = {
      dataSource: this.#get(DataSource),
      positions: this.#get(Positions),
      observe: (observation: Observation) => observer.subscription(observation),
    };
    const announcer = new Announcer({ service, announce, transport: this.#get(Transport), keys, observe: observer.message });
    this.#announcer = announcer;
    const beside = (name: string, log: LogReader, settings: Pace, work: SubscriptionWork) => ({
      log: log.log,
      subscription: new Subscription({ ...followed, name, log, work, settings }),
    });
    const projector = new Projector({
      ...followed,
      logs,
      deciders,
      projections: projections.map((type) => this.#get(type)),
      settings: pace.projections,
    });
    const setter = () => new DueSetter(this.#dueHandlers(), (rows) => due.wasSet(rows));
    return [
      ...projector.subscriptions.map((subscription, place) => ({ subscription, log: logs[place % logs.length]!.log })),
      ...logs.flatMap((log) => [
        beside(
          'announcer',
          log,
          pace.announcer,
          afterwards(log, deciders, (facts) => announcer.publishBatch(facts)),
        ),
        { log: log.log, subscription: setter().subscription({ ...followed, log, deciders, settings: pace.due }) },
        beside('tree', log, pace.tree, treeBuilding(log.log)),
      ]),
    ];
  }

  #dueHandlers() {
    return (this.#get(Parts).of.due ?? []).map((type) => this.#get(type));
  }

  // The sandbox looks very often, so all that stands in the service's own database is asked as one.
  #controlled(clock: SandboxClock, due: DueRunner, consumers: ConsumerRunner): ProcessControl {
    const heads = headsAsked(this.#get(Logs).readers.map(({ log }) => log));
    const asked = { positions: positionsAsked, heads, due: standingAsked, messages: countsAsked };
    const look = askedTogether(() => askedAsOne(this.#get(Pool), asked, [clock.now()]));
    const followed = this.#subscriptions.map(({ subscription: { name }, log }) => {
      const progress = async () => {
        const { positions, heads } = await look();
        return { position: positions(name, log), head: heads.get(log) ?? 0 };
      };
      return subscriptionProbe({ name, progress }, log);
    });
    const setAside: Probe = async () => {
      const { parked } = (await look()).messages;
      return { name: 'messages', parked: parked > 0 ? [`${parked} messages`] : [] };
    };
    const ahead: Probe = async () => ({
      name: 'messages',
      ...(await consumers.ahead()),
      positions: { handled: this.#get(Observer).handled },
    });
    return new ProcessControl(clock, due, [...followed, dueProbe(due, async () => (await look()).due), setAside], [ahead]);
  }

  async #measure(): Promise<void> {
    const { reading, unread } = await this.#read();
    const { subscriptions, messages, due } = reading;
    const metrics = this.#get(Metrics);
    for (const { name, log, lag, status } of subscriptions) {
      // What is not known keeps the figure that was last known.
      if (unread.includes(`${log}/${name}`)) continue;
      metrics.lag.set({ subscription: name, log }, lag);
      metrics.paused.set({ what: `${log}/${name}` }, status === 'paused' ? 1 : 0);
    }
    metrics.paused.set({ what: 'messages' }, messages.paused.length > 0 ? 1 : 0);
    if (!unread.includes('messages')) {
      metrics.lag.set({ subscription: 'messages', log: '' }, messages.behind);
      metrics.parked.set({ what: 'messages' }, messages.parked);
      metrics.parked.set({ what: 'quarantined' }, messages.quarantined);
    }
    if (!unread.includes('due')) {
      metrics.parked.set({ what: 'due' }, due.parked);
      metrics.due.set(due.due);
    }
  }
}
