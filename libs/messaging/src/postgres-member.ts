import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import { BackOff, pauseFor } from './back-off';
import { busPool } from './bus-connection';
import { inKeyOrder } from './in-key-order';
import type { Observe } from './observer';
import type { PostgresListener } from './postgres-listener';
import { signsOfLife } from './sign-of-life';
import { withClient } from './transaction';
import type { ConsumerOptions, Delivery, Handled, Running } from './transport';
import { Wake } from './wake';

export type PostgresMemberOptions = ConsumerOptions & {
  readonly url: string;
  readonly answerWithinMs: number;
  readonly partitionsAtOnce: number;
  readonly keysAtOnce: number;
  readonly pollMs: number;
  readonly observe: Observe;
  readonly listener: PostgresListener;
  readonly prepare: () => Promise<void>;
  readonly ended: () => void;
};

type Claim = { readonly topic: string; readonly partition: number; readonly position: string };
type Resting = { readonly until: number; readonly backOff: BackOff };

const BATCH = 100;

const arrayOf = (texts: readonly string[]): string => `array[${texts.map(escapeLiteral).join(', ')}]::text[]`;

/** The rows of the last of several statements that are sent as one. */
async function lastOf<Row extends object>(client: PoolClient, statements: string): Promise<readonly Row[]> {
  const results = (await client.query(statements)) as unknown as readonly QueryResult<Row>[];
  return results.at(-1)?.rows ?? [];
}

const nameOf = ({ topic, partition }: Claim): string => `${topic}/${partition}`;

/**
 * A member holds a partition by holding the row of its group's offset, for one batch at a time. Members need not know of each other: who is killed
 * loses the row at once, and another goes on from what was saved.
 */
export class PostgresMember implements Running {
  readonly #pool: Pool;
  readonly #resting = new Map<string, Resting>();
  readonly #wake = new Wake();
  #followNoLonger = (): void => undefined;
  #workers: readonly Promise<void>[] = [];
  readonly #stopping = new AbortController();
  #inHand = 0;
  #prepared: Promise<void> | undefined;

  constructor(private readonly options: PostgresMemberOptions) {
    this.#pool = busPool(options.url, options.answerWithinMs, options.partitionsAtOnce);
  }

