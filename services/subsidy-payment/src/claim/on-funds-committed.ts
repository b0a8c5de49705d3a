import { Injectable } from '@nestjs/common';
import { FundsCommittedV1 } from '@libs/contracts';
import { EventStore, type Decided } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { claim, type Claim } from './claim.decider';
import { takeFundsAnswer } from './funds.decider';
import { rowOf } from './row-of';

@Injectable()
export class OnFundsCommitted implements Consumer<FundsCommittedV1> {
  readonly name = 'claim.on-funds-committed';
  readonly contract = FundsCommittedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { claimId, round, served, cases } }: Message<FundsCommittedV1>): Promise<Decided<Claim>> {
    const committed = cases.map(({ caseId, lines }) => ({
      caseId,
      lines: lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) })),
    }));
    return this.store.decide(claim, claimId, command, (state, { now }) =>
      takeFundsAnswer(state, { round, served: served === true, committed, queued: [] }, now),
    );
  }
}
