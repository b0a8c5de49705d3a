import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import type { Actor, AfterQuery } from '@libs/platform';
import { PaymentOrderList } from './payment-order-list.query';
import { payoutViewOf, type PayoutView } from './payout-answer';
import { payout } from './payout.decider';
import { standingWords } from './resolution.decider';

/** One payout with all its orders, for whoever may see one of them. */
@Injectable()
export class OnePayout {
  constructor(
    private readonly orders: PaymentOrderList,
    private readonly store: EventStore,
  ) {}

  async of(actor: Actor, payoutId: string, query: AfterQuery): Promise<PayoutView> {
    const { row, orders } = await this.orders.ofPayout(actor, payoutId, query);
    // What people said is read from the log itself: whoever says the second word sees the first one.
    const { state } = await this.store.stateOf(payout, payoutId);
    return payoutViewOf(row, orders, standingWords(state));
  }
}
