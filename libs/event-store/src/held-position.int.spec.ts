import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Connection, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { holdingPosition } from './held-position';
import { ground, type Ground } from './testing/table-log';

const held = { name: 'tally', log: 'plain', timeoutMs: 10_000 };

let on: Ground;
let source: DataSource;
beforeAll(async () => {
  on = await ground();
  source = await on.app();
  await source.query('insert into public.position (name, log) values ($1, $2)', [held.name, held.log]);
});
afterAll(() => on.end());

/** The one connection that is used as long as nobody needs two at a time. */
async function connection(): Promise<Connection> {
  const runner = source.createQueryRunner();
  const { connection } = (await runner.connect()) as PoolClient & { readonly connection: Connection };
  await runner.release();
  return connection;
}

/** How often the server said that it waits for the next question. */
async function roundTripsOf(act: () => Promise<unknown>): Promise<number> {
  const wire = await connection();
  let answered = 0;
  const count = (): void => void (answered += 1);
  wire.on('readyForQuery', count);
  try {
    await act();
  } finally {
    wire.off('readyForQuery', count);
  }
  return answered;
}

it('takes the position with the beginning of its transaction and moves it with the end: two round trips beside the work', async () => {
  const moving = (by: number) => () =>
    holdingPosition(source, held, async (after, rows) => {
      await rows.query('select 1');
      return after + by;
    });
  // Statements are prepared once for each connection.
  expect(await roundTripsOf(moving(1))).toBe(1 + 2 + 1);
  expect(await roundTripsOf(moving(1))).toBe(2 + 1);
  expect(await roundTripsOf(moving(0))).toBe(2 + 1);
  expect(await source.query('select seq::int from public.position')).toEqual([{ seq: 2 }]);
});

it('finds in no more that another holds it', async () => {
  await on.owner.transaction(async (other) => {
    await other.query('select from public.position for update');
    expect(await roundTripsOf(() => holdingPosition(source, held, () => Promise.reject(new Error('not ours'))))).toBe(2);
  });
});
