// What the ledger tells: what was answered to claims and payouts, what moved for an order, and what could not be booked. The queue inside a row is its own.
import {
  AllotmentPostedV1,
  CommitmentReleasedV1,
  FundExhaustedV1,
  FundsCommittedV1,
  FundsMovedV1,
  MoveWithheldV1,
  type Contract,
} from '@libs/contracts';
import { yuanOf } from '@libs/kernel';
import type { Announce, Announcement } from '@libs/messaging';
import type { CommittedCase, FundClaimFact, QueuedCase } from './commitment/fund-claim.decider';
import type { FundRowFact, FundsMoved } from './fund-row/fund-row.decider';
import type { FundRowsFact } from './fund-row/fund-rows.decider';
import type { FundPayoutFact } from './payment/fund-payout.decider';
import type { Witnessed } from './witness/witnessed';

export type FundLedgerFact = FundRowFact | FundRowsFact | FundClaimFact | FundPayoutFact | Witnessed;

const told = <Data extends object>(contract: Contract<Data>, key: string, data: Data): Announcement => ({ contract, key, data });

export const announce: Announce<FundLedgerFact> = ({ streamId, fact }) => {
  switch (fact.type) {
    case 'AllotmentPosted': {
      const { row, amountFen, postedAt } = fact;
      return [told(AllotmentPostedV1, streamId, { row, amount: yuanOf(amountFen), postedAt })];
    }
    case 'FundsMoved':
      return tellsItself.has(fact.cause) ? [movedFor(fact)] : [];
    case 'MoveWithheld': {
      const { cause, causeId, region, reason, withheldAt } = fact;
      // Of what a row itself withholds, the rest are answered by their claim or payout.
      return cause === 'RELEASE' ? [] : [told(MoveWithheldV1, causeId, { cause, causeId, reason, regions: [region], withheldAt })];
    }
    case 'CommitmentsAnswered':
      return [
        ...committed(streamId, fact.round, fact.committed, fact.answeredAt, false),
        ...exhausted(streamId, fact.round, fact.queued, fact.answeredAt),
      ];
    case 'QueuedCasesCommitted':
      return committed(streamId, fact.round, fact.committed, fact.committedAt, true);
    case 'CasesQueuedElsewhere':
      return exhausted(streamId, fact.round, fact.queued, fact.queuedAt);
    case 'CommitmentsReleased':
      return [told(CommitmentReleasedV1, streamId, { claimId: streamId, caseIds: [...fact.caseIds], releasedAt: fact.releasedAt })];
    case 'CommitmentWithheld': {
      const { regions, reason, withheldAt } = fact;
      return [told(MoveWithheldV1, streamId, { cause: 'COMMITMENT', causeId: streamId, reason, regions: [...regions], withheldAt })];
    }
    case 'PayoutBooked': {
      const moves = fact.moves.map(({ row, from, to, amountFen }) => ({ row, from, to, amount: yuanOf(amountFen) }));
      return [told(FundsMovedV1, streamId, { cause: 'PAYOUT', causeId: streamId, moves, movedAt: fact.bookedAt })];
    }
    case 'PayoutWithheld': {
      const { regions, reason, withheldAt } = fact;
      return [told(MoveWithheldV1, streamId, { cause: 'PAYOUT', causeId: streamId, reason, regions: [...regions], withheldAt })];
    }
    case 'CheckpointWitnessed':
    case 'CheckpointForkSeen':
    case 'CasesQueued':
    case 'CasesLeftQueue':
    case 'CommitmentsPaidOut':
    case 'CommitmentsCameBack':
    case 'OrdersTakenBack':
    case 'RowOpened':
    case 'RowAwaited':
      return [];
  }
};

const tellsItself: ReadonlySet<string> = new Set(['PAYMENT', 'RETURN', 'REISSUE', 'CLAWBACK', 'REFUND']);

function movedFor({ cause, causeId, row, moves, happenedAt }: FundsMoved): Announcement {
  const entries = moves.map(({ from, to, amountFen }) => ({ row, from, to, amount: yuanOf(amountFen) }));
  return told(FundsMovedV1, causeId, { cause, causeId, moves: entries, movedAt: happenedAt });
}

function committed(
  claimId: string,
  round: number,
  cases: readonly CommittedCase[],
  committedAt: string,
  served: boolean,
): readonly Announcement[] {
  if (cases.length === 0) return [];
  const booked = cases.map(({ caseId, lines }) => ({
    caseId,
    lines: lines.map(({ line, row, amountFen }) => ({ line, row, amount: yuanOf(amountFen) })),
  }));
  return [told(FundsCommittedV1, claimId, { claimId, round, ...(served && { served: true as const }), cases: booked, committedAt })];
}

function exhausted(claimId: string, round: number, cases: readonly QueuedCase[], exhaustedAt: string): readonly Announcement[] {
  if (cases.length === 0) return [];
  const queued = cases.map(({ caseId, row, queue }) => ({ caseId, row, queue }));
  return [told(FundExhaustedV1, claimId, { claimId, round, cases: queued, exhaustedAt })];
}
