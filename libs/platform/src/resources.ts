// The connections of a process, made from its configuration alone.
import { PostgresEventStore, PostgresLogReader, endWhenSilent } from '@libs/event-store';
import { BullWaker, PollerWaker, SandboxClock, type Waker } from '@libs/jobs';
import { type Clock, SystemClock } from '@libs/kernel';
import { KafkaTransport, PostgresTransport, type Transport } from '@libs/messaging';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { BootError, type Configuration } from './configuration';
import type { Log } from './log';
import { Logs, type OpenLog } from './logs';
import { MeasuredStore } from './measured-store';
import type { Metrics } from './metrics';
import type { Observer } from './observer';
import type { Parts } from './parts';

const connectWithinMs = 3_000;
/**
 * While a process starts, its own work on what it is made of keeps it from hearing the database's answer in time, the more so where many start at once:
 * the database is not slow then, and nobody waits for this process yet.
 */
const connectAtStartWithinMs = 60_000;
const shortestKey = 16;
/** Held by each log for as long as the process runs: its writer's, and the one that listens. */
const connectionsPerLog = 2;
/** For everything else: reading streams, jobs, messages and what people ask. */
const connectionsBeside = 4;
const sandboxStartsAt = '1970-01-01T00:00:00.000Z';

// A resting connection is let go as soon: of several that were dropped together, whoever tries again must not meet one after another.
const neverWaitForEver = ({ DATABASE_SILENCE_MS }: Configuration) => ({
  onConnect: endWhenSilent(DATABASE_SILENCE_MS),
  idleTimeoutMillis: DATABASE_SILENCE_MS,
});

export function poolOf(configuration: Configuration, log: Log): Pool {
  const pool = new Pool({
    connectionString: configuration.DATABASE_URL,
    max: configuration.DATABASE_CONNECTIONS,
    connectionTimeoutMillis: connectAtStartWithinMs,
    ...neverWaitForEver(configuration),
  });
  // The next use opens another connection; a pool without a listener would end the process.
  pool.on('error', (error) => (pool.ending ? undefined : log.warn('lost an idle connection', { error })));
  return pool;
}

export function dataSourceOf(configuration: Configuration, parts: Parts): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: configuration.DATABASE_URL,
    entities: [...parts.of.entities] as never,
    poolSize: configuration.DATABASE_CONNECTIONS,
    connectTimeoutMS: connectAtStartWithinMs,
    applicationName: parts.of.name,
    extra: neverWaitForEver(configuration),
    synchronize: false,
    logging: false,
  }).initialize();
}

/** From now on somebody waits: a database that does not answer soon is taken for one that is not there. */
export function waitNoLonger(pool: Pool, dataSource: DataSource): void {
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  for (const each of [pool, master]) each.options.connectionTimeoutMillis = connectWithinMs;
}

/** Set by the sandbox or taken from the machine; before the sandbox has spoken nothing works. */
export const clockOf = (configuration: Configuration): Clock =>
  configuration.SANDBOX_URL === undefined ? new SystemClock() : new SandboxClock(sandboxStartsAt);

function inputHashKey({ KEYS_DIR }: Configuration): Buffer {
  const file = join(KEYS_DIR, 'input-hash.key');
  const key = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (key.length < shortestKey) throw new BootError(`There is no key for the hashes of inputs (at least ${shortestKey} bytes) at ${file}.`);
  return key;
}

function checkConnections({ DATABASE_CONNECTIONS }: Configuration, logs: number): void {
  const needed = connectionsBeside + connectionsPerLog * logs;
  if (DATABASE_CONNECTIONS >= needed) return;
  throw new BootError(
    `DATABASE_CONNECTIONS must be at least ${needed} for a service with ${logs} ${logs === 1 ? 'log' : 'logs'}: each log holds ${connectionsPerLog}, and all else shares ${connectionsBeside}.`,
  );
}

export function openLogs(configuration: Configuration, parts: Parts, pool: Pool, clock: Clock, metrics: Metrics): Logs {
  checkConnections(configuration, parts.logNames.length);
  const key = inputHashKey(configuration);
  const open = parts.logNames.map((log) => {
    const store = new PostgresEventStore({ pool, log, clock, inputHashKey: key, onBatch: (calls) => metrics.batches.observe(calls) });
    const opened: OpenLog = {
      store: new MeasuredStore(store, metrics),
      reader: new PostgresLogReader({ pool, log }),
      forget: (before) => store.forgetCommands(before),
      close: () => store.close(),
    };
    return [log, opened] as const;
  });
  return new Logs(new Map(open));
}

export function transportOf(configuration: Configuration, parts: Parts, observer: Observer): Transport {
  const observe = observer.message;
  if (configuration.MESSAGING === 'postgres') return new PostgresTransport({ url: configuration.BUS_DATABASE_URL, observe });
  const { KAFKA_BROKERS, NAMESPACE } = configuration;
  const namespace = NAMESPACE === undefined ? {} : { namespace: NAMESPACE };
  return new KafkaTransport({ brokers: KAFKA_BROKERS.split(','), clientId: parts.of.name, observe, ...namespace });
}

export function wakerOf(configuration: Configuration, service: string, clock: Clock, log: Log): Waker {
  if (configuration.WAKER === 'poller') return new PollerWaker(clock);
  const onError = (error: Error) => log.warn('Redis', { error });
  const namespace = configuration.NAMESPACE === undefined ? {} : { namespace: configuration.NAMESPACE };
  return new BullWaker({ redisUrl: configuration.REDIS_URL, queue: service, clock, onError, ...namespace });
}
