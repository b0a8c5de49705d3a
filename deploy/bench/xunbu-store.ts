// Our own store, whole: command record, unique key, leaf, a cache that holds a hundredth of the streams.
import { PostgresEventStore, withKeys } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { Pool } from 'pg';
import type { Call } from './load';
import { decideSwipe, nextSwipe, swipes } from './swipes';

const CONNECTIONS = 8;
const CACHED_STREAMS = 1_000;

export type OpenStore = { readonly call: Call; close(): Promise<void> };

export function xunbuStore(url: string, log: string): OpenStore {
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  const store = new PostgresEventStore({
    pool,
    log,
    clock: new SystemClock(),
    inputHashKey: Buffer.alloc(32, 7),
    cachedStreams: CACHED_STREAMS,
  });
  return {
    call: () => {
      const swipe = nextSwipe();
      const command = { id: swipe.command, actor: 'gate-1', input: swipe.fact, correlation: swipe.command, origin: 'http' } as const;
      return store.decide(swipes, swipe.session, command, (state) => withKeys(decideSwipe(state, swipe), { take: [swipe.key] }));
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
