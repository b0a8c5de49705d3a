// AES-256-GCM over what is given in parts: nonce, tag, ciphertext. What it belongs to is sealed in, so that it opens nowhere else.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

export function sealed(key: Buffer, belongsTo: string, parts: Iterable<Buffer | string>): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(belongsTo));
  const encrypted: Buffer[] = [];
  for (const part of parts) encrypted.push(typeof part === 'string' ? cipher.update(part, 'utf8') : cipher.update(part));
  encrypted.push(cipher.final());
  return Buffer.concat([nonce, cipher.getAuthTag(), ...encrypted]);
}

export function opened(key: Buffer, belongsTo: string, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength)).setAAD(Buffer.from(belongsTo));
  decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
}
