import { IsBoolean, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsInstant } from '@libs/platform';
import type { PackState } from './pack.decider';

export class PackAnswer {
  @IsString() readonly packId!: string;
  @IsInt() readonly packVersion!: number;
  @IsString() readonly hash!: string;
  @IsBoolean() readonly hasFixture!: boolean;
  @IsIn(['DRAFTED', 'SIGNED', 'PUBLISHED']) readonly status!: 'DRAFTED' | 'SIGNED' | 'PUBLISHED';
  @IsString({ each: true }) readonly signers!: readonly string[];
  /** Since when decisions know it. */
  @IsOptional() @IsInstant() readonly knownAt?: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export function answerOf({ streamId, state, version, seq, repeated }: Decided<PackState>, packVersion: number): PackAnswer {
  const known = state.versions.get(packVersion);
  if (!known) throw new Refused('PACK_NOT_FOUND');
  const { hash, hasFixture, signers, knownAt } = known;
  const unpublished = signers.length === 0 ? 'DRAFTED' : 'SIGNED';
  return {
    packId: streamId,
    packVersion,
    hash,
    hasFixture,
    status: knownAt === undefined ? unpublished : 'PUBLISHED',
    signers,
    ...(knownAt !== undefined && { knownAt }),
    version,
    seq,
    repeated,
  };
}
