import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { IsInstant, roles, type Role } from '@libs/platform';
import type { Account } from './account.decider';

/** What may be granted: the system is nobody's role but the services' own. */
const grantedRoles = roles.filter((role) => role !== 'system');

export class GrantBody {
  /** An opaque name, from which nobody reads whose account it is. */
  @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly account!: string;
  /** The natural person: the vault's id. */
  @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly personId!: string;
  /** None withdraws all. */
  @IsIn(grantedRoles, { each: true }) @ArrayMaxSize(grantedRoles.length) readonly roles!: Role[];
  @IsOptional() @Matches(/^[0-9]{2,12}$/) readonly region?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly organisation?: string;
}

export class AccountView {
  @IsString() readonly account!: string;
  /** Left out, with the rest of a grant, of an account that has only ever signed out. */
  @IsOptional() @IsString() readonly personId?: string;
  /** 张*: of a name the first character; left out where the person is not in the vault. */
  @IsOptional() @IsString() readonly name?: string;
  @IsIn(grantedRoles, { each: true }) readonly roles!: readonly string[];
  @IsOptional() @IsString() readonly region?: string;
  @IsOptional() @IsString() readonly organisation?: string;
  @IsOptional() @IsString() readonly grantedBy?: string;
  @IsOptional() @IsInstant() readonly grantedAt?: string;
  @IsOptional() @IsInstant() readonly signedOutAt?: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

/** What granting and signing out answer. */
export class AccountAnswer {
  @IsString() readonly account!: string;
  @IsIn(grantedRoles, { each: true }) readonly roles!: readonly string[];
  @IsOptional() @IsInstant() readonly signedOutAt?: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export function accountAnswerOf(name: string, { state, version, seq, repeated }: Decided<Account>): AccountAnswer {
  const { grant, signedOutAt } = state;
  return { account: name, roles: grant?.roles ?? [], ...(signedOutAt !== undefined && { signedOutAt }), version, seq, repeated };
}
