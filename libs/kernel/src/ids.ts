import { createHash, randomBytes } from 'node:crypto';

function uuidOf(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let lastMillisecond = 0;
let sequence = 0;

/**
 * A new id: UUID version 7 (RFC 9562), ordered by time and, within this process, by the order of the calls.
 * For edges only: a decision derives its ids with `childId`, so that the same input mints the same ids.
 */
export function newId(): string {
  const now = Date.now();
  // A clock that stands still or steps back must not break the order, so the sequence carries on from the last millisecond.
  if (now > lastMillisecond) {
    lastMillisecond = now;
    sequence = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1;
    sequence = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(sequence, 6);
  return uuidOf(bytes, 7);
}

/** The id of something that belongs to another: the same parent and name give the same id for ever (UUID version 8, RFC 9562, over SHA-256). */
export function childId(parent: string, name: string): string {
  return uuidOf(createHash('sha256').update(`${parent.length}:${parent}/${name}`, 'utf8').digest(), 8);
}
