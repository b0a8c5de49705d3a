import type { Pool } from 'pg';

/** One statement and its rows. Everything in this library is written so that one statement is enough. */
export type Sql = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export const sqlOf =
  (pool: Pick<Pool, 'query'>): Sql =>
  async (text, values = []) =>
    (await pool.query(text, [...values])).rows as Record<string, unknown>[];
