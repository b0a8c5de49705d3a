import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  checkpointText,
  cosignatureLine,
  isSignedBy,
  noteKeyId,
  parseCheckpoint,
  parseNote,
  signedNote,
  type NoteKey,
  type SignedNote,
} from './signed-note';

// The example of Go's package golang.org/x/mod/sumdb/note, which the form comes from.
const peter = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');
const peterNote =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const publicKeyOf = (raw: Buffer) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });

const pair = generateKeyPairSync('ed25519');
const key: NoteKey = { name: 'xunbu/a', use: 'checkpoint', publicKey: pair.publicKey };
const witness = generateKeyPairSync('ed25519');
const witnessKey: NoteKey = { name: 'xunbu/w', use: 'cosignature', publicKey: witness.publicKey };
const checkpoint = { origin: 'xunbu/a', size: 42, root: Buffer.alloc(32, 9) };
const text = checkpointText(checkpoint);
const read = (note: string): SignedNote => {
  const parsed = parseNote(note);
  if (!parsed) throw new Error('no note');
  return parsed;
};

describe('a signed note', () => {
  it('of somebody else’s making is read and believed', () => {
    const theirs: NoteKey = { name: 'PeterNeumann', use: 'checkpoint', publicKey: publicKeyOf(peter.subarray(1)) };
    expect(noteKeyId(theirs).toString('hex')).toBe('c74f20a3');
    expect(isSignedBy(read(peterNote), theirs)).toBe(true);
    expect(isSignedBy(read(peterNote.replace('answer', 'Answer')), theirs)).toBe(false);
  });
  it('is good under its own key, name and use alone', () => {
    const note = read(signedNote(text, key, pair.privateKey));
    expect(isSignedBy(note, key)).toBe(true);
    expect(isSignedBy(note, { ...key, name: 'xunbu/b' })).toBe(false);
    expect(isSignedBy(note, { ...key, use: 'cosignature' })).toBe(false);
    expect(isSignedBy(note, { ...key, publicKey: witness.publicKey })).toBe(false);
  });
  it('bears a witness’s line with the second at which it was seen', () => {
    const note = signedNote(text, key, pair.privateKey);
    const both = read(note + cosignatureLine(text, 1_772_413_200n, witnessKey, witness.privateKey));
    expect([key, witnessKey].map((one) => isSignedBy(both, one))).toEqual([true, true]);
    const [, line] = both.signatures;
    expect(line?.signature.readBigUInt64BE()).toBe(1_772_413_200n);
    expect(line?.signature).toHaveLength(72);
    // A line moved below another text, or to another second, is no cosignature of it.
    const moved = Buffer.from(line?.signature ?? []);
    moved.writeBigUInt64BE(1_772_413_201n);
    expect(isSignedBy({ ...both, signatures: [{ name: 'xunbu/w', keyId: noteKeyId(witnessKey), signature: moved }] }, witnessKey)).toBe(
      false,
    );
  });
  it('is not made of other things', () => {
    const note = signedNote(text, key, pair.privateKey);
    for (const wrong of ['', text, note.trimEnd(), note.replace('— ', '- '), `${note}words\n`, `${'x'.repeat(20_000)}${note}`])
      expect(parseNote(wrong)).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  it('is three lines, and more may follow', () => {
    expect(text).toBe(`xunbu/a\n42\n${checkpoint.root.toString('base64')}\n`);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}an extension\n`)).toEqual(checkpoint);
  });
  it('has a size in its one form and a root of 32 bytes', () => {
    for (const wrong of ['xunbu/a\n042\n', 'xunbu/a\n-1\n', '\n42\n', 'xunbu/a\n'])
      expect(parseCheckpoint(`${wrong}${checkpoint.root.toString('base64')}\n`)).toBeUndefined();
    expect(parseCheckpoint('xunbu/a\n42\nAAAA\n')).toBeUndefined();
  });
});
