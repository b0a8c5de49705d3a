// The key with which the demo signs people's tokens: its own, and nobody else's.
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type IssuerKeys = { readonly signing: JWK; readonly cookies: readonly string[] };

const cookieKeyBytes = 32;

const keptIn = (file: string, made: () => string): string => {
  if (!existsSync(file)) writeFileSync(file, made(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
};

/** Makes the keys of the issuer where there are none yet, and reads them. */
export async function issuerKeysIn(folder: string): Promise<IssuerKeys> {
  const pem = keptIn(join(folder, 'issuer.private.pem'), () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const cookie = keptIn(join(folder, 'issuer-cookies.key'), () => `${randomBytes(cookieKeyBytes).toString('base64url')}\n`);
  const jwk = await exportJWK(createPrivateKey(pem));
  return { signing: { ...jwk, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(jwk) }, cookies: [cookie.trim()] };
}
