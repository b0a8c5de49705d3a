import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { Witness } from '@libs/platform';
import { patiently } from './patiently';
import { witnessPayout } from './payout-sending.decider';
import { payout, type PayoutFact } from './payout.decider';

type Booked = { readonly payoutId: string; readonly size: number };
const kind = 'payout-witnessed';

@Injectable()
export class EveryBookedPayoutIsWitnessed implements DueHandler<PayoutFact, Booked> {
  readonly kind = kind;
  readonly attempts = 10;
  readonly attemptSeconds = 30;
  constructor(
    private readonly store: EventStore,
    private readonly witness: Witness,
  ) {}

  // The booking lies behind the approval, and that behind the reviews: a tree that holds the booking holds them all.
  sets({ category, id, streamId, seq, fact, meta }: RecordedFact<PayoutFact>): { set?: readonly NewDue<Booked>[] } {
    if (category !== payout.category || fact.type !== 'PayoutBooked') return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { payoutId: streamId, size: seq } }] };
  }

  async fire({ command, data, signal }: DueNow<Booked>): Promise<unknown> {
    const { size, note } = await patiently(signal, () => this.witness.cosigned(data.size));
    return this.store.decide(payout, data.payoutId, command, (state, { now }) =>
      witnessPayout(state, { treeSize: size, checkpoint: note }, now),
    );
  }

  /** Without a witness nothing is paid: the row waits for an operator. */
  async gaveUp(_: DueNow<Booked>, why: string): Promise<never> {
    throw new Error(`the payout was not witnessed: ${why}`);
  }
}
