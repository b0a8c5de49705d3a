// A writer in an operating-system process of its own, for tests that kill, stop and crowd writers. Its task comes as JSON in its argument.
import { Refused, SystemClock } from '@libs/kernel';
import { Pool, type PoolClient } from 'pg';
import { withKeys, type CommandMeta } from '../event-store';
import { PostgresEventStore, type PostgresEventStoreOptions } from '../postgres-event-store';
import { counted, counter } from './counter';

export type WriterTask = {
  readonly url: string;
  readonly log: string;
  readonly name: string;
  readonly options?: Partial<PostgresEventStoreOptions>;
} & (
  | {
      readonly kind: 'crowd';
      readonly callers: number;
      readonly calls: number;
      readonly streams: readonly string[];
      readonly slots: number;
    }
  /** Kills itself when the n-th protocol message after the first call has left for the server. */
  | { readonly kind: 'kill'; readonly afterMessage: number }
  /** Stops itself while it holds the head of the log. */
  | { readonly kind: 'stop' }
);

export type WriterReport = { readonly accepted: number; readonly slots: readonly number[] };

const command = (id: string): CommandMeta => ({ id, actor: 'writer', input: { id }, correlation: 'test', origin: 'message' });

async function crowd(store: PostgresEventStore, task: WriterTask & { readonly kind: 'crowd' }): Promise<WriterReport> {
  let accepted = 0;
  const slots: number[] = [];
  const caller = async (_: unknown, nth: number): Promise<void> => {
    for (let call = 0; call < task.calls; call += 1) {
      const stream = task.streams[(nth + call) % task.streams.length]!;
      await store.decide(counter, stream, command(`${task.name}:${nth}:${call}`), () => counted(1));
      accepted += 1;
    }
    for (let slot = 0; slot < task.slots; slot += 1) {
      const take = { take: [`slot/${slot}`] };
      try {
        await store.decide(counter, 'slots', command(`${task.name}:${nth}:slot:${slot}`), () => withKeys(counted(1), take));
        slots.push(slot);
      } catch (failure) {
        if (!(failure instanceof Refused) || failure.code !== 'KEY_TAKEN') throw failure;
      }
    }
  };
  await Promise.all(Array.from({ length: task.callers }, caller));
  return { accepted, slots };
}

/** The same calls whoever makes them: what a writer that died began, another must be able to finish. */
export const callsOf = (store: PostgresEventStore, name: string) => [
  store.decide(counter, `${name}-a`, command(`${name}:1`), (sum) => counted(sum + 1)),
  store.decide(counter, `${name}-a`, command(`${name}:2`), (sum) => withKeys(counted(sum + 1), { take: [`${name}/key`] })),
  store.decideTogether(command(`${name}:3`), { a: [counter, `${name}-a`], b: [counter, `${name}-b`] }, ({ a }) => ({
    a: counted(a + 1),
    b: counted(a),
  })),
  store.decide(counter, `${name}-c`, command(`${name}:4`), () => []),
];

function killAfter(pool: Pool, messages: number): void {
  let sent = 0;
  const watch = (client: PoolClient): void => {
    const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream & { cork(): void } } }).connection;
    const write = stream.write.bind(stream) as (chunk: Uint8Array, done: () => void) => boolean;
    // Held back together, messages would die together with the process.
    stream.cork = () => undefined;
    stream.write = ((chunk: Uint8Array) => {
      sent += 1;
      if (sent > messages) return true;
      return write(chunk, () => sent >= messages && process.kill(process.pid, 'SIGKILL'));
    }) as typeof stream.write;
  };
  pool.on('connect', watch);
}

async function main(): Promise<void> {
  const task = JSON.parse(process.argv[2]!) as WriterTask;
  const pool = new Pool({ connectionString: task.url, max: 5 });
  if (task.kind === 'kill') killAfter(pool, task.afterMessage);
  const options = { pool, log: task.log, clock: new SystemClock(), inputHashKey: Buffer.from('a key'), ...task.options };
  const store = new PostgresEventStore(options);
  if (task.kind === 'crowd') process.send!(await crowd(store, task));
  if (task.kind === 'kill') await Promise.all(callsOf(store, task.name));
  if (task.kind === 'stop') process.send!(await stopUnderLock(store, task.name));
  await store.close();
  await pool.end();
  process.disconnect();
}

function stopUnderLock(store: PostgresEventStore, name: string): Promise<unknown> {
  let stopped = false;
  return store.decide(counter, name, command(`${name}:stopped`), (sum) => {
    if (!stopped) {
      stopped = true;
      process.kill(process.pid, 'SIGSTOP');
    }
    return counted(sum + 1);
  });
}

if (process.argv[1]?.endsWith('testing/writer.js')) await main();
