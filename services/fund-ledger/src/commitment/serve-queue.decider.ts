// Whenever money becomes available, a row's queue is served from the front: nobody overtakes, not even with a smaller sum.
import type { FundRow, Waiting } from '../fund-row/fund-row.decider';
import { waitingIn } from '../fund-row/fund-row.decider';
import { rowKey, type RowName } from '../fund-row/row-name';
import type { RowsAtHand } from '../fund-row/rows-at-hand';
import { notOpen, type Booked } from './commit-funds.decider';
import type { CommittedCase, FundClaimFact, QueuedCase } from './fund-claim.decider';

export type Served = Omit<Booked, 'claim'> & { readonly claims: readonly (readonly [claimId: string, facts: readonly FundClaimFact[]])[] };

type Done = Waiting & { readonly became: { readonly committed: CommittedCase } | { readonly queued: QueuedCase } };

/** Serves as many as were `read` with their claims and rows; whoever stands behind them is served next time. */
export function serveQueue(
  queue: { readonly row: RowName; readonly state: FundRow },
  rows: RowsAtHand,
  read: ReadonlySet<string>,
  now: string,
): Served {
  const done: Done[] = [];
  for (const waiting of waitingIn(queue.state)) {
    if (!read.has(waiting.caseId)) break;
    const { caseId } = waiting;
    const lines = waiting.lines.map(({ line, row, amountFen }) => ({ line, row: rows.paying(row), amountFen }));
    const short = rows.shortfall(lines, queue.row);
    if (short && rowKey(short.row) === rowKey(queue.row)) break;
    if (short) {
      rows.leave(queue.row, caseId, 'MOVED');
      const place = rows.join(short.row, { ...waiting, lines });
      done.push({ ...waiting, became: { queued: { caseId, lines, row: short.row, queue: place } } });
    } else {
      rows.leave(queue.row, caseId, 'COMMITTED');
      rows.commit(caseId, lines);
      done.push({ ...waiting, became: { committed: { caseId, lines } } });
    }
  }
  const claimOf = new Map(done.map(({ caseId, claimId }) => [caseId, claimId]));
  return {
    rows: rows.facts((caseId) => claimOf.get(caseId) ?? '', now),
    claims: toldTo(done, now),
    awaited: notOpen(
      rows,
      done.flatMap(({ became }) => ('queued' in became ? [became.queued] : [])),
    ),
  };
}

/** One fact for what came of each claim's cases of each review. */
function toldTo(done: readonly Done[], now: string): Served['claims'] {
  const byClaim = Map.groupBy(done, ({ claimId }) => claimId);
  return [...byClaim].map(([claimId, own]) => [
    claimId,
    [...Map.groupBy(own, ({ round }) => round)].flatMap(([round, cases]) => {
      const committed = cases.flatMap(({ became }) => ('committed' in became ? [became.committed] : []));
      const queued = cases.flatMap(({ became }) => ('queued' in became ? [became.queued] : []));
      const facts: FundClaimFact[] = [];
      if (committed.length > 0) facts.push({ type: 'QueuedCasesCommitted', round, committed, committedAt: now });
      if (queued.length > 0) facts.push({ type: 'CasesQueuedElsewhere', round, queued, queuedAt: now });
      return facts;
    }),
  ]);
}
