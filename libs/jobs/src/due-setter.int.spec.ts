import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Decider, MemoryEventStore, Positions, type Progress, type Subscription, createPositionTables } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { type TestDatabase, eventually, testDatabase } from '@libs/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { type DueHandler, type NewDue, dueId } from './due';
import { DueRows } from './due-rows';
import { type AnyDueHandler, DueSetter } from './due-setter';
import { createJobTables } from './job-tables';
import { sqlOf } from './sql';

type LoanFact = { readonly type: 'Lent'; readonly dueAt: string } | { readonly type: 'Returned'; readonly lent: string };

const loan: Decider<null, LoanFact> = { category: 'loan', initial: null, schemas: { Lent: 1, Returned: 1 }, evolve: () => null };

const reminding: DueHandler<LoanFact, { readonly of: string }> = {
  kind: 'reminding',
  sets: ({ id, streamId, fact }) =>
    fact.type === 'Lent'
      ? { set: [{ id: dueId('reminding', id), dueAt: fact.dueAt, data: { of: streamId } }] }
      : { cancel: [dueId('reminding', fact.lent)] },
  fire: async () => undefined,
};

describe('the setter of due rows', () => {
  const clock = new SystemClock();
  const subscriptions: Subscription[] = [];
  let database: TestDatabase;
  let pool: pg.Pool;
  let dataSource: DataSource;
  let rows: DueRows;
  let logs = 0;

  beforeAll(async () => {
    database = await testDatabase();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const create of [createJobTables, createPositionTables]) await create(owner, { appRole: `${database.name}_app` });
    await owner.end();
    pool = new pg.Pool({ connectionString: database.appUrl });
    dataSource = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
    rows = new DueRows(sqlOf(pool));
  });
  afterAll(async () => {
    await Promise.all(subscriptions.map((subscription) => subscription.stop()));
    await Promise.all([pool.end(), dataSource.destroy()]);
    await database.drop();
  });

  const newStore = () => new MemoryEventStore({ log: `loans${(logs += 1)}`, clock });
  let commands = 0;
  const record = (store: MemoryEventStore, fact: LoanFact) =>
    store.decide(
      loan,
      'book',
      { id: `c${(commands += 1)}`, actor: 'a', input: null, correlation: 'talk', origin: 'http' },
      (): LoanFact[] => [fact],
    );
  const follow = (log: MemoryEventStore, handler: AnyDueHandler = reminding, told: NewDue[] = []) => {
    const setter = new DueSetter([handler], async (set) => void told.push(...set));
    const subscription = setter.subscription({ dataSource, positions: new Positions(dataSource), log, deciders: [loan] });
    subscriptions.push(subscription);
    subscription.start();
    return subscription;
  };
  const stored = async (log: string) =>
    (await pool.query('SELECT id, state, due_at, set_by, correlation FROM due_row WHERE set_by LIKE $1 ORDER BY id', [`${log}/%`]))
      .rows as Record<string, unknown>[];

  it('sets a row for a fact and takes it away for another, and tells the waker after the commit', async () => {
    const store = newStore();
    const told: NewDue[] = [];
    await record(store, { type: 'Lent', dueAt: '2026-03-02T09:00:00+08:00' });
    await record(store, { type: 'Lent', dueAt: '2026-03-03T01:00:00Z' });
    await record(store, { type: 'Returned', lent: `${store.log}/1` });
    const subscription = follow(store, reminding, told);
    await subscription.waitFor(3, 5_000);
    await expect(stored(store.log)).resolves.toMatchObject([
      { id: `reminding:${store.log}/1`, state: 'cancelled', due_at: new Date('2026-03-02T01:00:00Z'), correlation: 'talk' },
      { id: `reminding:${store.log}/2`, state: 'waiting', set_by: `${store.log}/2` },
    ]);
    await eventually(() => told.length === 2);
  });

  it('read again from the start leaves what has become of a row', async () => {
    const store = newStore();
    await record(store, { type: 'Lent', dueAt: '2026-03-02T01:00:00Z' });
    const first = follow(store);
    await first.waitFor(1, 5_000);
    await first.stop();
    await rows.done(`reminding:${store.log}/1`, clock.now());
    await pool.query(`UPDATE position SET seq = 0 WHERE name = 'due' AND log = $1`, [store.log]);
    await record(store, { type: 'Lent', dueAt: '2026-03-03T01:00:00Z' });
    await follow(store).waitFor(2, 5_000);
    await expect(stored(store.log)).resolves.toMatchObject([{ state: 'done' }, { state: 'waiting' }]);
  });

  it('keeps neither the rows nor the position of a batch that fails, and goes no further', async () => {
    const store = newStore();
    const broken: DueHandler<LoanFact> = { ...reminding, sets: () => ({ set: [{ id: 'x', dueAt: '2026-03-02', data: null }] }) };
    await record(store, { type: 'Lent', dueAt: '2026-03-02T01:00:00Z' });
    const subscription = follow(store, broken);
    const { state } = await eventually(async (): Promise<Progress | undefined> => {
      const progress = await subscription.progress();
      return progress.state.status === 'paused' ? progress : undefined;
    });
    expect(state).toMatchObject({ why: expect.stringContaining('no instant') });
    await expect(stored(store.log)).resolves.toEqual([]);
    await expect(subscription.progress()).resolves.toMatchObject({ position: 0, head: 1 });
  });
});
