import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Clock } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { hashOf } from '../claim/hash-of';
import { namedOnce } from '../claim/named-once';
import { mostInPayout } from './payout-limits';
import { releasePayout } from './payout-release.decider';
import { payout } from './payout.decider';
import { ClaimToRelease, type ClaimsToRelease } from './releasable';
import { ReleaseGrounds } from './release-grounds';
import { releaseOf } from './shown-release.decider';

export class PayoutPreview {
  /** How many payments the file will have. */
  @IsInt() readonly count!: number;
  /** Over how much, in yuan. */
  @IsString() readonly sum!: string;
  /** SHA-256 over their lines, and over those that leave later as their money comes. */
  @Matches(/^[0-9a-f]{64}$/) readonly linesHash!: string;
  @ValidateNested({ each: true }) @Type(() => ClaimToRelease) readonly claims!: readonly ClaimToRelease[];
}

/** What a release would let go at this moment, for the officer to say yes to; refused where the release itself would be. */
@Injectable()
export class PayoutPreviews {
  constructor(
    private readonly store: EventStore,
    private readonly grounds: ReleaseGrounds,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, { claims }: ClaimsToRelease): Promise<PayoutPreview> {
    const claimIds = namedOnce(claims, ({ claimId }) => claimId).map(({ claimId }) => claimId);
    const lives = await this.grounds.lives(actor, claimIds);
    const asked = await Promise.all(
      claims.map(async ({ claimId, version }) => ({
        claimId,
        seenVersion: version,
        state: (await this.store.stateOf(claim, claimId)).state,
      })),
    );
    const release = { payoutId: 'preview', releaser: actor.person, lives, most: mostInPayout, now: this.clock.now() };
    const states = new Map(asked.map(({ claimId, state }) => [claimId, state]));
    const { count, sum, linesHash } = releaseOf(releasePayout(payout.initial, asked, release), states, hashOf);
    return { count, sum, linesHash, claims: claims.map(({ claimId, version }) => ({ claimId, version })) };
  }
}
