import { describe, expect, it } from '@jest/globals';
import {
  AllotmentPostedV1,
  CommitmentReleasedV1,
  FundExhaustedV1,
  FundsCommittedV1,
  FundsMovedV1,
  MoveWithheldV1,
  type Contract,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import { goldenSample } from '@libs/testing';
import { announce, type FundLedgerFact } from './announce';
import type { CaseLine, Move } from './fund-row/fund-row.decider';
import { rowOf } from './fund-row/row-name';

const told = (fact: FundLedgerFact, streamId: string) => announce({ streamId, fact } as RecordedFact<FundLedgerFact>);
const says = <Data extends object>(contract: Contract<Data>, key: string, data: Data) => [{ contract, key, data }];
const linesOf = (lines: FundsCommittedV1['cases'][number]['lines']): readonly CaseLine[] =>
  lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) }));

describe('the ledger tells', () => {
  it('an allotment', () => {
    const sample = goldenSample(AllotmentPostedV1);
    const fact = {
      type: 'AllotmentPosted',
      row: rowOf(sample.row),
      amountFen: fenOf(sample.amount),
      postedBy: 't',
      postedAt: sample.postedAt,
    } as const;
    expect(told(fact, 'row')).toEqual(says(AllotmentPostedV1, 'row', sample));
  });

  it('what was committed and who has to wait, under the claim', () => {
    const { served: _, ...sample } = goldenSample(FundsCommittedV1);
    const { claimId, round, cases, committedAt } = sample;
    const committed = cases.map(({ caseId, lines }) => ({ caseId, lines: linesOf(lines) }));
    const answered = { type: 'CommitmentsAnswered', round, committed, queued: [], answeredAt: committedAt } as const;
    expect(told(answered, claimId)).toEqual(says(FundsCommittedV1, claimId, sample));
    const later = { type: 'QueuedCasesCommitted', round, committed, committedAt } as const;
    expect(told(later, claimId)).toEqual(says(FundsCommittedV1, claimId, { ...sample, served: true }));
    const exhausted = goldenSample(FundExhaustedV1);
    const queued = exhausted.cases.map(({ caseId, row, queue }) => ({ caseId, row: rowOf(row), queue, lines: [] }));
    const waits = { ...answered, round: exhausted.round, committed: [], queued, answeredAt: exhausted.exhaustedAt };
    expect(told(waits, exhausted.claimId)).toEqual(says(FundExhaustedV1, exhausted.claimId, exhausted));
  });

  it('what was released', () => {
    const sample = goldenSample(CommitmentReleasedV1);
    const fact = { type: 'CommitmentsReleased', caseIds: sample.caseIds, releasedAt: sample.releasedAt } as const;
    expect(told(fact, sample.claimId)).toEqual(says(CommitmentReleasedV1, sample.claimId, sample));
  });

  it('a payout as one, and each order by itself', () => {
    const { moves, causeId, movedAt } = goldenSample(FundsMovedV1);
    const own = moves.map(({ row, from, to, amount }) => ({
      row: rowOf(row),
      from: from as Move['from'],
      to: to as Move['to'],
      amountFen: fenOf(amount),
    }));
    const payout = { type: 'PayoutBooked', moves: own, bookedAt: movedAt } as const;
    expect(told(payout, causeId)).toEqual(says(FundsMovedV1, causeId, { cause: 'PAYOUT', causeId, moves, movedAt }));
    const { row } = own[0]!;
    const ofRow = own.map(({ from, to, amountFen }) => ({ from, to, amountFen }));
    const order = {
      type: 'FundsMoved',
      cause: 'PAYMENT',
      causeId,
      orderId: causeId,
      payoutId: 'p',
      row,
      moves: ofRow,
      happenedAt: movedAt,
    } as const;
    const sameRow = moves.map((move) => ({ ...move, row: moves[0]!.row }));
    expect(told(order, 'row')).toEqual(says(FundsMovedV1, causeId, { cause: 'PAYMENT', causeId, moves: sameRow, movedAt }));
    expect(told({ ...order, cause: 'PAYOUT' } as FundLedgerFact, 'row')).toEqual([]);
  });

  it('what was withheld', () => {
    const sample = goldenSample(MoveWithheldV1);
    const { causeId, withheldAt, regions } = sample;
    const ofOrder = { type: 'MoveWithheld', region: '120000', cause: 'PAYMENT', causeId, reason: 'NOT_IN_TRANSIT', withheldAt } as const;
    expect(told(ofOrder, 'row')).toEqual(
      says(MoveWithheldV1, causeId, { cause: 'PAYMENT', causeId, reason: 'NOT_IN_TRANSIT', regions, withheldAt }),
    );
    const ofPayout = { type: 'PayoutWithheld', regions, reason: 'NOT_COMMITTED', withheldAt } as const;
    expect(told(ofPayout, causeId)).toEqual(
      says(MoveWithheldV1, causeId, { cause: 'PAYOUT', causeId, reason: 'NOT_COMMITTED', regions, withheldAt }),
    );
  });
});
