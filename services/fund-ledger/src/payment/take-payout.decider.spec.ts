import { describe, expect, it } from '@jest/globals';
import { fen } from '@libs/kernel';
import type { FundClaim } from '../commitment/fund-claim.decider';
import { fundRow, type FundRow } from '../fund-row/fund-row.decider';
import { rowKey, type RowName } from '../fund-row/row-name';
import { takePayout } from './take-payout.decider';

const now = '2025-06-04T01:00:00.000Z';
const ui = { fund: 'UI', region: '120000', year: 2025 } as const;
const emp = { ...ui, fund: 'EMP' } as const;
const lines = [
  { line: 1, row: ui, amountFen: fen(300) },
  { line: 2, row: emp, amountFen: fen(200) },
];
const committed: FundClaim = new Map([['a', { stands: 'COMMITTED', lines }]]);
const rowWith = (balances: Partial<FundRow['balances']>): FundRow => ({
  ...fundRow.initial,
  open: true,
  balances: { ...fundRow.initial.balances, ...balances },
});
const rows = new Map([
  [rowKey(ui), rowWith({ COMMITTED: fen(300), RECEIVABLE: fen(120) })],
  [rowKey(emp), rowWith({ COMMITTED: fen(200) })],
]);
const states = (claim = committed, booked = false) => ({
  payout: { booked },
  claims: new Map([['C', claim]]),
  rowOf: (row: RowName) => rows.get(rowKey(row)),
});
const approved = { payoutId: 'p', cases: [{ caseId: 'a', lines }], offsetFen: fen(0) };
const reason = (taken: ReturnType<typeof takePayout>) => {
  expect([taken.rows, taken.claims]).toEqual([[], []]);
  return taken.payout.map((fact) => (fact.type === 'PayoutWithheld' ? fact.reason : fact.type));
};

describe('a payout', () => {
  it('takes what its cases have committed on its way, in each of their rows, and answers once', () => {
    const { payout, claims, rows: moved } = takePayout(states(), approved, now);
    expect(payout).toEqual([
      {
        type: 'PayoutBooked',
        moves: [
          { row: ui, from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: 300 },
          { row: emp, from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: 200 },
        ],
        bookedAt: now,
      },
    ]);
    expect(claims).toEqual([['C', [{ type: 'CommitmentsPaidOut', caseIds: ['a'], payoutId: 'p', paidOutAt: now }]]]);
    expect(moved.map(([row, [fact]]) => [row, fact])).toMatchObject([
      [ui, { moves: [{ from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: 300, caseId: 'a', line: 1 }] }],
      [emp, { moves: [{ from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: 200, caseId: 'a', line: 2 }] }],
    ]);
  });
  it('that is booked is not booked again', () => expect(takePayout(states(committed, true), approved, now).rows).toEqual([]));
  it('is withheld as a whole where a case has nothing committed, or something else', () => {
    expect(reason(takePayout(states(new Map()), approved, now))).toEqual(['UNKNOWN_CASE']);
    expect(reason(takePayout(states(new Map([['a', { stands: 'QUEUED', lines }]])), approved, now))).toEqual(['NOT_COMMITTED']);
    const more = [{ caseId: 'a', lines: [{ line: 1, row: ui, amountFen: fen(301) }, lines[1]!] }];
    expect(reason(takePayout(states(), { ...approved, cases: more }, now))).toEqual(['NOT_COMMITTED']);
  });
  it('keeps back what its payee owes the row: the debt is paid, and the money is free again', () => {
    const one: FundClaim = new Map([['a', { stands: 'COMMITTED', lines: [lines[0]!] }]]);
    const cases = [{ caseId: 'a', lines: [lines[0]!] }];
    const { rows: moved } = takePayout(states(one), { ...approved, cases, offsetFen: fen(120) }, now);
    expect(moved[0]?.[1]).toMatchObject([
      {
        moves: [
          { from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: 180 },
          { from: 'RECEIVABLE', to: 'PAID', amountFen: 120 },
          { from: 'COMMITTED', to: 'AVAILABLE', amountFen: 120 },
        ],
      },
    ]);
    expect(reason(takePayout(states(one), { ...approved, cases, offsetFen: fen(121) }, now))).toEqual(['BUCKET_TOO_SMALL']);
  });
});
