import { Injectable } from '@nestjs/common';
import { FirstReviewPassedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { awaits } from '../fund-row/fund-rows.decider';
import { LedgerStreams } from '../fund-row/ledger-streams';
import { rowOf } from '../fund-row/row-name';
import { withRows } from '../fund-row/with-rows';
import { commitFunds } from './commit-funds.decider';

@Injectable()
export class OnFirstReviewPassed implements Consumer<FirstReviewPassedV1> {
  readonly name = 'fund-claim.on-first-review-passed';
  readonly contract = FirstReviewPassedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { claimId, round, cases } }: Message<FirstReviewPassedV1>): Promise<unknown> {
    const needy = cases.map(({ caseId, lines }) => ({
      caseId,
      lines: lines.map(({ line, amount, ...asked }) => ({ line, row: rowOf(asked), amountFen: fenOf(amount) })),
    }));
    const asked = needy.flatMap(({ lines }) => lines.map(({ row }) => row));
    return withRows(asked, (rows) => {
      const ledger = LedgerStreams.above(rows, [claimId]);
      return this.store.decideTogether(command, ledger.streams, (states, { now }) => {
        const booked = commitFunds(ledger.claim(states, claimId), ledger.atHand(states), { claimId, round, cases: needy }, now);
        const listed = awaits(ledger.list(states), booked.awaited);
        return ledger.facts({ rows: booked.rows, claims: [[claimId, booked.claim]], listed });
      });
    });
  }
}
