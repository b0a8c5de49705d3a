import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection, PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { holdingPosition } from './held-position';
import { ground, type Ground } from './testing/table-log';

const held = { name: 'tally', log: 'plain', timeoutMs: 10_000 };

let on: Ground;
let source: DataSource;
beforeAll(async () => {
  on = await ground();
  source = await on.app();
});
beforeEach(() => source.query('insert into public.position (name, log) values ($1, $2)', [held.name, held.log]));
afterEach(() => on.owner.query('delete from public.position'));
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

describe('work that opens a transaction of its own', () => {
  afterEach(() => on.owner.query('delete from tally'));

  const noted = (rows: EntityManager, what: string) => rows.query('insert into tally values ($1, 0, 0)', [what]);
  const notes = async () =>
    (await on.owner.query('select "streamId" as what from tally order by 1')).map(({ what }: { what: string }) => what);
  const position = async () => (await source.query('select seq::int from public.position'))[0].seq;
  const failure = (said: string) => Promise.reject(new Error(said));
  const within = (rows: EntityManager, what: string, then: () => Promise<void> = async () => {}) =>
    rows.transaction(async (own) => {
      await noted(own, what);
      await then();
    });

  it.each([
    ['was kept', async () => {}],
    ['failed', () => failure('within')],
  ])('leaves nothing where it fails after that one %s', async (_, then) => {
    const work = async (_after: number, rows: EntityManager) => {
      await noted(rows, 'before');
      await within(rows, 'within', then).catch(() => undefined);
      await noted(rows, 'behind');
      return failure('no room');
    };
    await expect(holdingPosition(source, held, work)).rejects.toThrow('no room');
    expect([await notes(), await position()]).toEqual([[], 0]);
  });

  it('loses no more than what that one held where that one fails', async () => {
    await holdingPosition(source, held, async (after, rows) => {
      await noted(rows, '1 before');
      await within(rows, '2 lost', () => failure('within')).catch(() => undefined);
      await within(rows, '3 kept', () => within(rows, '4 kept within'));
      await noted(rows, '5 behind');
      return after + 1;
    });
    expect([await notes(), await position()]).toEqual([['1 before', '3 kept', '4 kept within', '5 behind'], 1]);
  });
});
