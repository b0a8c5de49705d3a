import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SERVICE_NAME = /^[a-z][a-z0-9-]{0,62}$/;
const PUBLIC_PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

export type Verdict = 'good' | 'bad' | 'unknown-key';

type PublicKeys = { readonly state: string; readonly keys: readonly KeyObject[] };

// What cannot be read is no key; those beside it still are.
function publicKey(pem: string): readonly KeyObject[] {
  try {
    return [createPublicKey(pem)];
  } catch {
    return [];
  }
}

/**
 * The Ed25519 keys with which services sign what they announce: `<service>.private.pem` only where that service runs, `<service>.public.pem` everywhere.
 * A public file may hold several keys while one takes over from another.
 */
export class AnnouncerKeys {
  readonly #private = new Map<string, KeyObject>();
  readonly #public = new Map<string, PublicKeys>();

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
    const bytes = Buffer.from(encoded, 'base64url');
    const fits = (keys: readonly KeyObject[]): boolean => keys.some((key) => verify(null, Buffer.from(text), key, bytes));
    if (fits(this.#public.get(service)?.keys ?? [])) return 'good';
    // Before anything is called bad: perhaps a key was added meanwhile, for a new service or to take over from an old one.
    const keys = this.#publicKeysOf(service);
    if (keys.length === 0) return 'unknown-key';
    return fits(keys) ? 'good' : 'bad';
  }

  /** Another text as soon as the public keys of one of these services may have changed: then what was bad may be good. */
  stateOf(services: readonly string[]): string {
    return services.map((service) => this.#fileState(service)).join();
  }

  #privateKeyOf(service: string): KeyObject {
    const known = this.#private.get(service);
    if (known) return known;
    const key = createPrivateKey(readFileSync(this.#file(service, 'private')));
    this.#private.set(service, key);
    return key;
  }

  // Read again only when the file is another one than before, so that a flood of forged messages costs a look at the folder each and no more.
  #publicKeysOf(service: string): readonly KeyObject[] {
    const known = this.#public.get(service);
    const state = this.#fileState(service);
    if (state === known?.state) return known.keys;
    const keys = state === '' ? [] : (readFileSync(this.#file(service, 'public'), 'utf8').match(PUBLIC_PEM) ?? []).flatMap(publicKey);
    this.#public.set(service, { state, keys });
    return keys;
  }

  #fileState(service: string): string {
    const file = SERVICE_NAME.test(service) ? statSync(this.#file(service, 'public'), { bigint: true, throwIfNoEntry: false }) : undefined;
    return file ? `${file.ino}/${file.size}/${file.mtimeNs}` : '';
  }

  #file(service: string, half: 'private' | 'public'): string {
    if (!SERVICE_NAME.test(service)) throw new Error(`${JSON.stringify(service)} is no service name`);
    return join(this.folder, `${service}.${half}.pem`);
  }
}
