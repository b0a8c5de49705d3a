// The one port behind which Kafka and PostgreSQL stand. It carries envelopes; what they mean is decided above it.
import type { SealedEnvelope } from './envelope';

export type Delivery = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: string;
};

/** Told to the transport by whoever handles deliveries: `pause` means something is down, and the same delivery is to come again after a while. */
export type Handled = 'done' | 'pause';

export type ConsumerOptions = {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Deliveries of one key come one after another, in order; of different keys at once, within bounds. A delivery may come again.
   * What throws is taken as `pause`.
   */
  readonly handle: (delivery: Delivery) => Promise<Handled>;
};

export type Running = {
  /** Waits for the deliveries in hand and leaves the group. */
  stop(): Promise<void>;
  /** Deliveries in hand at this moment. */
  running(): number;
};

/** A value that no transport carries; it is our own bug, for the log holds small facts. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
  constructor(
    readonly messageId: string,
    readonly bytes: number,
  ) {
    super(`message ${messageId} has ${bytes} bytes, more than ${MAX_VALUE_BYTES}`);
  }
}

/** Below Kafka's own limit of 1 MiB a batch, so that both transports carry the same. */
export const MAX_VALUE_BYTES = 900_000;

export const valueOf = (envelope: SealedEnvelope): string => {
  const value = JSON.stringify(envelope);
  const bytes = Buffer.byteLength(value);
  if (bytes > MAX_VALUE_BYTES) throw new MessageTooLarge(envelope.id, bytes);
  return value;
};

export abstract class Transport {
  /** Resolves when all of them are safely kept, in this order within each key; what fails may have been kept in part. */
  abstract publish(topic: string, envelopes: readonly SealedEnvelope[]): Promise<void>;
  /** Answers at once, also while the server is down: the member joins as soon as it can. */
  abstract consume(options: ConsumerOptions): Promise<Running>;
  /** How many messages of these topics the group has not yet finished, over all partitions. */
  abstract lag(group: string, topics: readonly string[]): Promise<number>;
  /** Starts a stopped group anew from the beginning of its topics. */
  abstract rewind(group: string, topics: readonly string[]): Promise<void>;
  abstract close(): Promise<void>;
}
