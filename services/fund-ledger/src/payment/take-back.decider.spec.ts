import { describe, expect, it } from '@jest/globals';
import { fen } from '@libs/kernel';
import type { FundClaim } from '../commitment/fund-claim.decider';
import { fundRow, type FundRow, type FundRowFact } from '../fund-row/fund-row.decider';
import type { RowName } from '../fund-row/row-name';
import { takeBack } from './take-back.decider';
import { takePayout } from './take-payout.decider';

const now = '2025-06-04T01:00:00.000Z';
const ui: RowName = { fund: 'UI', region: '120000', year: 2025 };
const lines = [{ line: 1, row: ui, amountFen: fen(300) }];
const cases = [
  { caseId: 'a', lines },
  { caseId: 'b', lines },
];
const committed: FundClaim = new Map(cases.map(({ caseId }) => [caseId, { stands: 'COMMITTED', lines }]));
const before: FundRow = { ...fundRow.initial, row: ui, open: true, balances: { ...fundRow.initial.balances, COMMITTED: fen(600) } };
const after = (row: FundRow, facts: readonly FundRowFact[]): FundRow => facts.reduce((state, fact) => fundRow.evolve(state, fact), row);

const taken = takePayout(
  { payout: { booked: false }, claims: new Map([['C', committed]]), rowOf: () => before },
  { payoutId: 'p', cases, offsetFen: fen(0) },
  now,
);
const onItsWay = after(before, taken.rows[0]![1]);
const paidOut: FundClaim = new Map(cases.map(({ caseId }) => [caseId, { stands: 'PAID_OUT', lines }]));
const states = (claim = paidOut, booked = true, row = onItsWay) => ({
  payout: { booked },
  claims: new Map([['C', claim]]),
  rowOf: () => row,
});
const withdrawn = { payoutId: 'p', orderIds: ['o'], cases: cases.slice(0, 1) };

describe('orders that did not leave', () => {
  it('have their money committed to their cases again, and nothing of the others moves', () => {
    const { payout, claims, rows } = takeBack(states(), withdrawn, now);
    expect(payout).toEqual([{ type: 'OrdersTakenBack', orderIds: ['o'], takenBackAt: now }]);
    expect(claims).toEqual([['C', [{ type: 'CommitmentsCameBack', caseIds: ['a'], payoutId: 'p', cameBackAt: now }]]]);
    const row = after(onItsWay, rows[0]![1]);
    expect([row.balances.IN_TRANSIT, row.balances.COMMITTED, row.transit.get('p')?.leftFen]).toEqual([300, 300, 300]);
    const { rows: rest } = takeBack(states(paidOut, true, row), { ...withdrawn, cases: cases.slice(1) }, now);
    expect(after(row, rest[0]![1]).transit.has('p')).toBe(false);
  });
  it.each([
    ['that the ledger never had on its way', states(paidOut, false)],
    ['of cases that are not in a payout', states(committed)],
    ['of a row from which nothing is on its way', states(paidOut, true, before)],
  ])('%s move nothing', (_, known) => {
    const { payout, claims, rows } = takeBack(known, withdrawn, now);
    expect([payout, claims, rows]).toEqual([
      [{ type: 'PayoutWithheld', regions: ['120000'], reason: 'NOT_IN_TRANSIT', withheldAt: now }],
      [],
      [],
    ]);
  });
});
