// 签批: what was committed for these cases goes on its way to the bank.
import { addFen, lessFen, noFen, type Fen } from '@libs/kernel';
import type { FundClaim, FundClaimFact } from '../commitment/fund-claim.decider';
import type { CaseLine, FundRow, FundRowFact, Move, WithheldReason } from '../fund-row/fund-row.decider';
import { rowKey, type RowName } from '../fund-row/row-name';
import { RowNotAtHand } from '../fund-row/rows-at-hand';
import type { FundPayout, FundPayoutFact, RowMove } from './fund-payout.decider';

export type ApprovedPayout = {
  readonly payoutId: string;
  readonly cases: readonly { readonly caseId: string; readonly lines: readonly CaseLine[] }[];
  /** What is kept back against debts of the payees. */
  readonly offsetFen: Fen;
};
export type PayoutStates = {
  readonly payout: FundPayout;
  readonly claims: ReadonlyMap<string, FundClaim>;
  readonly rowOf: (row: RowName) => FundRow | undefined;
};
export type Taken = {
  readonly payout: readonly FundPayoutFact[];
  readonly claims: readonly (readonly [claimId: string, facts: readonly FundClaimFact[]])[];
  readonly rows: readonly (readonly [RowName, readonly FundRowFact[]])[];
};

export function takePayout(states: PayoutStates, approved: ApprovedPayout, now: string): Taken {
  const { payoutId, cases, offsetFen } = approved;
  if (states.payout.booked) return { payout: [], claims: [], rows: [] };
  const owners = cases.map(({ caseId }) => [...states.claims].find(([, claim]) => claim.has(caseId))?.[0]);
  const moves = movesOf(approved);
  const reason = owners.includes(undefined) ? 'UNKNOWN_CASE' : (uncommitted(states, cases) ?? tooSmall(states, moves, offsetFen));
  if (reason)
    return { payout: [{ type: 'PayoutWithheld', regions: regionsOf([...moves.values()]), reason, withheldAt: now }], claims: [], rows: [] };
  const caseIdsOf = Map.groupBy(cases, (_, place) => owners[place] ?? '');
  return {
    payout: [{ type: 'PayoutBooked', moves: [...moves.values()].flatMap(({ row, own }) => summed(row, own)), bookedAt: now }],
    claims: [...caseIdsOf].map(([claimId, own]) => [
      claimId,
      [{ type: 'CommitmentsPaidOut', caseIds: own.map(({ caseId }) => caseId), payoutId, paidOutAt: now }],
    ]),
    rows: [...moves.values()].map(({ row, own }) => [
      row,
      [{ type: 'FundsMoved', cause: 'PAYOUT', causeId: payoutId, row, moves: own, happenedAt: now }],
    ]),
  };
}

export const regionsOf = (rows: readonly { readonly row: RowName }[]): readonly string[] =>
  [...new Set(rows.map(({ row }) => row.region))].sort();

type MovesOfRow = { readonly row: RowName; readonly own: readonly Move[] };

/** Line by line; what is set off is taken from the first lines, for they are all of one payee and one row. */
function movesOf({ cases, offsetFen }: ApprovedPayout): ReadonlyMap<string, MovesOfRow> {
  const moves = new Map<string, { readonly row: RowName; readonly own: Move[] }>();
  let leftFen = offsetFen;
  for (const { caseId, lines } of cases) {
    for (const { line, row, amountFen } of lines) {
      const keptFen = leftFen < amountFen ? leftFen : amountFen;
      leftFen = lessFen(leftFen, keptFen);
      const ofRow = moves.get(rowKey(row)) ?? { row, own: [] };
      ofRow.own.push(...movesOfLine(caseId, line, lessFen(amountFen, keptFen), keptFen));
      moves.set(rowKey(row), ofRow);
    }
  }
  return moves;
}

// G26: what is set off closes a debt, and the money that was committed for it is free again.
const movesOfLine = (caseId: string, line: number, netFen: Fen, keptFen: Fen): readonly Move[] => [
  ...(netFen > noFen ? [{ from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: netFen, caseId, line } as const] : []),
  ...(keptFen > noFen
    ? ([
        { from: 'RECEIVABLE', to: 'PAID', amountFen: keptFen, caseId, line },
        { from: 'COMMITTED', to: 'AVAILABLE', amountFen: keptFen, caseId, line },
      ] as const)
    : []),
];

function uncommitted({ claims }: PayoutStates, cases: ApprovedPayout['cases']): WithheldReason | undefined {
  const known = new Map([...claims.values()].flatMap((claim) => [...claim]));
  const fits = cases.every(({ caseId, lines }) => {
    const held = known.get(caseId);
    return held?.stands === 'COMMITTED' && sameLines(held.lines, lines);
  });
  return fits ? undefined : 'NOT_COMMITTED';
}

function sameLines(held: readonly CaseLine[], paid: readonly CaseLine[]): boolean {
  const text = (lines: readonly CaseLine[]) =>
    lines
      .map(({ line, row, amountFen }) => `${line}/${rowKey(row)}/${amountFen}`)
      .sort()
      .join();
  return text(held) === text(paid);
}

function tooSmall({ rowOf }: PayoutStates, moves: ReadonlyMap<string, MovesOfRow>, offsetFen: Fen): WithheldReason | undefined {
  // The message does not say in which row a debt lies, so it can be set off only where there is one row.
  if (offsetFen > noFen && moves.size > 1) return 'BUCKET_TOO_SMALL';
  for (const { row, own } of moves.values()) {
    const state = rowOf(row);
    if (!state) throw new RowNotAtHand(row);
    const given = (bucket: Move['from']) => addFen(...own.filter(({ from }) => from === bucket).map(({ amountFen }) => amountFen));
    if (given('COMMITTED') > state.balances.COMMITTED || given('RECEIVABLE') > state.balances.RECEIVABLE) return 'BUCKET_TOO_SMALL';
  }
  return undefined;
}

function summed(row: RowName, own: readonly Move[]): readonly RowMove[] {
  return [...Map.groupBy(own, ({ from, to }) => `${from}/${to}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first ? [{ row, from: first.from, to: first.to, amountFen: addFen(...alike.map(({ amountFen }) => amountFen)) }] : [];
  });
}
