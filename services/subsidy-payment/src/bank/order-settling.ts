import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type CommandMeta, type Fact, type Streams } from '@libs/event-store';
import { claim, type Claim } from '../claim/claim.decider';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { payout, type Payout } from '../payout/payout.decider';
import { OrdersOfBank } from './orders-of-bank';
import type { Settled, Touched } from './settle-order.decider';

/** One order settled is one decision, over its payout, the claims of its lines, and the books of their people. */
@Injectable()
export class OrderSettling {
  constructor(
    private readonly store: EventStore,
    private readonly orders: OrdersOfBank,
  ) {}

  async settle(
    command: CommandMeta,
    { payoutId, orderId }: { readonly payoutId: string; readonly orderId: string },
    decision: (touched: Touched, now: string) => Settled,
  ): Promise<{ readonly payout: Payout; readonly seq: number }> {
    const { claimIds, personIds } = await this.orders.touchedBy(payoutId, orderId);
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...claimIds.map((claimId) => [`claim ${claimId}`, [claim, claimId]]),
      ...personIds.map((personId) => [`book ${personId}`, [entitlements, personId]]),
    ]);
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, states[`claim ${claimId}`] as Claim]));
      const books = new Map(personIds.map((personId) => [personId, states[`book ${personId}`] as Entitlements]));
      const settled = decision({ payout: states['payout'] as Payout, claims, books }, now);
      const facts: Record<string, readonly Fact[]> = { payout: settled.payout };
      for (const [claimId, ofClaim] of settled.claims) facts[`claim ${claimId}`] = ofClaim;
      for (const [personId, ofBook] of settled.books) facts[`book ${personId}`] = ofBook;
      return withKeys(facts, { take: settled.take, free: settled.free });
    });
    return { payout: decided.streams['payout']?.state as Payout, seq: decided.seq };
  }
}
