// The installation's own keys, and what is signed with them: tokens of tests and operators, and those with which services speak to one another.
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Role } from './actor';

export const localAlgorithm = 'EdDSA';
export const tokenType = 'at+jwt';
export const stepUpType = 'stepup+jwt';
export const serviceIssuer = 'urn:xunbu:service';
export const serviceTokenSeconds = 300;
const defaultIssuer = 'urn:xunbu:local';
const defaultAudience = 'xunbu';

export type TokenClaims = {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly region?: string;
  readonly organisation?: string;
  /** The natural person, where it is not the account. */
  readonly person?: string;
  /** How the account showed who it is (RFC 8176); a password and a code where nothing is said. */
  readonly amr?: readonly string[];
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
    .setProtectedHeader({ alg: localAlgorithm, typ: tokenType })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(createPrivateKey(readFileSync(join(keysFolder, 'tokens.private.pem'))));
}

/** What the console has from the issuer after somebody signed in anew, for specs and stories. */
export const signStepUp = (
  keysFolder: string,
  { sub, nonce, amr = ['pwd', 'otp'] }: { readonly sub: string; readonly nonce: string; readonly amr?: readonly string[] },
): Promise<string> =>
  new SignJWT({ nonce, amr: [...amr] })
    .setProtectedHeader({ alg: localAlgorithm, typ: stepUpType })
    .setSubject(sub)
    .setIssuer(defaultIssuer)
    .setAudience(defaultConsole)
    .setIssuedAt()
    .setJti(randomBytes(tokenIdBytes).toString('base64url'))
    .setExpirationTime(`${serviceTokenSeconds}s`)
    .sign(createPrivateKey(readFileSync(join(keysFolder, 'tokens.private.pem'))));
const defaultConsole = 'xunbu-console';
const tokenIdBytes = 12;

/** A service speaks to another in its own name, with the key under which it announces. */
export function signServiceToken(keysFolder: string, service: string): Promise<string> {
  return new SignJWT({ roles: ['system'] })
    .setProtectedHeader({ alg: localAlgorithm, typ: tokenType, kid: service })
    .setSubject(service)
    .setIssuer(serviceIssuer)
    .setAudience(defaultAudience)
    .setIssuedAt()
    .setExpirationTime(`${serviceTokenSeconds}s`)
    .sign(createPrivateKey(readFileSync(join(keysFolder, `${service}.private.pem`))));
}
