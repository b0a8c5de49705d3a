// Tokens say who asks. They are signed with Ed25519 by the local issuer; a service only ever holds the public key.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { Actor, Scope, roles, type Role } from './actor';
import { BootError, type Configuration } from './configuration';
import { Rejected } from './problem';

const algorithm = 'EdDSA';
const tokenType = 'at+jwt';
const accountName = /^[A-Za-z0-9._-]{1,100}$/;
const regionPrefix = /^\d{2,12}$/;
const verifiedTokensKept = 10_000;
const longestToken = 4_096;
const defaultIssuer = 'urn:xunbu:local';
const defaultAudience = 'xunbu';
const serviceIssuer = 'urn:xunbu:service';
const serviceName = /^[a-z][a-z0-9-]{0,62}$/;
export const serviceTokenSeconds = 300;

export type TokenClaims = {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly region?: string;
  readonly organisation?: string;
};

export type TokenOptions = { readonly issuer?: string; readonly audience?: string; readonly seconds?: number };

/** Makes the pair of keys for local tokens where there is none yet. */
export function createTokenKeys(folder: string): void {
  const privateFile = join(folder, 'tokens.private.pem');
  if (existsSync(privateFile)) return;
  mkdirSync(folder, { recursive: true });
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'tokens.public.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(privateFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
}

/** Makes the key with which inputs are hashed where there is none yet; the replicas of a service share it. */
export function createInputHashKey(folder: string): void {
  const file = join(folder, 'input-hash.key');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, randomBytes(32), { mode: 0o600 });
}

/** Makes the keys of the people's vault where there are none yet: the master key, and the key of the blind index. Only the service of the vault reads them. */
export function createVaultKeys(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['vault-master.key', 'blind-index.key']) {
    const file = join(folder, name);
    if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  }
}

/** For the operator's tool and for tests; people get their tokens by signing in. */
export function signToken(keysFolder: string, { sub, ...claims }: TokenClaims, options: TokenOptions = {}): Promise<string> {
  const { issuer = defaultIssuer, audience = defaultAudience, seconds = 3_600 } = options;
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm, typ: tokenType })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
    .sign(createPrivateKey(readFileSync(join(keysFolder, 'tokens.private.pem'))));
}

const optionalText = (value: unknown, form: RegExp): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw new Rejected('TOKEN_INVALID');
};

function actorFrom(payload: JWTPayload): Actor {
  const { sub, roles: claimed } = payload;
  if (sub === undefined || !accountName.test(sub) || !Array.isArray(claimed)) throw new Rejected('TOKEN_INVALID');
  const granted = roles.filter((role) => claimed.includes(role));
  return new Actor(
    sub,
    granted,
    new Scope(optionalText(payload['region'], regionPrefix), optionalText(payload['organisation'], accountName)),
  );
}

/** A service speaks to another in its own name, with the key under which it announces. */
export function signServiceToken(keysFolder: string, service: string): Promise<string> {
  return new SignJWT({ roles: ['system'] })
    .setProtectedHeader({ alg: algorithm, typ: tokenType, kid: service })
    .setSubject(service)
    .setIssuer(serviceIssuer)
    .setAudience(defaultAudience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + serviceTokenSeconds)
    .sign(createPrivateKey(readFileSync(join(keysFolder, `${service}.private.pem`))));
}

type Verified = { readonly actor: Actor; readonly expiresAt: number };

export class Tokens {
  readonly #key: KeyObject;
  readonly #expected: { readonly issuer: string; readonly audience: string };
  // A signature costs as much to check as the rest of a small request; the same token comes many times.
  readonly #verified = new LRUCache<string, Verified>({ max: verifiedTokensKept });

  readonly #folder: string;

  constructor(configuration: Configuration) {
    this.#folder = configuration.KEYS_DIR;
    const file = join(configuration.KEYS_DIR, 'tokens.public.pem');
    if (!existsSync(file))
      throw new BootError(`There is no public key for tokens at ${file}; KEYS_DIR must name the folder that holds it.`);
    this.#key = createPublicKey(readFileSync(file));
    this.#expected = { issuer: configuration.TOKEN_ISSUER, audience: configuration.TOKEN_AUDIENCE };
  }

  async actorOf(token: string): Promise<Actor> {
    const known = this.#verified.get(token);
    if (known) {
      if (known.expiresAt <= Date.now()) throw new Rejected('TOKEN_EXPIRED');
      return known.actor;
    }
    if (token.length > longestToken) throw new Rejected('TOKEN_INVALID');
    const payload = await this.#verify(token);
    const actor = actorFrom(payload);
    this.#verified.set(token, { actor, expiresAt: (payload.exp ?? 0) * 1_000 });
    return actor;
  }

  async #verify(token: string): Promise<JWTPayload> {
    const known = { algorithms: [algorithm], typ: tokenType, requiredClaims: ['sub', 'exp', 'iat'] };
    try {
      const { kid } = decodeProtectedHeader(token);
      if (kid === undefined) return (await jwtVerify(token, this.#key, { ...this.#expected, ...known })).payload;
      const spoken = await jwtVerify(token, this.#keyOfService(kid), {
        ...known,
        issuer: serviceIssuer,
        audience: this.#expected.audience,
      });
      if (spoken.payload.sub !== kid) throw new Rejected('TOKEN_INVALID');
      // A service speaks as the system and as nobody else, whatever it says of itself.
      return { ...spoken.payload, roles: ['system'] };
    } catch (error) {
      throw new Rejected(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
    }
  }

  #keyOfService(name: string): KeyObject {
    const file = join(this.#folder, `${name}.public.pem`);
    if (!serviceName.test(name) || name === 'tokens' || !existsSync(file)) throw new Rejected('TOKEN_INVALID');
    return createPublicKey(readFileSync(file));
  }
}
