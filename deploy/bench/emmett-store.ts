// Emmett's PostgreSQL store as its documentation uses it: read the stream, decide, append at the version that was read.
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import { decideSwipe, nextSwipe, type Swipes } from './swipes';
import type { OpenStore } from './xunbu-store';

type Recorded = { type: 'SwipeRecorded'; data: { traineeId: string; deviceId: string; sweptAt: string } };

const handle = CommandHandler<Swipes, Recorded>({
  initialState: () => ({ count: 0, last: '' }),
  evolve: ({ count }, { data }) => ({ count: count + 1, last: data.traineeId }),
  retry: { onVersionConflict: true },
});

export async function emmettStore(url: string, connections: number): Promise<OpenStore> {
  const pool = new Pool({ connectionString: url, max: connections });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    call: () => {
      const swipe = nextSwipe();
      return handle(store, `session-${swipe.session}`, (state) =>
        decideSwipe(state, swipe).map(({ type, ...data }): Recorded => ({ type, data })),
      );
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
