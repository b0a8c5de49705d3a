import { Injectable } from '@nestjs/common';
import type { RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { payout, type PayoutFact } from '../payout/payout.decider';
import { OrderSettling } from './order-settling';
import { settleResolved } from './settle-order.decider';

type Resolved = { readonly payoutId: string; readonly orderId: string };
const kind = 'resolved-order';

/** Two people have decided; each order is a decision of its own, as a payout may have more of them than one decision carries. */
@Injectable()
export class EveryResolvedOrderIsSettled implements DueHandler<PayoutFact, Resolved> {
  readonly kind = kind;
  constructor(private readonly settling: OrderSettling) {}

  sets({ category, id, streamId: payoutId, fact, meta }: RecordedFact<PayoutFact>): { set?: readonly NewDue<Resolved>[] } {
    if (category !== payout.category || fact.type !== 'PayoutResolved') return {};
    return {
      set: fact.orderIds.map((orderId) => ({ id: dueId(kind, id, orderId), dueAt: meta.recordedAt, data: { payoutId, orderId } })),
    };
  }

  fire({ command, data }: DueNow<Resolved>): Promise<unknown> {
    return this.settling.settle(command, data, (touched, now) => settleResolved(touched, data.orderId, now));
  }
}
