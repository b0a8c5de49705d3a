import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SERVICE_NAME = /^[a-z][a-z0-9-]{0,62}$/;
const PUBLIC_PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

export type Verdict = 'good' | 'bad' | 'unknown-key';

/**
 * The Ed25519 keys with which services sign what they announce: `<service>.private.pem` only where that service runs, `<service>.public.pem` everywhere.
 * A public file may hold several keys while one takes over from another.
 */
export class AnnouncerKeys {
  readonly #private = new Map<string, KeyObject>();
  readonly #public = new Map<string, readonly KeyObject[]>();

  constructor(private readonly folder: string) {}

  /** Makes a service's pair where there is none yet. */
  static create(folder: string, service: string): void {
    const privateFile = join(folder, `${service}.private.pem`);
    if (existsSync(privateFile)) return;
    mkdirSync(folder, { recursive: true });
    const pair = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, `${service}.public.pem`), pair.publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(privateFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }

  /** `keyId.base64url(signature)`; the key's id is the service's name. */
  sign(service: string, text: string): string {
    return `${service}.${sign(null, Buffer.from(text), this.#privateKeyOf(service)).toString('base64url')}`;
  }

  verify(service: string, text: string, signature: string): Verdict {
    const [keyId, encoded] = signature.split('.');
    if (keyId !== service || !encoded) return 'bad';
    const keys = this.#publicKeysOf(service);
    if (keys.length === 0) return 'unknown-key';
    const bytes = Buffer.from(encoded, 'base64url');
    return keys.some((key) => verify(null, Buffer.from(text), key, bytes)) ? 'good' : 'bad';
  }

  #privateKeyOf(service: string): KeyObject {
    const known = this.#private.get(service);
    if (known) return known;
    const key = createPrivateKey(readFileSync(this.#file(service, 'private')));
    this.#private.set(service, key);
    return key;
  }

  // A key that is not there yet is looked for again at the next message, so a service added later needs no restart of the others.
  #publicKeysOf(service: string): readonly KeyObject[] {
    const known = this.#public.get(service);
    if (known) return known;
    if (!SERVICE_NAME.test(service) || !existsSync(this.#file(service, 'public'))) return [];
    const keys = (readFileSync(this.#file(service, 'public'), 'utf8').match(PUBLIC_PEM) ?? []).map((pem) => createPublicKey(pem));
    this.#public.set(service, keys);
    return keys;
  }

  #file(service: string, half: 'private' | 'public'): string {
    if (!SERVICE_NAME.test(service)) throw new Error(`${JSON.stringify(service)} is no service name`);
    return join(this.folder, `${service}.${half}.pem`);
  }
}
