// Tokens say who asks. Those of the issuer name an account and nothing more, for what it may do is a grant; those that the installation signs itself, for
// tests, stories and its operator, carry their roles. A service only ever holds public keys.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { Actor, Scope, roles, secondFactorRoles, type Role } from './actor';
import { BootError, type Configuration } from './configuration';
import type { Grants, Standing } from './grants';
import { Issuer } from './issuer';
import { Rejected } from './problem';
import { localAlgorithm, serviceIssuer, tokenType } from './token-signing';

export const accountName = /^[A-Za-z0-9._-]{1,100}$/;
const regionPrefix = /^\d{2,12}$/;
const verifiedTokensKept = 10_000;
const longestToken = 4_096;
const serviceName = /^[a-z][a-z0-9-]{0,62}$/;
const bothFactors = ['pwd', 'otp'];
const secondFactor = 'otp';

/** What a service knows of accounts; a process without a database knows nothing. */
export type KnownGrants = Pick<Grants, 'of'>;
const nobodyKnown: KnownGrants = { of: async () => ({ roles: [] }) };

type Speaker = { readonly by: 'issuer' | 'local' | 'service'; readonly payload: JWTPayload };
type Verified = Speaker & { readonly expiresAt: number };

const optionalText = (value: unknown, form: RegExp): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw new Rejected('TOKEN_INVALID');
};

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

function accountOf({ sub }: JWTPayload): string {
  if (sub === undefined || !accountName.test(sub)) throw new Rejected('TOKEN_INVALID');
  return sub;
}

type Known = { readonly roles: readonly string[]; readonly region?: string; readonly organisation?: string; readonly person?: string };

/** A role that decides about money, rules or rights counts for those alone who have shown a second factor. */
function actorOf(account: string, known: Known, hasSecondFactor: boolean): Actor {
  const named = roles.filter((role) => known.roles.includes(role));
  const withheld: readonly Role[] = hasSecondFactor ? [] : named.filter((role) => secondFactorRoles.includes(role));
  return new Actor(
    account,
    named.filter((role) => !withheld.includes(role)),
    new Scope(known.region, known.organisation),
    { person: known.person ?? account, withheld, secondFactor: hasSecondFactor },
  );
}

function localActorOf(payload: JWTPayload): Actor {
  if (!Array.isArray(payload['roles'])) throw new Rejected('TOKEN_INVALID');
  const region = optionalText(payload['region'], regionPrefix);
  const organisation = optionalText(payload['organisation'], accountName);
  const person = optionalText(payload['person'], accountName);
  const known = {
    roles: textsIn(payload['roles']),
    ...(region !== undefined && { region }),
    ...(organisation !== undefined && { organisation }),
    ...(person !== undefined && { person }),
  };
  return actorOf(accountOf(payload), known, textsIn(payload['amr'] ?? bothFactors).includes(secondFactor));
}

// Whatever another issuer may call so: no account of a person is a service of ours.
const ofPeople = ({ roles: granted, ...standing }: Standing) => ({ ...standing, roles: granted.filter((role) => role !== 'system') });

/** A token counts from its sign-in on: one that was renewed while the news of the signing out was under way is none of afterwards. */
const isFromBefore = (signedOutAt: string | undefined, { iat = 0, auth_time: signedInAt = iat }: JWTPayload): boolean =>
  signedOutAt !== undefined && Math.min(iat, Number(signedInAt)) * 1_000 <= Date.parse(signedOutAt);

type LocalKey = { readonly key: KeyObject; readonly issuer: string };

export const hasSecondFactor = ({ amr, acr }: JWTPayload, { ACR_SECOND_FACTOR }: Pick<Configuration, 'ACR_SECOND_FACTOR'>): boolean =>
  textsIn(amr).includes(secondFactor) || (ACR_SECOND_FACTOR !== undefined && acr === ACR_SECOND_FACTOR);

