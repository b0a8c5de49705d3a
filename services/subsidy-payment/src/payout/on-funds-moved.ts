import { Injectable } from '@nestjs/common';
import { FundsMovedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { bookPayout } from './payout-sending.decider';
import { payout } from './payout.decider';

const causes: readonly string[] = ['PAYOUT', 'REISSUE'];

/** The ledger has booked a payout in transit: its file may be made. Of all other moves it is not for us to act on. */
@Injectable()
export class OnFundsMoved implements Consumer<FundsMovedV1> {
  readonly name = 'payout.on-funds-moved';
  readonly contract = FundsMovedV1;
  constructor(private readonly store: EventStore) {}

  async handle({ command, data }: Message<FundsMovedV1>): Promise<unknown> {
    if (!causes.includes(data.cause)) return undefined;
    return this.store.decide(payout, data.causeId, command, (state, { now }) => bookPayout(state, now));
  }
}
