import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsUUID, Min, ValidateNested } from 'class-validator';
import { EventStore, withKeys, type CommandMeta, type DecidedTogether, type Fact, type Streams } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { claim, type Claim } from '../claim/claim.decider';
import { filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { PayeeChecks } from './payee-checks';
import { cashOf, ordersIn, type PayoutAnswer } from './payout-answer';
import { mostClaims, mostInPayout } from './payout-limits';
import { personsPaid, releasePayout } from './payout-release.decider';
import { payout, type Payout } from './payout.decider';

export class ClaimToRelease {
  @IsUUID() readonly claimId!: string;
  /** The claim's version as the officer saw it. */
  @IsInt() @Min(1) readonly version!: number;
}

export class ReleasePayoutBody {
  @ValidateNested({ each: true })
  @Type(() => ClaimToRelease)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostClaims)
  @ArrayUnique((one: ClaimToRelease | null) => one?.claimId)
  readonly claims!: ClaimToRelease[];
}

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
    private readonly payees: PayeeChecks,
  ) {}

  async execute({ command, actor, body }: ReleasePayout): Promise<PayoutAnswer> {
    const payoutId = childId(command.id, 'payout');
    const lives = await this.#lives(actor, body);
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...body.claims.map(({ claimId }) => [claimId, [claim, claimId]]),
    ]);
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const asked = body.claims.map(({ claimId, version }) => ({ claimId, state: claimIn(states, claimId), seenVersion: version }));
      const release = { payoutId, releaser: actor.id, lives, most: mostInPayout, now };
      const decision = releasePayout(states['payout'] as Payout, asked, release);
      const facts: Record<string, readonly Fact[]> = { payout: decision.payout };
      for (const { claimId, facts: ofClaim } of decision.claims) facts[claimId] = ofClaim;
      return withKeys(facts, { take: decision.take });
    });
    return answerOf(payoutId, actor, body, decided);
  }

  /** Asked before the decision; a claim out of reach is to this officer as if it did not exist. */
  async #lives(actor: Actor, { claims }: ReleasePayoutBody) {
    const persons: string[] = [];
    for (const { claimId } of claims) {
      const { state } = await this.store.stateOf(claim, claimId);
      mustReach(actor, state);
      for (const one of filed(state).cases.values()) if (mayGo.includes(one.stage)) persons.push(...personsPaid(one));
    }
    return this.payees.lives(persons);
  }
}

const mayGo: readonly string[] = ['IN_PUBLICITY', 'PUBLICITY_ENDED'];
const claimIn = (states: Readonly<Record<string, unknown>>, claimId: string): Claim => states[claimId] as Claim;

function answerOf(payoutId: string, actor: Actor, { claims }: ReleasePayoutBody, decided: DecidedTogether<Streams>): PayoutAnswer {
  const state = decided.streams['payout']?.state as Payout;
  const released = claims.map(({ claimId }) => decided.streams[claimId]?.state as Claim);
  const cases = released.flatMap((one) => (one.status === 'FILED' ? [...one.cases.values()] : []));
  const anybody =
    state.status !== 'NONE' || cases.some((one) => one.stage === 'RELEASED' && one.payoutId === undefined && one.releasedBy === actor.id);
  // All whose money could have gone have died: that was recorded, and is the answer.
  if (!anybody) {
    const died = cases.flatMap(({ holds }) => holds).find(({ reason }) => reason === 'SUCCESSOR_PAYEE_REQUIRED');
    throw new Refused('SUCCESSOR_PAYEE_REQUIRED', died?.detail ?? {});
  }
  const versions = released.flatMap((one, place) => {
    const claimId = claims[place]?.claimId;
    return one.status === 'FILED' && claimId !== undefined ? [{ claimId, version: one.viewVersion }] : [];
  });
  return {
    ...(state.status !== 'NONE' && { payoutId }),
    ...cashOf(state),
    orders: ordersIn(state),
    claims: versions,
    seq: decided.seq,
    repeated: decided.repeated,
  };
}