export class Tokens {
  readonly #folder: string;
  readonly #local: LocalKey | undefined;
  readonly #issuer: Issuer | undefined;
  readonly #audience: string;
  // A signature costs as much to check as the rest of a small request; the same token comes many times.
  readonly #verified = new LRUCache<string, Verified>({ max: verifiedTokensKept });

  constructor(private readonly configuration: Configuration) {
    const { KEYS_DIR, ISSUER_URL, ISSUER_KEYS_URL, TOKEN_AUDIENCE } = configuration;
    this.#folder = KEYS_DIR;
    this.#audience = TOKEN_AUDIENCE;
    this.#issuer = ISSUER_URL === undefined ? undefined : new Issuer(ISSUER_URL, TOKEN_AUDIENCE, ISSUER_KEYS_URL);
    this.#local = localKeyFor(configuration);
  }

  async actorOf(token: string, grants: KnownGrants = nobodyKnown): Promise<Actor> {
    const { by, payload } = await this.#verifiedOnce(token);
    if (by === 'local') return localActorOf(payload);
    // A service speaks as the system and as nobody else, whatever it says of itself.
    if (by === 'service') return actorOf(accountOf(payload), { roles: ['system'] }, true);
    const account = accountOf(payload);
    const standing = await grants.of(account);
    if (isFromBefore(standing.signedOutAt, payload)) throw new Rejected('SIGNED_OUT');
    return actorOf(account, ofPeople(standing), hasSecondFactor(payload, this.configuration));
  }

  async #verifiedOnce(token: string): Promise<Speaker> {
    const known = this.#verified.get(token);
    if (known && known.expiresAt <= Date.now()) throw new Rejected('TOKEN_EXPIRED');
    if (known) return known;
    if (token.length > longestToken) throw new Rejected('TOKEN_INVALID');
    const speaker = await this.#verify(token);
    this.#verified.set(token, { ...speaker, expiresAt: (speaker.payload.exp ?? 0) * 1_000 });
    return speaker;
  }

  async #verify(token: string): Promise<Speaker> {
    try {
      const { iss } = decodeJwt(token);
      if (this.#issuer && iss === this.#issuer.url) return { by: 'issuer', payload: await this.#issuer.verified(token) };
      if (iss === serviceIssuer) return { by: 'service', payload: await this.#ofService(token) };
      if (!this.#local) throw new Rejected('TOKEN_INVALID');
      const { key, issuer } = this.#local;
      return { by: 'local', payload: (await jwtVerify(token, key, { ...this.#expected(), issuer })).payload };
    } catch (error) {
      if (error instanceof Rejected) throw error;
      throw new Rejected(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
    }
  }

  #expected() {
    return { algorithms: [localAlgorithm], typ: tokenType, requiredClaims: ['sub', 'exp', 'iat'], audience: this.#audience };
  }

  async #ofService(token: string): Promise<JWTPayload> {
    const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => this.#keyOfService(kid ?? ''), {
      ...this.#expected(),
      issuer: serviceIssuer,
    });
    if (payload.sub !== protectedHeader.kid) throw new Rejected('TOKEN_INVALID');
    return payload;
  }

  #keyOfService(name: string): KeyObject {
    const file = join(this.#folder, `${name}.public.pem`);
    if (!serviceName.test(name) || name === 'tokens' || !existsSync(file)) throw new Rejected('TOKEN_INVALID');
    return createPublicKey(readFileSync(file));
  }
}

/** The key of the installation's own tokens, where they count. */
export function localKeyFor({ KEYS_DIR, ISSUER_URL, LOCAL_TOKENS, TOKEN_ISSUER }: Configuration): LocalKey | undefined {
  if (ISSUER_URL !== undefined && LOCAL_TOKENS !== '1') return undefined;
  const file = join(KEYS_DIR, 'tokens.public.pem');
  if (!existsSync(file)) throw new BootError(`There is no public key for tokens at ${file}; KEYS_DIR must name the folder that holds it.`);
  return { key: createPublicKey(readFileSync(file)), issuer: TOKEN_ISSUER };
}
