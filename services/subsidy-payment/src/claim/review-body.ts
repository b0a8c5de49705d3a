import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import type { LeftOut, Shown } from './as-shown.decider';
import { ClaimAnswer } from './claim-answer';
import { namedOnce } from './named-once';

const mostCases = 1_000;

export class ShownCase {
  @IsUUID() readonly caseId!: string;
  /** As the claim showed it. */
  @Matches(/^[0-9a-f]{64}$/) readonly hash!: string;
}

export class ReviewBody {
  /** Which cases, and as what they were shown; without them the review is of all that wait for it. */
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => ShownCase)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostCases)
  readonly cases?: ShownCase[];
}

export class LeftOutCase {
  @IsUUID() readonly caseId!: string;
  @IsIn(['CHANGED', 'DOES_NOT_WAIT']) readonly reason!: LeftOut['reason'];
}

export class ReviewAnswer extends ClaimAnswer {
  /** Of the cases that were named, those that this review did not pass. */
  @IsOptional() @ValidateNested({ each: true }) @Type(() => LeftOutCase) readonly leftOut?: readonly LeftOutCase[];
}

export const shownIn = ({ cases }: ReviewBody): Shown | undefined =>
  cases === undefined ? undefined : new Map(namedOnce(cases, ({ caseId }) => caseId).map(({ caseId, hash }) => [caseId, hash]));
