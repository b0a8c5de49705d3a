import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { Clock } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { hashOf } from '../claim/hash-of';
import { namedOnce } from '../claim/named-once';
import { mostInPayout } from './payout-limits';
import { releasePayout } from './payout-release.decider';
import { PayoutFileWriter } from './payout-file-writer';
import { payout } from './payout.decider';
import { ClaimToRelease, type ClaimsToRelease } from './releasable';
import { ReleaseGrounds } from './release-grounds';
import { releaseOf } from './shown-release.decider';

export class PayoutPreview {
  /** Under which this goes, if the officer says yes. */
  @IsUUID() readonly payoutId!: string;
  /** How many payments the file will have. */
  @IsInt() readonly count!: number;
  /** Over how much, in yuan. */
  @IsString() readonly sum!: string;
  /** SHA-256 over their lines, and over those that leave later as their money comes. */
  @Matches(/^[0-9a-f]{64}$/) readonly linesHash!: string;
  /** SHA-256 of the file that the bank gets; none where no payment leaves yet. */
  @IsOptional() @Matches(/^[0-9a-f]{64}$/) readonly fileSha256?: string;
  @ValidateNested({ each: true }) @Type(() => ClaimToRelease) readonly claims!: readonly ClaimToRelease[];
}

/** What a release would let go at this moment, for the officer to say yes to, and its file; refused where the release itself would be. Nothing is decided by it. */
@Injectable()
export class PayoutPreviews {
  constructor(
    private readonly grounds: ReleaseGrounds,
    private readonly writer: PayoutFileWriter,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, { claims }: ClaimsToRelease): Promise<PayoutPreview> {
    const { asked, lives } = await this.grounds.of(
      actor,
      namedOnce(claims, ({ claimId }) => claimId),
    );
    const [payoutId, now] = [randomUUID(), this.clock.now()];
    const decision = releasePayout(payout.initial, asked, { payoutId, releaser: actor.person, lives, most: mostInPayout, now });
    const states = new Map(asked.map(({ claimId, state }) => [claimId, state]));
    const { count, sum, linesHash } = releaseOf(decision, states, hashOf);
    const approved = decision.payout.reduce(payout.evolve, payout.initial);
    const fileSha256 = count === 0 ? undefined : await this.writer.drawUp(payoutId, approved, linesHash, now);
    const shown = { payoutId, count, sum, linesHash, ...(fileSha256 !== undefined && { fileSha256 }) };
    return { ...shown, claims: claims.map(({ claimId, version }) => ({ claimId, version })) };
  }
}
