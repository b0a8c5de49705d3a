// Checkpoints in the forms that other transparency logs use: C2SP signed-note, tlog-checkpoint and tlog-cosignature (v1), all over Ed25519.
// Keys come in from outside; nothing here knows where they lie.
import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { HASH_BYTES, type TreeHead } from './merkle';

const keyIdBytes = 4;
const ed25519Bytes = 64;
const timeBytes = 8;
const longestNote = 16_384;
const mostSignatures = 16;

/** What a key is for; its number goes into the key's id, so that one pair of keys is two different keys of a note. */
export type NoteUse = 'checkpoint' | 'cosignature';
const useNumber: Readonly<Record<NoteUse, number>> = { checkpoint: 1, cosignature: 4 };

/** A key by the name under which notes name it; `key` may be the private or the public half. */
export type NoteKey = { readonly name: string; readonly use: NoteUse; readonly publicKey: KeyObject };

export type NoteSignature = { readonly name: string; readonly keyId: Buffer; readonly signature: Buffer };
export type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };
export type Checkpoint = TreeHead & { readonly origin: string };

const rawPublicKey = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

/** The first four bytes of SHA-256 over name, newline, the use's number and the public key. */
export const noteKeyId = ({ name, use, publicKey }: NoteKey): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([useNumber[use]]), rawPublicKey(publicKey)]))
    .digest()
    .subarray(0, keyIdBytes);

const lineOf = (key: NoteKey, signature: Buffer): string =>
  `— ${key.name} ${Buffer.concat([noteKeyId(key), signature]).toString('base64')}\n`;

/** `text` ends with a newline, as every note does. */
export const signedNote = (text: string, key: NoteKey, privateKey: KeyObject): string =>
  `${text}\n${lineOf(key, sign(null, Buffer.from(text), privateKey))}`;

const cosignedBytes = (text: string, seconds: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** A witness's line for a checkpoint that it has seen at that second. */
export function cosignatureLine(text: string, seconds: bigint, key: NoteKey, privateKey: KeyObject): string {
  const time = Buffer.alloc(timeBytes);
  time.writeBigUInt64BE(seconds);
  return lineOf(key, Buffer.concat([time, sign(null, cosignedBytes(text, seconds), privateKey)]));
}

const signatureLine = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

function signatureOf(line: string): NoteSignature | undefined {
  const [, name, encoded] = signatureLine.exec(line) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length > keyIdBytes ? { name, keyId: bytes.subarray(0, keyIdBytes), signature: bytes.subarray(keyIdBytes) } : undefined;
}

/** Undefined for what is no signed note; whether its signatures are good is another question. */
export function parseNote(note: string): SignedNote | undefined {
  const border = note.lastIndexOf('\n\n');
  if (note.length > longestNote || border < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(border + 2, -1).split('\n');
  const signatures = lines.map(signatureOf);
  if (lines.length > mostSignatures || signatures.includes(undefined)) return undefined;
  return { text: note.slice(0, border + 1), signatures: signatures as NoteSignature[] };
}

/** True when the note bears a good signature by this key, for the use that the key has. */
export function isSignedBy({ text, signatures }: SignedNote, key: NoteKey): boolean {
  const id = noteKeyId(key);
  const own = signatures.filter(({ name, keyId }) => name === key.name && keyId.equals(id));
  return own.some(({ signature }) => {
    if (key.use === 'checkpoint') return signature.length === ed25519Bytes && verify(null, Buffer.from(text), key.publicKey, signature);
    if (signature.length !== timeBytes + ed25519Bytes) return false;
    return verify(null, cosignedBytes(text, signature.readBigUInt64BE()), key.publicKey, signature.subarray(timeBytes));
  });
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** The first three lines of a checkpoint; more lines may follow, and are signed with them. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split('\n');
  if (!origin || size === undefined || root === undefined || !/^(0|[1-9]\d{0,15})$/.test(size)) return undefined;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== HASH_BYTES || bytes.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: bytes };
}
