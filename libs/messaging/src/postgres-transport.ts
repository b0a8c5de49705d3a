import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { ANSWER_WITHIN_MS, busPool } from './bus-connection';
import type { SealedEnvelope } from './envelope';
import { unobserved, type Observe } from './observer';
import { PostgresListener } from './postgres-listener';
import { PostgresMember } from './postgres-member';
import { inTransaction } from './transaction';
import { Transport, valueOf, type ConsumerOptions, type Running } from './transport';

export type PostgresTransportOptions = {
  /** The bus database, which all services of an installation share and in which none keeps anything else. */
  readonly url: string;
  /** Into how many partitions a topic is cut when it is first used; it keeps them for ever, since order hangs on them. */
  readonly partitions?: number;
  /** How many partitions one member works on at once; each takes a connection while it works. */
  readonly partitionsAtOnce?: number;
  /** How many keys of one partition at once. */
  readonly keysAtOnce?: number;
  /** How long to rest when no notification comes. */
  readonly pollMs?: number;
  /** How long the bus may take to answer before it counts as down; a member that stands still for three times as long loses its partition. */
  readonly answerWithinMs?: number;
  readonly observe?: Observe;
};

export const BUS_CHANNEL = 'xunbu_bus';

const CONNECTIONS = 4;
const CHUNK = 500;
const TOPIC_LOCK = 7303;

const placeOf = (key: string, partitions: number): number => createHash('md5').update(key).digest().readUInt32BE() % partitions;

/**
 * The bus as three tables. Positions are handed out under the lock of the topic's partition, which is held until commit: whoever sees a
 * head sees every message up to it, and no reader can skip one that is still on its way.
 */
export class PostgresTransport extends Transport {
  readonly #pool: Pool;
  readonly #listener: PostgresListener;
  readonly #observe: Observe;
  readonly #answerWithinMs: number;
  readonly #partitions = new Map<string, number>();
  readonly #members = new Set<PostgresMember>();

  constructor(private readonly options: PostgresTransportOptions) {
    super();
    this.#observe = options.observe ?? unobserved;
    this.#answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
    this.#pool = busPool(options.url, this.#answerWithinMs, CONNECTIONS);
    this.#listener = new PostgresListener(options.url, BUS_CHANNEL, this.#observe, this.#answerWithinMs);
  }

  override async publish(topic: string, envelopes: readonly SealedEnvelope[]): Promise<void> {
    const partitions = await this.#partitionsOf(topic);
    for (let start = 0; start < envelopes.length; start += CHUNK)
      await this.#publishChunk(topic, partitions, envelopes.slice(start, start + CHUNK));
    // After the commit, for a notification inside would make commits wait for each other; when it gets lost, readers find the messages at their next look.
    await this.#pool.query('select pg_notify($1, $2)', [BUS_CHANNEL, topic]).catch(() => undefined);
  }

  override async consume(options: ConsumerOptions): Promise<Running> {
    const { url, partitionsAtOnce = 2, keysAtOnce = 16, pollMs = 1_000 } = this.options;
    const member = new PostgresMember({
      ...options,
      url,
      answerWithinMs: this.#answerWithinMs,
      partitionsAtOnce,
      keysAtOnce,
      pollMs,
      observe: this.#observe,
      prepare: () => this.#join(options.group, options.topics),
      ended: () => this.#members.delete(member),
      listener: this.#listener,
    });
    this.#members.add(member);
    member.start();
    return member;
  }

  override async lag(group: string, topics: readonly string[]): Promise<number> {
    const { rows } = await this.#pool.query<{ behind: string }>(
      `select coalesce(sum(t.head - coalesce(o.position, 0)), 0) as behind
       from public.topic t left join public.group_offset o on o.topic = t.name and o.partition = t.partition and o.group_name = $1
       where t.name = any($2)`,
      [group, topics],
    );
    return Number(rows[0]?.behind ?? 0);
  }

  override async rewind(group: string, topics: readonly string[]): Promise<void> {
    await this.#pool.query('update public.group_offset set position = 0 where group_name = $1 and topic = any($2)', [group, topics]);
    this.#listener.tell();
  }

  override async close(): Promise<void> {
    await Promise.all([...this.#members].map((member) => member.stop()));
    await this.#listener.stop();
    await this.#pool.end();
  }

  async #publishChunk(topic: string, partitions: number, envelopes: readonly SealedEnvelope[]): Promise<void> {
    const byPartition = Map.groupBy(envelopes, ({ partitionkey }) => placeOf(partitionkey, partitions));
    await inTransaction(this.#pool, async (client) => {
      // Always in the same order, so that two announcers never wait for each other in a circle.
      for (const [partition, entries] of [...byPartition].sort(([left], [right]) => left - right)) {
        const { rows } = await client.query<{ head: string }>(
          'update public.topic set head = head + $3 where name = $1 and partition = $2 returning head - $3 as head',
          [topic, partition, entries.length],
        );
        await client.query(
          `insert into public.message (topic, partition, position, key, value)
           select $1, $2, $3::bigint + row.n, row.key, row.value from unnest($4::text[], $5::text[]) with ordinality as row(key, value, n)`,
          [topic, partition, rows[0]?.head, entries.map(({ partitionkey }) => partitionkey), entries.map(valueOf)],
        );
      }
    });
  }

  async #partitionsOf(topic: string): Promise<number> {
    const known = this.#partitions.get(topic);
    if (known) return known;
    await this.#createTopics([topic]);
    const { rows } = await this.#pool.query<{ partitions: string }>('select count(*) as partitions from public.topic where name = $1', [
      topic,
    ]);
    const partitions = Number(rows[0]?.partitions);
    this.#partitions.set(topic, partitions);
    return partitions;
  }

  // Under one lock, so that two processes that were configured differently do not both cut a new topic.
  async #createTopics(topics: readonly string[]): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, 0)', [TOPIC_LOCK]);
      await client.query(
        `insert into public.topic (name, partition)
         select name, partition from unnest($1::text[]) as wanted(name), generate_series(0, $2 - 1) as partition
         where not exists (select from public.topic t where t.name = wanted.name)`,
        [topics, this.options.partitions ?? 8],
      );
    });
  }

  async #join(group: string, topics: readonly string[]): Promise<void> {
    await this.#createTopics(topics);
    await this.#pool.query(
      `insert into public.group_offset (group_name, topic, partition)
       select $1, name, partition from public.topic where name = any($2) on conflict do nothing`,
      [group, topics],
    );
  }
}
