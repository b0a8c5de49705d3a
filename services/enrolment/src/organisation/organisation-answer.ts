import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsBusinessDay } from '@libs/platform';
import type { Organisation, OrganisationKind, Tier } from './organisation.decider';

export const organisationKinds = ['training_institution', 'enterprise', 'assessor', 'agency', 'online_platform'] as const;
export const tiers = ['A+', 'A', 'B', 'C', 'D'] as const;

export class OrganisationView {
  @IsUUID() readonly organisationId!: string;
  @IsIn(organisationKinds) readonly kind!: OrganisationKind;
  @IsString() readonly name!: string;
  @IsString() readonly region!: string;
  @IsString() readonly uscc!: string;
  @IsOptional() @IsIn(tiers) readonly tier?: Tier;
  /** 0 while no account is known. */
  @IsInt() readonly accountVersion!: number;
  /** The last day on which no class may be applied for. */
  @IsOptional() @IsBusinessDay() readonly bannedUntil?: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export class OrganisationAnswer extends OrganisationView {
  @IsBoolean() readonly repeated!: boolean;
}

export function organisationAnswerOf({ streamId, state, version, seq, repeated }: Decided<Organisation>): OrganisationAnswer {
  if (state.status === 'UNREGISTERED') throw new Refused('ORGANISATION_NOT_FOUND');
  const { bannedUntil, directory, account } = state;
  return {
    organisationId: streamId,
    ...directory,
    accountVersion: account?.version ?? 0,
    ...(bannedUntil !== undefined && { bannedUntil }),
    version,
    seq,
    repeated,
  };
}
