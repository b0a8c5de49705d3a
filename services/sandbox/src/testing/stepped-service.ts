import {
  type AnnouncerKeys,
  Announcer,
  ConsumerRunner,
  Parking,
  createMessagingTables,
  type Announce,
  type Consumer,
  type Transport,
} from '@libs/messaging';
import { type Deciders, MemoryEventStore, Positions, Subscription, afterwards, createPositionTables } from '@libs/event-store';
import {
  type AnyDueHandler,
  DueRunner,
  DueSetter,
  ProcessControl,
  SandboxClock,
  type Waker,
  createJobTables,
  dueProbe,
  sqlOf,
  subscriptionProbe,
} from '@libs/jobs';
import { type TestDatabase, testDatabase } from '@libs/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';

export type SteppedParts = {
  readonly name: string;
  readonly deciders: Deciders;
  readonly announce: Announce<never>;
  readonly consumers: (store: MemoryEventStore) => readonly Consumer[];
  readonly due: (store: MemoryEventStore) => readonly AnyDueHandler[];
};

export type Surroundings = {
  readonly transport: Transport;
  readonly keys: AnnouncerKeys;
  readonly waker: (clock: SandboxClock, service: string) => Waker;
};

/** A service without HTTP: a log, what it announces, what it hears, what falls due; and the control that the sandbox has over it. */
export class SteppedService {
  readonly clock = new SandboxClock('1970-01-01T00:00:00Z');
  readonly control: ProcessControl;
  readonly store: MemoryEventStore;
  readonly #runner: DueRunner;
  readonly #consumers: ConsumerRunner;
  readonly #subscriptions: readonly Subscription[];
  #handled = 0;

  private constructor(
    readonly id: string,
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly dataSource: DataSource,
    parts: SteppedParts,
    { transport, keys, waker }: Surroundings,
  ) {
    const log = (this.store = new MemoryEventStore({ log: parts.name, clock: this.clock }));
    const handlers = parts.due(this.store);
    this.#runner = new DueRunner({ sql: sqlOf(pool), handlers, clock: this.clock, waker: waker(this.clock, parts.name), held: true });
    const positions = new Positions(dataSource);
    const announcer = new Announcer({ service: parts.name, announce: parts.announce, transport, keys });
    const setter = new DueSetter(handlers, (rows) => this.#runner.wasSet(rows));
    this.#subscriptions = [
      new Subscription({
        name: 'announcer',
        dataSource,
        positions,
        log,
        work: afterwards(log, parts.deciders, (facts) => announcer.publishBatch(facts)),
      }),
      setter.subscription({ dataSource, positions, log, deciders: parts.deciders }),
    ];
    const observe = ({ type }: { readonly type: string }) => void (type === 'handled' && (this.#handled += 1));
    this.#consumers = new ConsumerRunner({
      service: parts.name,
      consumers: parts.consumers(this.store),
      transport,
      parking: new Parking(pool),
      keys,
      observe,
    });
    this.control = new ProcessControl(this.clock, this.#runner, [
      ...this.#subscriptions.map((subscription) => subscriptionProbe(subscription, parts.name)),
      dueProbe(this.#runner, () => this.#runner.rows.standing(this.clock.now())),
      async () => {
        const { behind, running, parked } = await this.#consumers.progress();
        return {
          name: 'messages',
          behind,
          running,
          parked: parked > 0 ? [`${parked} messages`] : [],
          positions: { handled: this.#handled },
        };
      },
    ]);
  }

  static async create(parts: SteppedParts, surroundings: Surroundings): Promise<SteppedService> {
    const database = await testDatabase();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const create of [createJobTables, createMessagingTables, createPositionTables])
      await create(owner, { appRole: `${database.name}_app` });
    await owner.end();
    const pool = new pg.Pool({ connectionString: database.appUrl });
    const dataSource = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
    return new SteppedService(parts.name, database, pool, dataSource, parts, surroundings);
  }

  async start(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.start();
    await this.#runner.start();
    await this.#consumers.start();
  }

  /** The facts of its log, each with the moment that it bears. */
  async history(): Promise<readonly string[]> {
    return (await this.store.read(0, 1_000)).map(({ fact, meta }) => `${meta.recordedAt} ${fact.type}`);
  }

  async remove(): Promise<void> {
    await Promise.all([this.#consumers.stop(), this.#runner.stop(), ...this.#subscriptions.map((subscription) => subscription.stop())]);
    await Promise.all([this.pool.end(), this.dataSource.destroy()]);
    await this.database.drop();
  }
}
