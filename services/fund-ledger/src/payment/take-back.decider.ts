// Orders were taken out of a payout before it was sent: what was on its way for their cases is committed to them again.
import { addFen } from '@libs/kernel';
import type { Move, WithheldReason } from '../fund-row/fund-row.decider';
import { rowKey, type RowName } from '../fund-row/row-name';
import { RowNotAtHand } from '../fund-row/rows-at-hand';
import { regionsOf, type ApprovedPayout, type PayoutStates, type Taken } from './take-payout.decider';

export type WithdrawnOrders = Pick<ApprovedPayout, 'payoutId' | 'cases'> & { readonly orderIds: readonly string[] };

type MovesOfRow = { readonly row: RowName; readonly moves: Move[] };

function movesBack({ cases }: WithdrawnOrders): readonly MovesOfRow[] {
  const ofRows = new Map<string, MovesOfRow>();
  for (const { caseId, lines } of cases)
    for (const { line, row, amountFen } of lines) {
      const known = ofRows.get(rowKey(row)) ?? { row, moves: [] };
      known.moves.push({ from: 'IN_TRANSIT', to: 'COMMITTED', amountFen, caseId, line });
      ofRows.set(rowKey(row), known);
    }
  return [...ofRows.values()];
}

export function takeBack(states: PayoutStates, withdrawn: WithdrawnOrders, now: string): Taken {
  const { payoutId, orderIds, cases } = withdrawn;
  const owners = new Map([...states.claims].flatMap(([claimId, claim]) => [...claim].map(([caseId, held]) => [caseId, { claimId, held }])));
  const rows = movesBack(withdrawn);
  const reason = unfit(states, withdrawn, rows, (caseId) => owners.get(caseId)?.held.stands === 'PAID_OUT');
  if (reason) return { payout: [{ type: 'PayoutWithheld', regions: regionsOf(rows), reason, withheldAt: now }], claims: [], rows: [] };
  const ofClaims = Map.groupBy(cases, ({ caseId }) => owners.get(caseId)?.claimId ?? '');
  return {
    payout: [{ type: 'OrdersTakenBack', orderIds, takenBackAt: now }],
    claims: [...ofClaims].map(([claimId, own]) => [
      claimId,
      [{ type: 'CommitmentsCameBack', caseIds: own.map(({ caseId }) => caseId), payoutId, cameBackAt: now }],
    ]),
    rows: rows.map(({ row, moves }) => [
      row,
      [{ type: 'FundsMoved', cause: 'WITHDRAWAL', causeId: payoutId, row, moves, happenedAt: now }],
    ]),
  };
}

function unfit(
  { payout, rowOf }: PayoutStates,
  { payoutId, cases }: WithdrawnOrders,
  rows: readonly MovesOfRow[],
  paidOut: (caseId: string) => boolean,
): WithheldReason | undefined {
  if (!payout.booked || !cases.every(({ caseId }) => paidOut(caseId))) return 'NOT_IN_TRANSIT';
  for (const { row, moves } of rows) {
    const state = rowOf(row);
    if (!state) throw new RowNotAtHand(row);
    const amountFen = addFen(...moves.map((move) => move.amountFen));
    const leftFen = state.transit.get(payoutId)?.leftFen;
    if (leftFen === undefined || leftFen < amountFen) return 'NOT_IN_TRANSIT';
    if (state.balances.IN_TRANSIT < amountFen) return 'BUCKET_TOO_SMALL';
  }
  return undefined;
}
