import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '@libs/event-store';
import { BootError, Configuration } from '@libs/platform';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const keyForm = /^[0-9a-f]{64}$/;

/** The master key wraps the key of each person; the index key makes of a number something that only we can look up. */
@Injectable()
export class VaultKeys {
  readonly #master: Buffer;
  readonly #index: Buffer;

  constructor({ KEYS_DIR }: Configuration) {
    this.#master = keyAt(KEYS_DIR, 'vault-master.key');
    this.#index = keyAt(KEYS_DIR, 'blind-index.key');
  }

  /** A new key for one holder, wrapped. */
  newWrappedKey(holder: string): Buffer {
    return seal(this.#master, `key|${holder}`, randomBytes(keyBytes));
  }

  unwrapped(holder: string, wrapped: Buffer): Buffer {
    return open(this.#master, `key|${holder}`, wrapped);
  }

  /** What stands for these words wherever they must not be: equal words give the same, and without the key nothing leads back. */
  blind(...words: readonly unknown[]): string {
    return createHmac('sha256', this.#index).update(canonicalJson(words)).digest('hex');
  }
}

function keyAt(folder: string, name: string): Buffer {
  const file = join(folder, name);
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (!keyForm.test(text)) throw new BootError(`There is no key of the people's vault (32 bytes in hexadecimal) at ${file}.`);
  return Buffer.from(text, 'hex');
}

/** AES-256-GCM: nonce, tag and text in one piece; `bound` is what the text belongs to, and opens it nowhere else. */
export function seal(key: Buffer, bound: string, text: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function open(key: Buffer, bound: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
