import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsDefined, IsInt, IsString, IsUUID, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { mostClaims } from './payout-limits';

const longestToken = 4_096;

export class ClaimToRelease {
  @IsUUID() readonly claimId!: string;
  /** The claim's version as the officer saw it. */
  @IsInt() @Min(1) readonly version!: number;
}

export class ClaimsToRelease {
  @ValidateNested({ each: true })
  @Type(() => ClaimToRelease)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostClaims)
  readonly claims!: ClaimToRelease[];
}

export class StepUpBody {
  /** The ID token of a sign-in of the last five minutes, with both factors, whose nonce says what was shown. */
  @IsString() @MaxLength(longestToken) readonly idToken!: string;
  /** What the nonce was made with beside what was shown. */
  @Matches(/^[A-Za-z0-9_-]{16,100}$/) readonly salt!: string;
}

export class ReleasePayoutBody extends ClaimsToRelease {
  /** As the preview named it. */
  @IsUUID() readonly payoutId!: string;
  @IsDefined() @ValidateNested() @Type(() => StepUpBody) readonly stepUp!: StepUpBody;
}
