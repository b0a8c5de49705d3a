import type { Pool, PoolClient } from 'pg';

/** A connection for a while. One that breaks in our hands must not bring the process down, and none is used again after an error. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // The statement in hand fails by itself; this event says the same once more, to the whole process if nobody listens.
  const heard = (): void => undefined;
  client.on('error', heard);
  let broken = true;
  try {
    const result = await work(client);
    broken = false;
    return result;
  } finally {
    client.off('error', heard);
    // Closing rolls back, whatever state a transaction was in.
    client.release(broken);
  }
}

export const inTransaction = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  withClient(pool, async (client) => {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  });
