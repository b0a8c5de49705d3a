import { Partitioners, type Admin, type Kafka, type Producer } from 'kafkajs';
import { atMost } from './at-most';
import type { SealedEnvelope } from './envelope';
import { commitFor, kafkaClient } from './kafka-client';
import { KafkaMember } from './kafka-member';
import { unobserved, type Observe } from './observer';
import { MAX_VALUE_BYTES, Transport, valueOf, type ConsumerOptions, type Running } from './transport';

export type KafkaTransportOptions = {
  readonly brokers: readonly string[];
  /** Shown in the broker's logs. */
  readonly clientId: string;
  /** Stands before the names of topics and groups, where several installations share a broker. */
  readonly namespace?: string;
  /** Into how many partitions a topic is cut when it is first used; order hangs on their number, so it stays. */
  readonly partitions?: number;
  readonly replicationFactor?: number;
  /** How long the broker keeps messages: the longest that a service may be away without asking for re-publication. */
  readonly retentionMs?: number;
  readonly partitionsAtOnce?: number;
  readonly keysAtOnce?: number;
  /** After so long without a heartbeat a member's partitions go to the others. */
  readonly sessionTimeoutMs?: number;
  readonly observe?: Observe;
};

type Lane = { readonly key: string; readonly value: string };

const THIRTY_DAYS_MS = 30 * 24 * 3_600_000;
const CLOSE_TIMEOUT_MS = 3_000;

// The broker limits a batch of one partition, so no request holds more than one value may be long.
function chunked(messages: readonly Lane[]): readonly (readonly Lane[])[] {
  const chunks: Lane[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value);
    if (bytes + size > MAX_VALUE_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    bytes += size;
    chunks.at(-1)?.push(message);
  }
  return chunks;
}

/**
 * Kafka through kafkajs. The producer is not the idempotent one: kafkajs calls its own experimental, it does not outlive a lost producer id, and what it
 * prevents is harmless here: one request at a time keeps the first coming of each message in order, and a second one has no effect.
 */
export class KafkaTransport extends Transport {
  readonly #kafka: Kafka;
  readonly #observe: Observe;
  readonly #known = new Set<string>();
  readonly #members = new Set<KafkaMember>();
  #producer: Promise<Producer> | undefined;
  #admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaTransportOptions) {
    super();
    this.#observe = options.observe ?? unobserved;
    this.#kafka = kafkaClient({ brokers: options.brokers, clientId: options.clientId, observe: this.#observe });
  }

  override async publish(named: string, envelopes: readonly SealedEnvelope[]): Promise<void> {
    const topic = this.#outside(named);
    const messages = envelopes.map((envelope) => ({ key: envelope.partitionkey, value: valueOf(envelope) }));
    await this.#createTopics([topic]);
    const producer = await this.#connectedProducer();
    for (const chunk of chunked(messages)) await producer.send({ topic, acks: -1, messages: [...chunk] });
  }

  override async consume(options: ConsumerOptions): Promise<Running> {
    const { partitionsAtOnce = 4, keysAtOnce = 16, sessionTimeoutMs = 10_000 } = this.options;
    const group = this.#outside(options.group);
    const topics = options.topics.map((topic) => this.#outside(topic));
    const member = new KafkaMember({
      ...options,
      group,
      topics,
      handle: (delivery) => options.handle({ ...delivery, topic: this.#inside(delivery.topic) }),
      kafka: this.#kafka,
      partitionsAtOnce,
      keysAtOnce,
      sessionTimeoutMs,
      observe: this.#observe,
      prepare: () => this.#createTopics(topics),
      ended: () => this.#members.delete(member),
    });
    this.#members.add(member);
    member.start();
    return member;
  }

  override async lag(ofGroup: string, named: readonly string[]): Promise<number> {
    const group = this.#outside(ofGroup);
    const topics = named.map((topic) => this.#outside(topic));
    await this.#createTopics(topics);
    const admin = await this.#connectedAdmin();
    // The group's offsets first: read the other way round, a message that comes in between would seem to be finished before it was there.
    const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const ends = await Promise.all(topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })));
    let behind = 0;
    for (const { topic, partitions } of ends) {
      const offsets = committed.find((entry) => entry.topic === topic)?.partitions ?? [];
      for (const { partition, high, low } of partitions) {
        const at = Number(offsets.find((entry) => entry.partition === partition)?.offset ?? -1);
        behind += Number(high) - Math.max(at, Number(low));
      }
    }
    return behind;
  }

  override async rewind(ofGroup: string, named: readonly string[]): Promise<void> {
    const group = this.#outside(ofGroup);
    const topics = named.map((topic) => this.#outside(topic));
    await this.#createTopics(topics);
    const admin = await this.#connectedAdmin();
    const { groups } = await admin.describeGroups([group]);
    if (groups.some(({ members }) => members.length > 0))
      throw new Error(`the group ${group} is at work; stop its members before it is rewound`);
    const starts = await Promise.all(
      topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ topic, partition, offset: low }))),
    );
    await commitFor(this.#kafka, group, starts.flat());
  }

  override async close(): Promise<void> {
    await Promise.all([...this.#members].map((member) => member.stop()));
    await Promise.all([
      atMost(
        CLOSE_TIMEOUT_MS,
        Promise.resolve(this.#producer).then((producer) => producer?.disconnect()),
      ),
      atMost(
        CLOSE_TIMEOUT_MS,
        Promise.resolve(this.#admin).then((admin) => admin?.disconnect()),
      ),
    ]);
  }

  #outside(name: string): string {
    return this.options.namespace === undefined ? name : `${this.options.namespace}.${name}`;
  }

  #inside(topic: string): string {
    return this.options.namespace === undefined ? topic : topic.slice(this.options.namespace.length + 1);
  }

  async #createTopics(topics: readonly string[]): Promise<void> {
    const wanted = topics.filter((topic) => !this.#known.has(topic));
    if (wanted.length === 0) return;
    const { partitions = 8, replicationFactor = 1, retentionMs = THIRTY_DAYS_MS } = this.options;
    const admin = await this.#connectedAdmin();
    const existing = new Set(await admin.listTopics());
    const missing = wanted.filter((topic) => !existing.has(topic));
    const configEntries = [{ name: 'retention.ms', value: String(retentionMs) }];
    if (missing.length > 0) {
      await admin.createTopics({
        topics: missing.map((topic) => ({ topic, numPartitions: partitions, replicationFactor, configEntries })),
        waitForLeaders: true,
      });
    }
    for (const topic of wanted) this.#known.add(topic);
  }

  #connectedProducer(): Promise<Producer> {
    this.#producer ??= (async () => {
      const producer = this.#kafka.producer({
        allowAutoTopicCreation: false,
        maxInFlightRequests: 1,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      return producer;
    })().catch((error: unknown) => {
      this.#producer = undefined;
      throw error;
    });
    return this.#producer;
  }

  #connectedAdmin(): Promise<Admin> {
    this.#admin ??= (async () => {
      const admin = this.#kafka.admin();
      await admin.connect();
      return admin;
    })().catch((error: unknown) => {
      this.#admin = undefined;
      throw error;
    });
    return this.#admin;
  }
}
