// The Merkle tree of RFC 6962 as pure functions over leaf hashes: what its root is, which parts of it a proof names, and how a stranger
// checks a proof. Where the hashes lie is the business of tiles.ts. Sizes go beyond 32 bits, so that arithmetic is used instead of shifts.
import { hash } from 'node:crypto';

/** 32 bytes of SHA-256. */
export type Hash = Buffer;
export const HASH_BYTES = 32;

const LEAF_PREFIX = Buffer.from([0]);
const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');

export const emptyRoot: Hash = sha256(Buffer.alloc(0));

export const leafHash = (leaf: Uint8Array): Hash => sha256(Buffer.concat([LEAF_PREFIX, leaf]));

export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  const input = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/** The leaves from `begin` up to, not including, `end`. */
export type Span = { readonly begin: number; readonly end: number };

/** The largest power of two below n: where RFC 6962 parts a tree of n > 1 leaves. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Parts a span as the tree does into perfect subtrees, from left to right. */
export function perfectParts({ begin, end }: Span): Span[] {
  const parts: Span[] = [];
  for (let at = begin; at < end;) {
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) width *= 2;
    parts.push({ begin: at, end: at + width });
    at += width;
  }
  return parts;
}

/** Joins the hashes of neighbouring perfect subtrees, widest first, into the hash of them all. */
export function joined(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The hash over a power of two of neighbouring hashes, laid end to end. */
export function perfectHash(hashes: Buffer): Hash {
  let row = hashes;
  while (row.length > HASH_BYTES) {
    const above = Buffer.allocUnsafe(row.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      above.set(nodeHash(row.subarray(2 * at, 2 * at + HASH_BYTES), row.subarray(2 * at + HASH_BYTES, 2 * (at + HASH_BYTES))), at);
    }
    row = above;
  }
  return Buffer.from(row);
}

export function rootOf(leaves: readonly Hash[]): Hash {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}

/** A compact range: all that a tree must remember to grow, one hash for each bit of its size that is set. */
export class Frontier {
  private readonly peaks: Hash[];

  constructor(
    private leaves = 0,
    peaks: readonly Hash[] = [],
  ) {
    this.peaks = [...peaks];
  }

  get size(): number {
    return this.leaves;
  }

  append(leaf: Hash): void {
    let right = leaf;
    // Every set bit at the low end is a perfect subtree as wide as what we hold: together they are the next wider one.
    for (let rest = this.leaves; rest % 2 === 1; rest = Math.floor(rest / 2)) right = nodeHash(this.peaks.pop()!, right);
    this.peaks.push(right);
    this.leaves += 1;
  }

  root(): Hash {
    return joined(this.peaks);
  }
}

const isIndex = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** Whose hashes prove that the leaf lies in the tree, from the leaf upwards (PATH of RFC 6962 §2.1.1). */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!isIndex(index) || !isIndex(size) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (begin: number, end: number): Span[] => {
    if (end - begin === 1) return [];
    const middle = begin + splitOf(end - begin);
    return index < middle ? [...path(begin, middle), { begin: middle, end }] : [...path(middle, end), { begin, end: middle }];
  };
  return path(0, size);
}

/** Whose hashes prove that the tree of `from` leaves is the beginning of the tree of `to` (PROOF of RFC 6962 §2.1.2). */
export function consistencySpans(from: number, to: number): Span[] {
  if (!isIndex(from) || !isIndex(to) || from > to) throw new RangeError(`a tree of ${to} leaves does not begin with ${from}`);
  const path = (begin: number, end: number, whole: boolean): Span[] => {
    if (from === end) return whole ? [] : [{ begin, end }];
    const middle = begin + splitOf(end - begin);
    return from <= middle ? [...path(begin, middle, whole), { begin: middle, end }] : [...path(middle, end, false), { begin, end: middle }];
  };
  return from === 0 ? [] : path(0, to, true);
}

const isProof = (proof: readonly Hash[], expected: readonly Span[]): boolean =>
  proof.length === expected.length && proof.every((part) => part.length === HASH_BYTES);

/** True when the proof shows that `leaf` is number `index` of the tree with this size and root. Never throws, whatever it is given. */
export function verifyInclusion(leaf: Hash, index: number, size: number, root: Hash, proof: readonly Hash[]): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size || !isProof(proof, inclusionSpans(index, size))) return false;
  const upwards = proof.values();
  const climb = (begin: number, end: number): Hash => {
    if (end - begin === 1) return leaf;
    const middle = begin + splitOf(end - begin);
    const inner = index < middle ? climb(begin, middle) : climb(middle, end);
    const beside = upwards.next().value!;
    return index < middle ? nodeHash(inner, beside) : nodeHash(beside, inner);
  };
  return leaf.length === HASH_BYTES && climb(0, size).equals(root);
}

export type TreeHead = { readonly size: number; readonly root: Hash };

/** True when the proof shows that the newer tree begins with all of the older one. Never throws, whatever it is given. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  const { size: from } = older;
  if (!isIndex(from) || !isIndex(newer.size) || from > newer.size || !isProof(proof, consistencySpans(from, newer.size))) return false;
  if (from === 0) return older.root.equals(emptyRoot);
  const upwards = proof.values();
  // Both roots grow from the same hashes, each with what lies in its own tree.
  const climb = (begin: number, end: number, whole: boolean): { old: Hash; now: Hash } => {
    if (from === end) {
      const same = whole ? older.root : upwards.next().value!;
      return { old: same, now: same };
    }
    const middle = begin + splitOf(end - begin);
    const inner = from <= middle ? climb(begin, middle, whole) : climb(middle, end, false);
    const beside = upwards.next().value!;
    return from <= middle
      ? { old: inner.old, now: nodeHash(inner.now, beside) }
      : { old: nodeHash(beside, inner.old), now: nodeHash(beside, inner.now) };
  };
  const roots = climb(0, newer.size, true);
  return roots.old.equals(older.root) && roots.now.equals(newer.root);
}
