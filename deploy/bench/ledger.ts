// Moves of money a second through the fund ledger's own decisions, on one fund and on a hundred, beside a transfer under row locks; on the same server, in
// the same run, in turns.
import { FirstReviewPassedV1 } from '@libs/contracts';
import { PostgresEventStore, createLogTables, type CommandMeta } from '@libs/event-store';
import { SystemClock, childId, fen, newId } from '@libs/kernel';
import type { Envelope, Message } from '@libs/messaging';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { Client, Pool } from 'pg';
import { OnFirstReviewPassed } from '../../services/fund-ledger/src/commitment/on-first-review-passed';
import { fundRow, postAllotment, type FundRow, type FundRowFact } from '../../services/fund-ledger/src/fund-row/fund-row.decider';
import { bookPayment } from '../../services/fund-ledger/src/payment/settle-order.decider';
import { Figures } from './figures';
import { calling, interleaved, type Seen } from './load';
import { rowLock } from './row-lock';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 1 : 2.5;
const WARM_UP_SECONDS = quick ? 1 : 3;
const ROUNDS = quick ? 1 : 5;
const CALLERS = 64;
const FUNDS = [1, 100];
/** The ledger's own; beyond 32 the row locks only wait longer for one another. */
const CONNECTIONS = 8;
const RIVAL_CONNECTIONS = 32;
const plenty = fen(1_000_000_000_000);

type RowName = NonNullable<FundRow['row']>;
/** The stream of a row, as the ledger names it. */
const rowIdOf = ({ fund, region, year }: RowName): string => childId('fund-row', `${fund}/${region}/${year}`);

const figures = new Figures('ledger');
const payoutId = newId();
const at = '2025-06-02T01:00:00.000Z';
const commandOf = (id: string): CommandMeta => ({ id, actor: 'fund-ledger', input: id, correlation: id, origin: 'message' });
const pick = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;

/** Rows with money that is available, and as much on its way to the bank. */
async function fill(store: PostgresEventStore, rows: readonly RowName[]): Promise<void> {
  for (const row of rows) {
    const allotted = postAllotment({ row, amountFen: fen(3 * plenty), postedBy: 'treasurer1' }, at);
    const moves = [
      { from: 'AVAILABLE', to: 'COMMITTED', amountFen: plenty },
      { from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: plenty },
    ] as const;
    const onItsWay: FundRowFact = { type: 'FundsMoved', cause: 'PAYOUT', causeId: payoutId, row, moves, happenedAt: at };
    await store.decide(fundRow, rowIdOf(row), commandOf(`fill/${rowIdOf(row)}`), () => [...allotted, onItsWay]);
  }
}

/** The bank paid one order: one row, in transit → paid. */
const payments = (store: PostgresEventStore, rows: readonly RowName[]) => {
  const named = rows.map((row) => ({ row, rowId: rowIdOf(row) }));
  return () => {
    const { row, rowId } = pick(named);
    const orderId = newId();
    const order = { row, payoutId, orderId, amountFen: fen(1), at };
    return store.decide(fundRow, rowId, { ...commandOf(orderId), input: order }, (state, { now }) => bookPayment(state, order, now));
  };
};

function messageOf(data: FirstReviewPassedV1): Message<FirstReviewPassedV1> {
  const command = { ...commandOf(data.claimId), input: data };
  const told = {
    subject: `claim/${data.claimId}`,
    time: at,
    partitionkey: 'money',
    causationid: data.claimId,
    correlationid: data.claimId,
  };
  const from = { source: '/xunbu/subsidy-payment', log: 'subsidy-payment', seq: 1, type: `xunbu.${FirstReviewPassedV1.type}` };
  const envelope: Envelope = { specversion: '1.0', datacontenttype: 'application/json', id: data.claimId, ...from, ...told, data };
  return { id: data.claimId, data, seq: 1, recordedAt: at, command, envelope };
}

/** A first review of a claim of one case: the whole message, with the row found, the claim's own stream and the answer to it. */
const reviews = (store: PostgresEventStore, rows: readonly RowName[]) => {
  const consumer = new OnFirstReviewPassed(store);
  return () => {
    const lines = [{ line: 1, programme: 'TRAINING_FEE', ...pick(rows), amount: '0.01' }];
    const review = {
      claimId: newId(),
      round: 1,
      reviewer: 'officer1',
      cases: [{ caseId: newId(), lines }],
      seen: 'a'.repeat(64),
      passedAt: at,
    };
    return consumer.handle(messageOf(review));
  };
};

async function beside(database: TestDatabase, funds: number): Promise<void> {
  const pool = new Pool({ connectionString: database.appUrl, max: CONNECTIONS });
  const store = new PostgresEventStore({ pool, log: `ledger${funds}`, clock: new SystemClock(), inputHashKey: Buffer.alloc(32, 7) });
  const rows = Array.from({ length: funds }, (_, n): RowName => ({ fund: 'UI', region: String(110_000 + n), year: 2025 }));
  await fill(store, rows);
  const rival = await rowLock(database.ownerUrl, funds, RIVAL_CONNECTIONS, plenty);
  const rivals = [
    calling('ledger: payment', payments(store, rows)),
    calling('row locks', rival.call),
    calling('ledger: first review', reviews(store, rows)),
  ];
  for (const { measure } of rivals) await measure(CALLERS, WARM_UP_SECONDS);
  tell(funds, await interleaved(rivals, CALLERS, SECONDS, ROUNDS));
  await Promise.all([store.close(), rival.close()]);
  await pool.end();
}

function tell(funds: number, seen: ReadonlyMap<string, Seen>): void {
  const peer = seen.get('row locks')!;
  for (const [moves, { perSecond, p50Ms, p99Ms }] of seen) {
    const ratio = moves === 'row locks' ? {} : { toRowLocks: perSecond / peer.perSecond };
    figures.tell({ figure: 'moves', moves, funds, callers: CALLERS, perSecond, p50Ms, p99Ms, ...ratio });
  }
}

const database = await testDatabase();
try {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const funds of FUNDS) await createLogTables(owner, `ledger${funds}`, { appRole: `${database.name}_app` });
  await owner.end();
  for (const funds of FUNDS) await beside(database, funds);
  console.log(`\n${figures.table()}`);
} finally {
  await database.drop();
}
