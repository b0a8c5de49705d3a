import { Injectable } from '@nestjs/common';
import { MoveWithheldV1 } from '@libs/contracts';
import { EventStore, withKeys, type Fact, type Streams } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { claim, type Claim } from '../claim/claim.decider';
import { payout, type Payout } from './payout.decider';
import { withholdPayout, withholdReissue } from './withheld.decider';

const causes: readonly string[] = ['PAYOUT', 'REISSUE'];

/** A payout that the ledger did not book is none. Of all other moves that it withheld supervision is told, and nothing here waits for them. */
@Injectable()
export class OnMoveWithheld implements Consumer<MoveWithheldV1> {
  readonly name = 'payout.on-move-withheld';
  readonly contract = MoveWithheldV1;
  constructor(private readonly store: EventStore) {}

  async handle({ command, data: { cause, causeId: payoutId, reason } }: Message<MoveWithheldV1>): Promise<unknown> {
    if (!causes.includes(cause)) return undefined;
    const { orders, replacesPayoutId } = (await this.store.stateOf(payout, payoutId)).state;
    const claimIds = [...new Set([...orders.values()].flatMap(({ lines }) => lines.map(({ claimId }) => claimId)))];
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...(replacesPayoutId === undefined ? [] : [['replaced', [payout, replacesPayoutId]]]),
      ...claimIds.map((claimId) => [claimId, [claim, claimId]]),
    ]);
    return this.store.decideTogether(command, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, states[claimId] as Claim]));
      const known = states['payout'] as Payout;
      const withholding = { payoutId, reason, now };
      const {
        payout: facts,
        replaced,
        claims: ofClaims,
        free,
      } = replacesPayoutId === undefined
        ? withholdPayout(known, claims, withholding)
        : withholdReissue(known, states['replaced'] as Payout, claims, withholding);
      const all: Record<string, readonly Fact[]> = { payout: facts, ...Object.fromEntries(ofClaims) };
      return withKeys({ ...all, ...(replacesPayoutId !== undefined && { replaced }) }, { free });
    });
  }
}
