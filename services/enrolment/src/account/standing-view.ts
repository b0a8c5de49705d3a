import { IsIn, IsOptional, IsString } from 'class-validator';
import { roles, type Actor } from '@libs/platform';

/** What one may do as it stands now, and nothing else of oneself: asked for again and again by whoever has a page open. */
export class StandingView {
  @IsIn(roles, { each: true }) readonly roles!: readonly string[];
  @IsOptional() @IsString() readonly region?: string;
  @IsOptional() @IsString() readonly organisation?: string;
}

export function standingOf({ roles: counted, withheld, scope: { region, organisation } }: Actor): StandingView {
  const granted = [...counted, ...withheld];
  return {
    roles: roles.filter((role) => granted.includes(role)),
    ...(region !== undefined && { region }),
    ...(organisation !== undefined && { organisation }),
  };
}
