// The one port behind which Kafka and PostgreSQL stand. It carries envelopes; what they mean is decided above it.
import type { Envelope } from './envelope';

export type Delivery = { readonly topic: string; readonly partition: number; readonly offset: string; readonly key: string; readonly value: string };

/** Told to the transport by whoever handles deliveries: `pause` means something is down, and the same delivery is to come again after a while. */
export type Handled = 'done' | 'pause';

export type ConsumerOptions = {
  readonly group: string;
  readonly topics: readonly string[];
  /** Deliveries of one partition come in order; several partitions at once. */
  readonly handle: (delivery: Delivery) => Promise<Handled>;
};

export type Running = {
  stop(): Promise<void>;
  /** Deliveries in hand at this moment. */
  running(): number;
};

export abstract class Transport {
  abstract publish(topic: string, envelopes: readonly Envelope[]): Promise<void>;
  abstract consume(options: ConsumerOptions): Promise<Running>;
  /** How many messages of these topics the group has not yet finished, over all partitions. */
  abstract lag(group: string, topics: readonly string[]): Promise<number>;
  /** Starts a stopped group anew from the beginning of its topics. */
  abstract rewind(group: string, topics: readonly string[]): Promise<void>;
  abstract close(): Promise<void>;
}
