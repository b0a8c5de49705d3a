import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  Frontier,
  consistencySpans,
  emptyRoot,
  inclusionSpans,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type Span,
} from './merkle';

// The vectors of the Certificate Transparency reference implementation.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));
const hex = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('hex'));
const fromHex = (hashes: readonly string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'));

// MTH of RFC 6962 §2.1, word for word.
function naive(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot;
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(naive(hashes.slice(0, k)), naive(hashes.slice(k)));
}
const over = (hashes: readonly Hash[]) => (spans: readonly Span[]) => spans.map(({ begin, end }) => naive(hashes.slice(begin, end)));
const treeOf = (size: number) => Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

describe('known answers of RFC 6962', () => {
  it('hashes the empty tree', () =>
    expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
  it('hashes the trees of one to eight leaves', () =>
    expect(roots.map((_, n) => rootOf(leaves.slice(0, n + 1)).toString('hex'))).toEqual(roots));

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('proves leaf %i of %i', (index, size, proof) => {
    expect(hex(over(leaves)(inclusionSpans(index, size)))).toEqual(proof);
    expect(verifyInclusion(leaves[index]!, index, size, Buffer.from(roots[size - 1]!, 'hex'), fromHex(proof))).toBe(true);
  });

  it.each([
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('proves that %i grew to %i', (from, to, proof) => {
    const head = (size: number) => ({ size, root: Buffer.from(roots[size - 1]!, 'hex') });
    expect(hex(over(leaves)(consistencySpans(from, to)))).toEqual(proof);
    expect(verifyConsistency(head(from), head(to), fromHex(proof))).toBe(true);
  });
});

const sizes = fc.integer({ min: 1, max: 300 });
const flipped = (hash: Hash, bit: number) => Buffer.from(hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));

describe('any tree', () => {
  it('grows leaf by leaf to the root of the definition', () =>
    fc.assert(
      fc.property(sizes, (size) => {
        const frontier = new Frontier();
        treeOf(size).forEach((leaf) => frontier.append(leaf));
        expect(frontier.size).toBe(size);
        expect(frontier.root()).toEqual(naive(treeOf(size)));
      }),
    ));

  it('proves each of its leaves at its place, and no other', () =>
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (size, pick, other, bit) => {
        const tree = treeOf(size);
        const index = pick % size;
        const root = naive(tree);
        const proof = over(tree)(inclusionSpans(index, size));
        expect(verifyInclusion(tree[index]!, index, size, root, proof)).toBe(true);
        expect(verifyInclusion(flipped(tree[index]!, bit), index, size, root, proof)).toBe(false);
        expect(verifyInclusion(tree[index]!, index, size, flipped(root, bit), proof)).toBe(false);
        expect(verifyInclusion(tree[index]!, index, size, root, [...proof, root])).toBe(false);
        if (other % size !== index) expect(verifyInclusion(tree[index]!, other % size, size, root, proof)).toBe(false);
        const at = other % Math.max(1, proof.length);
        if (proof.length > 0)
          expect(verifyInclusion(tree[index]!, index, size, root, proof.with(at, flipped(proof[at]!, bit)))).toBe(false);
      }),
    ));

  it('proves every older tree to be its beginning, and no forged one', () =>
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 0, max: 255 }), (to, pick, bit) => {
        const tree = treeOf(to);
        const from = pick % (to + 1);
        const older = { size: from, root: naive(tree.slice(0, from)) };
        const newer = { size: to, root: naive(tree) };
        const proof = over(tree)(consistencySpans(from, to));
        expect(verifyConsistency(older, newer, proof)).toBe(true);
        expect(verifyConsistency({ ...older, root: flipped(older.root, bit) }, newer, proof)).toBe(false);
        if (from > 0) expect(verifyConsistency(older, { ...newer, root: flipped(newer.root, bit) }, proof)).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(older, newer, proof.slice(1))).toBe(false);
      }),
    ));

  it('knows no leaf beyond its end, and no older tree that is larger', () => {
    expect(() => inclusionSpans(3, 3)).toThrow(RangeError);
    expect(() => consistencySpans(4, 3)).toThrow(RangeError);
    expect(verifyInclusion(leaves[0]!, 3, 3, rootOf(leaves), [])).toBe(false);
    expect(verifyConsistency({ size: 4, root: emptyRoot }, { size: 3, root: emptyRoot }, [])).toBe(false);
  });
});
