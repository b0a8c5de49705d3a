import { Injectable } from '@nestjs/common';
import { FundExhaustedV1 } from '@libs/contracts';
import { EventStore, type Decided } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { claim, type Claim } from './claim.decider';
import { takeFundsAnswer } from './funds.decider';
import { rowOf } from './row-of';

@Injectable()
export class OnFundExhausted implements Consumer<FundExhaustedV1> {
  readonly name = 'claim.on-fund-exhausted';
  readonly contract = FundExhaustedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { claimId, round, cases } }: Message<FundExhaustedV1>): Promise<Decided<Claim>> {
    const queued = cases.map(({ caseId, row, queue }) => ({ caseId, row: rowOf(row), queue }));
    return this.store.decide(claim, claimId, command, (state, { now }) =>
      takeFundsAnswer(state, { round, served: false, committed: [], queued }, now),
    );
  }
}
