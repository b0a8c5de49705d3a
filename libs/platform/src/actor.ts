// Who asks, and how far their eyes reach.
import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Rejected } from './problem';

export const roles = [
  'registrar',
  'employer',
  'trainee',
  'assessor',
  'bank',
  'reviewer',
  'finance',
  'fund-manager',
  'supervisor',
  'inspector',
  'third-party',
  'policy-officer',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'operator',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** A region stands for itself and all below it; an organisation only for itself. What is not named is not bounded by it. */
export type Place = { readonly region?: string; readonly organisation?: string };

export class Scope {
  constructor(
    readonly region: string | undefined,
    readonly organisation: string | undefined,
  ) {}

  covers({ region, organisation }: Place): boolean {
    const inRegion = this.region === undefined || (region ?? '').startsWith(this.region);
    return inRegion && (this.organisation === undefined || organisation === this.organisation);
  }

  /** Answers 404 where the scope does not reach, so that nobody learns what exists elsewhere. */
  check(place: Place): void {
    if (!this.covers(place)) throw new Rejected('NOT_FOUND');
  }

  /** Adds the scope to a query over rows with these columns; it belongs into every query that answers people. */
  narrow<Query extends { andWhere(condition: string, parameters?: Record<string, unknown>): Query }>(
    query: Query,
    columns: { readonly region: string; readonly organisation: string },
  ): Query {
    const byRegion =
      this.region === undefined ? query : query.andWhere(`starts_with(${columns.region}, :scopeRegion)`, { scopeRegion: this.region });
    return this.organisation === undefined
      ? byRegion
      : byRegion.andWhere(`${columns.organisation} = :scopeOrganisation`, { scopeOrganisation: this.organisation });
  }
}

/** Roles that decide about money, rules or rights: they count for a token alone whose owner has shown a second factor. */
export const secondFactorRoles: readonly Role[] = [
  'reviewer',
  'finance',
  'fund-manager',
  'policy-officer',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'operator',
];

type Identity = {
  /** The natural person, which is the vault's id for whoever is in it: one person may have several accounts, and decides a thing once all the same. */
  readonly person: string;
  /** Granted, and not counting for want of a second factor. */
  readonly withheld: readonly Role[];
  readonly secondFactor: boolean;
};

export class Actor {
  readonly person: string;
  readonly withheld: readonly Role[];
  readonly secondFactor: boolean;

  constructor(
    /** The account: `sub` of the token. */
    readonly id: string,
    readonly roles: readonly Role[],
    readonly scope: Scope,
    { person = id, withheld = [], secondFactor = true }: Partial<Identity> = {},
  ) {
    this.person = person;
    this.withheld = withheld;
    this.secondFactor = secondFactor;
  }
}

export type ActorRequest = FastifyRequest & { actor?: Actor; actorRejected?: Rejected };

export const actorOf = (request: ActorRequest): Actor => {
  if (request.actor) return request.actor;
  throw request.actorRejected ?? new Rejected('NOT_SIGNED_IN');
};

/** `@ActorOf() actor: Actor` */
export const ActorOf = createParamDecorator((_: unknown, context): Actor => actorOf(context.switchToHttp().getRequest<ActorRequest>()));
