import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { atMost } from './at-most';
import { BackOff, pauseFor } from './back-off';
import { inKeyOrder } from './in-key-order';
import type { Observe } from './observer';
import type { ConsumerOptions, Delivery, Handled, Running } from './transport';

export type KafkaMemberOptions = ConsumerOptions & {
  readonly kafka: Kafka;
  readonly partitionsAtOnce: number;
  readonly keysAtOnce: number;
  readonly sessionTimeoutMs: number;
  readonly observe: Observe;
  readonly prepare: () => Promise<void>;
  readonly ended: () => void;
};

const LONGEST_FETCH_MS = 500;
const LEAVE_TIMEOUT_MS = 5_000;
const COMMIT_EVERY_MS = 500;
const BATCH_BYTES = 512 * 1_024;

/** One consumer of a group; joins, and joins anew for as long as it is wanted, with a growing rest in between. */
export class KafkaMember implements Running {
  readonly #stopping = new AbortController();
  readonly #stopped = new Promise<void>((resolve) => this.#stopping.signal.addEventListener('abort', () => resolve()));
  readonly #pauses = new Map<string, BackOff>();
  readonly #resumes = new Set<NodeJS.Timeout>();
  #loop: Promise<void> | undefined;
  #inHand = 0;

  constructor(private readonly options: KafkaMemberOptions) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  running(): number {
    return this.#inHand;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.options.ended();
  }

  async #run(): Promise<void> {
    const backOff = new BackOff({ firstMs: 300, maxMs: 5_000 });
    while (!this.#stopping.signal.aborted) {
      let joinedAt = Infinity;
      try {
        await this.options.prepare();
        await this.#membership(() => (joinedAt = performance.now()));
      } catch (error) {
        // Joining alone is no success: who is thrown out again each time would come back each time at once.
        backOff.endedAfter(joinedAt);
        this.options.observe({ type: 'paused', what: this.options.group, why: String(error) });
      }
      if (!this.#stopping.signal.aborted) await pauseFor(backOff.next(), this.#stopping.signal);
    }
  }

  /** From joining to leaving; ends when it is stopped, and fails when the broker was away for longer than kafkajs itself bridges. */
  async #membership(joined: () => void): Promise<void> {
    const consumer = this.#consumer();
    const crashed = Promise.withResolvers<never>();
    crashed.promise.catch(() => undefined);
    consumer.on(consumer.events.CRASH, ({ payload }) => crashed.reject(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, joined);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: this.options.partitionsAtOnce,
        eachBatch: (payload) => this.#handleBatch(payload),
      });
      await Promise.race([this.#stopped, crashed.promise]);
    } finally {
      for (const timer of this.#resumes) clearTimeout(timer);
      this.#resumes.clear();
      await atMost(LEAVE_TIMEOUT_MS, consumer.disconnect());
    }
  }

  #consumer(): Consumer {
    const { kafka, group, sessionTimeoutMs } = this.options;
    return kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs * 2,
      heartbeatInterval: Math.round(sessionTimeoutMs / 5),
      maxWaitTimeInMs: LONGEST_FETCH_MS,
      maxBytesPerPartition: BATCH_BYTES,
      allowAutoTopicCreation: false,
      // Started again by the loop above and not by kafkajs, whose own restart keeps the state of the connection that failed.
      retry: { retries: 2, initialRetryTime: 200, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
  }

  async #handleBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
    const { topic, partition } = batch;
    const deliveries = batch.messages.map(({ offset, key, value }): Delivery => ({
      topic,
      partition,
      offset,
      key: key?.toString() ?? '',
      value: value?.toString() ?? '',
    }));
    const commit = async (prefix: number): Promise<void> => {
      const last = deliveries[prefix - 1];
      if (!last) return;
      resolveOffset(last.offset);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(BigInt(last.offset) + 1n) }] }] });
    };
    const { prefix, paused } = await this.#handleAlive(payload, deliveries, commit);
    await commit(prefix);
    this.#restOrGoOn(payload, paused, prefix > 0);
  }

  // Heartbeats and commits go on beside the handling, one call after the other. When one fails the member has lost its place: nothing new is begun, and
  // kafkajs joins anew.
  async #handleAlive(
    payload: EachBatchPayload,
    deliveries: readonly Delivery[],
    commit: (prefix: number) => Promise<void>,
  ): Promise<{ readonly prefix: number; readonly paused: boolean }> {
    let finished = 0;
    let committed = 0;
    let failure: unknown;
    let beside: Promise<void> = Promise.resolve();
    const keepPlace = async (): Promise<void> => {
      if (failure !== undefined) return;
      const upTo = finished;
      if (upTo > committed) await commit(upTo);
      committed = upTo;
      await payload.heartbeat();
    };
    const timer = setInterval(() => {
      beside = beside.then(keepPlace).catch((error: unknown) => void (failure ??= error));
    }, COMMIT_EVERY_MS);
    const outcome = await inKeyOrder({
      deliveries,
      atOnce: this.options.keysAtOnce,
      handle: (delivery) => this.#handleOne(delivery),
      stopped: () => failure !== undefined || this.#stopping.signal.aborted || !payload.isRunning() || payload.isStale(),
      finished: (prefix) => (finished = prefix),
    });
    clearInterval(timer);
    await beside;
    if (failure !== undefined) throw failure;
    return outcome;
  }

  async #handleOne(delivery: Delivery): Promise<Handled> {
    this.#inHand += 1;
    try {
      return await this.options.handle(delivery);
    } finally {
      this.#inHand -= 1;
    }
  }

  #restOrGoOn({ batch, pause }: EachBatchPayload, paused: boolean, progressed: boolean): void {
    const name = `${batch.topic}/${batch.partition}`;
    const backOff = (progressed ? undefined : this.#pauses.get(name)) ?? new BackOff();
    if (!paused) {
      this.#pauses.delete(name);
      return;
    }
    this.#pauses.set(name, backOff);
    const resume = pause();
    const timer = setTimeout(() => {
      this.#resumes.delete(timer);
      resume();
    }, backOff.next());
    this.#resumes.add(timer);
  }
}
