// What the cases of one claim hold of the funds, or wait for; it is what the claim is told.
import type { Decider } from '@libs/event-store';
import type { CaseLine, WithheldReason } from '../fund-row/fund-row.decider';
import type { RowName } from '../fund-row/row-name';

export type CommittedCase = { readonly caseId: string; readonly lines: readonly CaseLine[] };
export type QueuedCase = CommittedCase & { readonly row: RowName; readonly queue: number };

export type FundClaimFact =
  | {
      readonly type: 'CommitmentsAnswered';
      readonly round: number;
      readonly committed: readonly CommittedCase[];
      readonly queued: readonly QueuedCase[];
      readonly answeredAt: string;
    }
  /** Cases that had waited have their money now. */
  | {
      readonly type: 'QueuedCasesCommitted';
      readonly round: number;
      readonly committed: readonly CommittedCase[];
      readonly committedAt: string;
    }
  /** What a case needs is there in one row and missing in another: it waits there. */
  | { readonly type: 'CasesQueuedElsewhere'; readonly round: number; readonly queued: readonly QueuedCase[]; readonly queuedAt: string }
  | { readonly type: 'CommitmentsReleased'; readonly caseIds: readonly string[]; readonly releasedAt: string }
  | { readonly type: 'CommitmentsPaidOut'; readonly caseIds: readonly string[]; readonly payoutId: string; readonly paidOutAt: string }
  /** Their payout let them go before anything was sent. */
  | { readonly type: 'CommitmentsCameBack'; readonly caseIds: readonly string[]; readonly payoutId: string; readonly cameBackAt: string }
  | {
      readonly type: 'CommitmentWithheld';
      readonly regions: readonly string[];
      readonly caseIds: readonly string[];
      readonly reason: WithheldReason;
      readonly withheldAt: string;
    };

export type FundedCase = {
  readonly stands: 'COMMITTED' | 'QUEUED' | 'RELEASED' | 'PAID_OUT';
  readonly lines: readonly CaseLine[];
  /** Where it waits. */
  readonly row?: RowName;
};
export type FundClaim = ReadonlyMap<string, FundedCase>;

export const fundClaim: Decider<FundClaim, FundClaimFact> = {
  category: 'fund-claim',
  initial: new Map(),
  schemas: {
    CommitmentsAnswered: 1,
    QueuedCasesCommitted: 1,
    CasesQueuedElsewhere: 1,
    CommitmentsReleased: 1,
    CommitmentsPaidOut: 1,
    CommitmentsCameBack: 1,
    CommitmentWithheld: 1,
  },
  evolve(claim, fact) {
    switch (fact.type) {
      case 'CommitmentsAnswered':
        return standing(standing(claim, fact.committed.map(committedAs)), fact.queued.map(queuedAs));
      case 'QueuedCasesCommitted':
        return standing(claim, fact.committed.map(committedAs));
      case 'CasesQueuedElsewhere':
        return standing(claim, fact.queued.map(queuedAs));
      case 'CommitmentsReleased':
        return ended(claim, fact.caseIds, 'RELEASED');
      case 'CommitmentsPaidOut':
        return ended(claim, fact.caseIds, 'PAID_OUT');
      case 'CommitmentsCameBack':
        return ended(claim, fact.caseIds, 'COMMITTED');
      case 'CommitmentWithheld':
        return claim;
    }
  },
};

type Standing = readonly [caseId: string, FundedCase];
const committedAs = ({ caseId, lines }: CommittedCase): Standing => [caseId, { stands: 'COMMITTED', lines }];
const queuedAs = ({ caseId, lines, row }: QueuedCase): Standing => [caseId, { stands: 'QUEUED', lines, row }];

const standing = (claim: FundClaim, changed: readonly Standing[]): FundClaim =>
  changed.length === 0 ? claim : new Map([...claim, ...changed]);

const ended = (claim: FundClaim, caseIds: readonly string[], stands: FundedCase['stands']): FundClaim =>
  standing(
    claim,
    caseIds.map((caseId): Standing => [caseId, { stands, lines: claim.get(caseId)?.lines ?? [] }]),
  );
