import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, withKeys, type CommandMeta, type DecidedTogether, type Fact, type Streams } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { claim, type Claim } from '../claim/claim.decider';
import { hashOf } from '../claim/hash-of';
import { namedOnce } from '../claim/named-once';
import { casesOf } from '../claim/steps';
import { cashOf, ordersIn, type PayoutAnswer } from './payout-answer';
import { mostInPayout } from './payout-limits';
import { releasePayout } from './payout-release.decider';
import { payout, type Payout } from './payout.decider';
import type { ReleasePayoutBody } from './releasable';
import { ReleaseGrounds } from './release-grounds';
import { asShown, releaseOf, stepUpKey } from './shown-release.decider';
import { WhatWasShown } from './what-was-shown';

export class ReleasePayout extends Command<PayoutAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: ReleasePayoutBody,
  ) {
    super();
  }
}

@CommandHandler(ReleasePayout)
export class ReleasePayoutHandler implements ICommandHandler<ReleasePayout> {
  constructor(
    private readonly store: EventStore,
    private readonly grounds: ReleaseGrounds,
    private readonly shown: WhatWasShown,
  ) {}

  async execute({ command, actor, body }: ReleasePayout): Promise<PayoutAnswer> {
    const { payoutId } = body;
    const claimIds = namedOnce(body.claims, ({ claimId }) => claimId).map(({ claimId }) => claimId);
    const { lives } = await this.grounds.of(actor, body.claims);
    const showing = await this.shown.to(actor, body);
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...claimIds.map((claimId) => [claimId, [claim, claimId]]),
    ]);
    const decided = await this.store
      .decideTogether(command, streams, (states, { now }) => {
        const asked = body.claims.map(({ claimId, version }) => ({ claimId, state: claimIn(states, claimId), seenVersion: version }));
        const release = { payoutId, releaser: actor.person, lives, most: mostInPayout, now };
        const decision = releasePayout(states['payout'] as Payout, asked, release);
        const known = new Map(asked.map(({ claimId, state }) => [claimId, state]));
        const shown = asShown(decision, releaseOf(decision, known, hashOf), { ...showing, now });
        const facts: Record<string, readonly Fact[]> = { payout: shown.payout };
        for (const { claimId, facts: ofClaim } of shown.claims) facts[claimId] = ofClaim;
        return withKeys(facts, { take: shown.take });
      })
      .catch(sayingWhatIsUsedUp(showing.saidYes.digest));
    return answerOf(actor, body, decided);
  }
}

const sayingWhatIsUsedUp =
  (digest: string) =>
  (error: unknown): never => {
    const used = error instanceof Refused && error.code === 'KEY_TAKEN' && error.values['key'] === stepUpKey(digest);
    throw used ? new Refused('STEP_UP_USED') : error;
  };

const claimIn = (states: Readonly<Record<string, unknown>>, claimId: string): Claim => states[claimId] as Claim;

/** What a release itself holds back. */
const heldHere: readonly string[] = ['SUCCESSOR_PAYEE_REQUIRED', 'ACCOUNT_MISSING'];

function heldIn(claimId: string, state: Claim) {
  if (state.status === 'UNFILED') return [];
  return casesOf(state).flatMap(({ caseId, holds }) => {
    const hold = holds.find(({ reason }) => heldHere.includes(reason));
    return hold ? [{ claimId, caseId, hold }] : [];
  });
}

function answerOf(actor: Actor, { payoutId, claims }: ReleasePayoutBody, decided: DecidedTogether<Streams>): PayoutAnswer {
  const state = decided.streams['payout']?.state as Payout;
  const released = claims.map(({ claimId }) => decided.streams[claimId]?.state as Claim);
  const cases = released.flatMap((one) => (one.status === 'FILED' ? [...one.cases.values()] : []));
  const anybody =
    state.status !== 'NONE' ||
    cases.some((one) => one.stage === 'RELEASED' && one.payoutId === undefined && one.releasedBy === actor.person);
  const held = claims.flatMap(({ claimId }) => heldIn(claimId, decided.streams[claimId]?.state as Claim));
  // All whose money could have gone have died, or have no account: that was recorded, and is the answer.
  if (!anybody) {
    const { reason, detail } = held[0]?.hold ?? { reason: 'SUCCESSOR_PAYEE_REQUIRED', detail: {} };
    throw new Refused(reason, detail);
  }
  const versions = released.flatMap((one, place) => {
    const claimId = claims[place]?.claimId;
    return one.status === 'FILED' && claimId !== undefined ? [{ claimId, version: one.viewVersion }] : [];
  });
  return {
    ...(state.status !== 'NONE' && { payoutId }),
    ...cashOf(state),
    orders: ordersIn(state),
    held: held.map(({ claimId, caseId, hold }) => ({ claimId, caseId, reason: hold.reason })),
    claims: versions,
    seq: decided.seq,
    repeated: decided.repeated,
  };
}
