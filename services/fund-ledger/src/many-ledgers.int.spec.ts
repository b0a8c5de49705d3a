import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { PostgresEventStore, PostgresLogReader, createLogTables } from '@libs/event-store';
import { SystemClock, fenOf, yuanOf } from '@libs/kernel';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { announce } from './announce';
import { fundRow, postAllotment, waitingIn } from './fund-row/fund-row.decider';
import { rowIdOf, type RowName } from './fund-row/row-name';
import type { AskingTask } from './testing/asking-process';

const repository = join(import.meta.dirname, '../../..');
const log = 'fund-ledger';
const [processes, reviews, casesEach, atOnce] = [3, 20, 2, 5];
const asked = processes * reviews * casesEach;
const fitting = asked / 3;
const rows = (['UI', 'EMP'] as const).map((fund): RowName => ({ fund, region: '120000', year: 2025 }));
let database: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;

const start = (task: AskingTask): ChildProcess =>
  fork(join(repository, 'dist/services/fund-ledger/src/testing/asking-process.js'), [JSON.stringify(task)], {
    execArgv: [],
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

beforeAll(async () => {
  const { build } = (await import(join(repository, 'deploy/local/build.mjs'))) as { build(): Promise<number> };
  await build();
  database = await testDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await createLogTables(owner, log, { appRole: `${database.name}_app` });
  await owner.end();
  pool = new Pool({ connectionString: database.appUrl });
  store = new PostgresEventStore({ pool, log, clock: new SystemClock(), inputHashKey: Buffer.from('a key') });
  for (const row of rows) {
    const command = { id: `allot/${row.fund}`, actor: 'a', input: null, correlation: 'r', origin: 'http' } as const;
    const amount = fenOf(`${fitting * 100}.00`);
    await store.decide(fundRow, rowIdOf(row), command, (_, { now }) => postAllotment({ row, amountFen: amount, postedBy: 't' }, now));
  }
}, 60_000);
afterAll(async () => {
  await store?.close();
  await pool?.end();
  await database?.drop();
});

describe('several processes that ask three times of what two funds have', () => {
  it('commit exactly what is there, to the fen, and queue the rest in one order', async () => {
    const task = { url: database.appUrl, log, reviews, casesEach, amount: '100.00', funds: ['UI', 'EMP'], atOnce };
    const asking = Array.from({ length: processes }, (_, n) => start({ ...task, name: `p${n}` }));
    const codes = await Promise.all(asking.map(async (one) => (await once(one, 'exit'))[0] as number));
    expect(codes).toEqual(asking.map(() => 0));
    const [ui, emp] = await Promise.all(rows.map(async (row) => (await store.stateOf(fundRow, rowIdOf(row))).state));
    for (const state of [ui!, emp!]) {
      expect(yuanOf(state.balances.AVAILABLE)).toBe('0.00');
      expect(yuanOf(state.balances.COMMITTED)).toBe(`${fitting * 100}.00`);
    }
    const waiting = [...waitingIn(ui!)].map(({ caseId }) => caseId);
    expect(new Set(waiting).size).toBe(asked - fitting);
    expect(emp!.queue.size).toBe(0);
    const facts = await new PostgresLogReader({ pool, log }).read(0, 1_000);
    const told = facts
      .flatMap((fact) => announce(fact as never))
      .map(({ data }) => data as { cases?: { caseId: string; queue?: number }[] });
    const cases = told.flatMap(({ cases = [] }) => cases);
    expect(cases.filter(({ queue }) => queue === undefined)).toHaveLength(fitting);
    // Who was told a number waits at that place: numbers were given in the order of the log, without gap or twin.
    expect(cases.filter(({ queue }) => queue !== undefined)).toMatchObject(waiting.map((caseId, place) => ({ caseId, queue: place + 1 })));
  }, 60_000);
});
