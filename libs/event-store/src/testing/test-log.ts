// A log in a database of its own, for the tests of this lib.
import { testDatabase, type TestDatabase } from '@libs/testing';
import { Client, Pool } from 'pg';
import { createLogTables } from '../log-tables';

export type TestLog = TestDatabase & {
  readonly log: string;
  readonly pool: Pool;
  /** Runs one statement as the owner of the tables. */
  asOwner<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Makes another log in the same database. */
  add(log: string, partitionSize?: number, httpKeptDays?: number): Promise<void>;
  close(): Promise<void>;
};

export async function testLog(log: string, partitionSize?: number): Promise<TestLog> {
  const database = await testDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const appRole = new URL(database.appUrl).username;
  // Unless a test says otherwise, even the youngest command may be forgotten.
  const add = (name: string, size?: number, httpKeptDays = 0) =>
    createLogTables(owner, name, { appRole, httpKeptDays, ...(size === undefined ? {} : { partitionSize: size }) });
  await add(log, partitionSize);
  const pool = new Pool({ connectionString: database.appUrl });
  // A database that goes away ends connections that were about to leave by themselves.
  pool.on('error', () => undefined);
  return {
    ...database,
    log,
    pool,
    add,
    asOwner: async <Row extends object>(sql: string, values: readonly unknown[] = []) => (await owner.query<Row>(sql, [...values])).rows,
    close: async () => {
      await pool.end();
      await owner.end();
      await database.drop();
    },
  };
}
