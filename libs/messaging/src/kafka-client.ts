import { createRequire } from 'node:module';
import { Kafka, logLevel, type LogEntry, type TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { Observe } from './observer';

export type KafkaClientOptions = { readonly brokers: readonly string[]; readonly clientId: string; readonly observe: Observe };

const CONNECT_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;
/** Few, for whoever calls tries again by itself after a rest, and can then say that it rests. */
const RETRIES = { retries: 2, initialRetryTime: 200, maxRetryTime: 1_000 };

type RequestQueue = { readonly pending: readonly unknown[] };
type Schedule = (this: RequestQueue) => void;

// kafkajs 2.2.4 sets a timer again and again, each millisecond, on every connection that has nothing to send. Patched here, once, at its only entrance.
function stopIdleTimer(): void {
  const queue: { prototype: { scheduleCheckPendingRequests: Schedule & { idle?: true } } } = createRequire(import.meta.url)(
    'kafkajs/src/network/requestQueue/index.js',
  );
  const original = queue.prototype.scheduleCheckPendingRequests;
  if (original.idle) return;
  const patched: Schedule & { idle?: true } = function (this: RequestQueue) {
    if (this.pending.length > 0) original.call(this);
  };
  patched.idle = true;
  queue.prototype.scheduleCheckPendingRequests = patched;
}

const logTo =
  (observe: Observe) =>
  () =>
  ({ level, log }: LogEntry): void =>
    observe({
      type: 'transport',
      level: level <= logLevel.ERROR ? 'error' : 'warn',
      said: `${log.message}${log.error ? `: ${String(log.error)}` : ''}`,
    });

export function kafkaClient({ brokers, clientId, observe }: KafkaClientOptions): Kafka {
  stopIdleTimer();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRIES,
    logLevel: logLevel.WARN,
    logCreator: logTo(observe),
  });
}

/** Sets the offsets of a group without members. Only a member may; so one joins for that moment. kafkajs's own way rests for seconds at each topic. */
export async function commitFor(kafka: Kafka, groupId: string, offsets: readonly TopicPartitionOffsetAndMetadata[]): Promise<void> {
  const member = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: async () => false },
  });
  const joined = Promise.withResolvers<void>();
  member.on(member.events.GROUP_JOIN, () => joined.resolve());
  member.on(member.events.CRASH, ({ payload }) => joined.reject(payload.error));
  try {
    await member.connect();
    await member.subscribe({ topics: [...new Set(offsets.map(({ topic }) => topic))], fromBeginning: true });
    await member.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
    await joined.promise;
    await member.commitOffsets([...offsets]);
  } finally {
    await member.disconnect();
  }
}
