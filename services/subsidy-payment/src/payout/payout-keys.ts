import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootError, Configuration } from '@libs/platform';

const keyFile = 'payout-master.key';
const keyLength = 32;

/** Makes the key that wraps the keys of payout files where there is none yet; the replicas of the service share it. */
function createPayoutKey(folder: string): void {
  const file = join(folder, keyFile);
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(keyLength), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new BootError(`There is no ${keyFile} in KEYS_DIR, and it cannot be made there.`);
  }
}

/** The keys under which payout files and the accounts in them are kept. */
@Injectable()
export class PayoutKeys {
  readonly wrapping: Buffer;
  readonly #accounts: Buffer;

  constructor({ KEYS_DIR }: Configuration) {
    createPayoutKey(KEYS_DIR);
    const master = readFileSync(join(KEYS_DIR, keyFile));
    if (master.length < keyLength) throw new BootError(`${keyFile} in KEYS_DIR must have at least ${keyLength} bytes.`);
    const derived = (what: string) => Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), what, keyLength));
    this.wrapping = derived('payout file');
    this.#accounts = derived('payout account');
  }

  /** Stands for an account number in facts: the same account has the same hash, and nobody without the key can try numbers. */
  accountHash(number: string): string {
    return createHmac('sha256', this.#accounts).update(number).digest('hex');
  }
}
