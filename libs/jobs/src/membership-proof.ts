import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The one secret that all processes of an installation hold. What goes over the wire is derived from it, so that it stays where it is.
const KEY_FILE = 'input-hash.key';
const SHORTEST_KEY = 16;
const PURPOSE = 'membership of the sandbox';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Shows that a process belongs to the same installation as the sandbox that it joins. */
export class MembershipProof {
  /** What a process sends as its `authorization`. */
  readonly authorization: string;

  private constructor(key: Buffer) {
    this.authorization = `Bearer ${createHmac('sha256', key).update(PURPOSE).digest('base64url')}`;
  }

  /** Of the installation whose keys lie in this folder (`KEYS_DIR`). */
  static of(keysFolder: string): MembershipProof {
    const file = join(keysFolder, KEY_FILE);
    let key: Buffer;
    try {
      key = readFileSync(file);
    } catch (error) {
      throw new Error(`There is no key of the installation at ${file}.`, { cause: error });
    }
    if (key.length < SHORTEST_KEY) throw new Error(`The key of the installation at ${file} has less than ${SHORTEST_KEY} bytes.`);
    return new MembershipProof(key);
  }

  isGivenBy(authorization: string | undefined): boolean {
    return authorization !== undefined && timingSafeEqual(digest(authorization), digest(this.authorization));
  }
}
