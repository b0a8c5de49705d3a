// 初审通过即占用: the first review takes what its cases need, in roster order, all lines of a person or none; whom a row cannot pay waits in its queue.
import type { Fen } from '@libs/kernel';
import type { CaseLine, FundRowFact } from '../fund-row/fund-row.decider';
import { isUnder, rowKey, type RowName } from '../fund-row/row-name';
import type { RowsAtHand } from '../fund-row/rows-at-hand';
import { regionsOf } from '../payment/take-payout.decider';
import type { CommittedCase, FundClaim, FundClaimFact, FundedCase, QueuedCase } from './fund-claim.decider';

export type NeededLine = { readonly line: number; readonly row: RowName; readonly amountFen: Fen };
export type NeedyCase = { readonly caseId: string; readonly lines: readonly NeededLine[] };
export type Request = { readonly claimId: string; readonly round: number; readonly cases: readonly NeedyCase[] };

export type Booked = {
  readonly rows: readonly (readonly [RowName, readonly FundRowFact[]])[];
  readonly claim: readonly FundClaimFact[];
  /** Rows that are none and in which somebody waits now. */
  readonly awaited: readonly RowName[];
};

export function commitFunds(claim: FundClaim, rows: RowsAtHand, { claimId, round, cases }: Request, now: string): Booked {
  const committed: CommittedCase[] = [];
  const queued: QueuedCase[] = [];
  const paidOut: string[] = [];
  for (const { caseId, lines: needed } of cases) {
    const known = claim.get(caseId);
    if (known?.stands === 'PAID_OUT') {
      paidOut.push(caseId);
      continue;
    }
    if (known && holds(known, needed)) {
      if (known.stands === 'COMMITTED') committed.push({ caseId, lines: known.lines });
      else if (known.row) queued.push({ caseId, lines: known.lines, row: known.row, queue: rows.placeOf(known.row, caseId) });
      continue;
    }
    if (known) giveBack(rows, caseId, known);
    const lines = needed.map(({ line, row, amountFen }) => ({ line, row: rows.paying(row), amountFen }));
    const short = rows.shortfall(lines);
    if (short) queued.push({ caseId, lines, row: short.row, queue: rows.join(short.row, { claimId, round, caseId, lines }) });
    else {
      rows.commit(caseId, lines);
      committed.push({ caseId, lines });
    }
  }
  const answered: readonly FundClaimFact[] =
    committed.length + queued.length > 0 ? [{ type: 'CommitmentsAnswered', round, committed, queued, answeredAt: now }] : [];
  const ofPaidOut = cases.filter(({ caseId }) => paidOut.includes(caseId)).flatMap(({ lines }) => lines);
  const withheld: readonly FundClaimFact[] =
    paidOut.length > 0
      ? [{ type: 'CommitmentWithheld', regions: regionsOf(ofPaidOut), caseIds: paidOut, reason: 'ALREADY_SETTLED', withheldAt: now }]
      : [];
  return {
    rows: rows.facts(() => claimId, now),
    claim: [...answered, ...withheld],
    awaited: notOpen(rows, queued),
  };
}

/** Cases that will not be paid: what they held goes back, and whoever waits behind them moves up. */
export function dropCases(claim: FundClaim, rows: RowsAtHand, claimId: string, caseIds: readonly string[], now: string): Booked {
  const freed = [...new Set(caseIds)].filter((caseId) => {
    const known = claim.get(caseId);
    return known !== undefined && giveBack(rows, caseId, known);
  });
  const released: readonly FundClaimFact[] = freed.length > 0 ? [{ type: 'CommitmentsReleased', caseIds: freed, releasedAt: now }] : [];
  return { rows: rows.facts(() => claimId, now), claim: released, awaited: [] };
}

/** Whether there was anything to give. */
function giveBack(rows: RowsAtHand, caseId: string, { stands, lines, row }: FundedCase): boolean {
  if (stands === 'COMMITTED') rows.release(caseId, lines);
  else if (stands === 'QUEUED' && row) rows.leave(row, caseId, 'DROPPED');
  else return false;
  return true;
}

/** A review that asks again for what is committed or waits already changes nothing: both stay where they are. */
function holds({ stands, lines }: FundedCase, needed: readonly NeededLine[]): boolean {
  if (stands !== 'COMMITTED' && stands !== 'QUEUED') return false;
  const booked = new Map<number, CaseLine>(lines.map((line) => [line.line, line]));
  return (
    booked.size === needed.length &&
    needed.every(({ line, row, amountFen }) => {
      const own = booked.get(line);
      return own !== undefined && own.amountFen === amountFen && isUnder(row, own.row);
    })
  );
}

/** Rows that are none and in which these wait. */
export const notOpen = (rows: RowsAtHand, queued: readonly QueuedCase[]): readonly RowName[] => [
  ...new Map(queued.filter(({ row }) => !rows.at(row).state.open).map(({ row }) => [rowKey(row), row])).values(),
];