  start(): void {
    const { listener, topics } = this.options;
    this.#followNoLonger = listener.follow((topic) => {
      if (topic === undefined || topics.includes(topic)) this.#wake.call();
    });
    listener.start();
    this.#workers = Array.from({ length: this.options.partitionsAtOnce }, () => this.#work());
  }

  running(): number {
    return this.#inHand;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopping.abort();
    this.#followNoLonger();
    this.#wake.call();
    await Promise.all(this.#workers);
    await this.#pool.end();
    this.options.ended();
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #work(): Promise<void> {
    const backOff = new BackOff();
    while (!this.#stopped) {
      const { calls } = this.#wake;
      try {
        await this.#prepare();
        const worked = await this.#workOnOnePartition();
        backOff.succeeded();
        if (!worked && !this.#stopped) await this.#wake.rest(this.#untilNextLook(), calls);
      } catch (error) {
        this.options.observe({ type: 'paused', what: this.options.group, why: String(error) });
        // News ends no such rest: it comes also while nothing can be done with it.
        await pauseFor(backOff.next(), this.#stopping.signal);
      }
    }
  }

  // Once for all workers; after a failure the next one tries again.
  #prepare(): Promise<void> {
    this.#prepared ??= this.options.prepare().catch((error: unknown) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  #untilNextLook(): number {
    const ends = [...this.#resting.values()].map(({ until }) => until - performance.now()).filter((ms) => ms > 0);
    return Math.max(1, Math.min(this.options.pollMs, ...ends));
  }

  async #workOnOnePartition(): Promise<boolean> {
    return withClient(this.#pool, async (client) => {
      const claim = await this.#claim(client);
      const finished = claim && (await this.#handleBatch(client, claim));
      await this.#endWith(client, claim, finished);
      return claim !== undefined;
    });
  }

  // In one message with the beginning of its transaction: most looks find nothing.
  async #claim(client: PoolClient): Promise<Claim | undefined> {
    const now = performance.now();
    const paused = [...this.#resting].filter(([, { until }]) => until > now).map(([name]) => name);
    const { group, topics } = this.options;
    const rows = await lastOf<Claim>(
      client,
      `begin;
       select o.topic, o.partition, o.position
       from public.group_offset o join public.topic t on t.name = o.topic and t.partition = o.partition
       where o.group_name = ${escapeLiteral(group)} and o.topic = any(${arrayOf(topics)}) and t.head > o.position
         and o.topic || '/' || o.partition <> all(${arrayOf(paused)})
       order by random() limit 1 for update of o skip locked`,
    );
    const claim = rows[0];
    // Another loop of ours may have sent it to rest while the question was on its way.
    return claim && this.#rests(nameOf(claim)) ? undefined : claim;
  }

  // Together with the end of its transaction.
  async #endWith(client: PoolClient, claim: Claim | undefined, finished: string | undefined): Promise<void> {
    if (!claim || finished === undefined) return void (await client.query('commit'));
    await client.query(
      `update public.group_offset set position = ${escapeLiteral(finished)}
       where group_name = ${escapeLiteral(this.options.group)} and topic = ${escapeLiteral(claim.topic)} and partition = ${Number(claim.partition)};
       commit`,
    );
  }

  #rests(name: string): boolean {
    return (this.#resting.get(name)?.until ?? 0) > performance.now();
  }

  /** Answers the last of those that are done with. */
  async #handleBatch(client: PoolClient, claim: Claim): Promise<string | undefined> {
    const { rows } = await client.query<{ position: string; key: string; value: string }>(
      'select position, key, value from public.message where topic = $1 and partition = $2 and position > $3 order by position limit $4',
      [claim.topic, claim.partition, claim.position, BATCH],
    );
    const deliveries = rows.map(({ position, key, value }): Delivery => ({
      topic: claim.topic,
      partition: claim.partition,
      offset: position,
      key,
      value,
    }));
    const { prefix, paused } = await this.#handleWhileAlive(client, deliveries);
    const finished = deliveries[prefix - 1]?.offset ?? (deliveries.length === 0 ? await this.#headWithout(client, claim) : undefined);
    this.#restOrGoOn(nameOf(claim), paused, prefix > 0);
    return finished;
  }

  // The partition is ours for as long as the connection holds the row. Who lost it begins nothing more beside whoever has it now.
  async #handleWhileAlive(
    client: PoolClient,
    deliveries: readonly Delivery[],
  ): Promise<{ readonly prefix: number; readonly paused: boolean }> {
    let lost: Error | undefined;
    const lose = (error: Error): void => void (lost ??= error);
    client.on('error', lose);
    const endSigns = signsOfLife(this.options.answerWithinMs, () => client.query('select 1'), lose);
    try {
      const outcome = await inKeyOrder({
        deliveries,
        atOnce: this.options.keysAtOnce,
        handle: (delivery) => this.#handleOne(delivery),
        stopped: () => lost !== undefined || this.#stopped,
      });
      await endSigns();
      if (lost) throw lost;
      return outcome;
    } finally {
      client.off('error', lose);
    }
  }

  async #handleOne(delivery: Delivery): Promise<Handled> {
    this.#inHand += 1;
    try {
      return await this.options.handle(delivery);
    } finally {
      this.#inHand -= 1;
    }
  }

  // Everything up to the head was pruned: there is nothing left to wait for.
  async #headWithout(client: PoolClient, { topic, partition }: Claim): Promise<string | undefined> {
    const { rows } = await client.query<{ head: string }>(
      `select head from public.topic t where name = $1 and partition = $2
       and not exists (select from public.message m where m.topic = t.name and m.partition = t.partition and m.position = t.head)`,
      [topic, partition],
    );
    return rows[0]?.head;
  }

  #restOrGoOn(name: string, paused: boolean, progressed: boolean): void {
    const backOff = (progressed ? undefined : this.#resting.get(name)?.backOff) ?? new BackOff();
    if (paused) this.#resting.set(name, { until: performance.now() + backOff.next(), backOff });
    else this.#resting.delete(name);
  }
}
