import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HASH_BYTES, consistencySpans, inclusionSpans, leafHash, rootOf, verifyConsistency, verifyInclusion, type Hash } from './merkle';
import { TILE_WIDTH, consistencyProof, grow, inclusionProof, openTiles, rootFromTiles, tilesFor, type ReadTiles, type Tile } from './tiles';

const leaves = Array.from({ length: 66_000 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const rootAt = (size: number): Hash => rootOf(leaves.slice(0, size));

// What a table of tiles would hold, with nothing clever in it.
class Shelf {
  readonly tiles = new Map<string, Tile>();
  size = 0;
  root = rootAt(0);
  readonly read: ReadTiles = async (wanted) => wanted.flatMap(({ level, index }) => this.tiles.get(`${level}/${index}`) ?? []);

  async growTo(size: number): Promise<void> {
    const { head, changed } = await grow(this.size, await this.read(openTiles(this.size)), Buffer.concat(leaves.slice(this.size, size)));
    for (const tile of changed) this.tiles.set(`${tile.level}/${tile.index}`, tile);
    ({ size: this.size, root: this.root } = head);
  }
}

describe('a tree in tiles', () => {
  it.each([1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_793])(
    'has the root of the definition at %i leaves, grown at once',
    async (size) => {
      const shelf = new Shelf();
      await shelf.growTo(size);
      expect(shelf.root).toEqual(rootAt(size));
      expect(await rootFromTiles(size, shelf.read)).toEqual(rootAt(size));
    },
  );

  it('holds a hash for every perfect subtree at heights 0, 8 and 16 and nothing else', async () => {
    const shelf = new Shelf();
    await shelf.growTo(65_537);
    const held = [...shelf.tiles.values()].map(({ level, index, hashes }) => [level, index, hashes.length / HASH_BYTES]);
    expect(held.filter(([level]) => level === 0)).toHaveLength(257);
    expect(held.filter(([level]) => level !== 0)).toEqual([
      [1, 0, TILE_WIDTH],
      [2, 0, 1],
    ]);
    expect(held).toContainEqual([0, 256, 1]);
  });

  it('grows the same in steps of any size', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 }), async (steps) => {
        const shelf = new Shelf();
        for (const step of steps) {
          await shelf.growTo(shelf.size + step);
          expect(shelf.root).toEqual(rootAt(shelf.size));
        }
        const atOnce = new Shelf();
        await atOnce.growTo(shelf.size);
        expect(new Set(shelf.tiles.keys())).toEqual(new Set(atOnce.tiles.keys()));
        for (const [key, { hashes }] of atOnce.tiles) expect(shelf.tiles.get(key)!.hashes.equals(hashes)).toBe(true);
      }),
      { numRuns: 40 },
    ));

  it('proves leaves and older sizes out of tiles that have grown since', async () => {
    const shelf = new Shelf();
    await shelf.growTo(65_900);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 65_900 }), fc.nat(), async (size, pick) => {
        const index = pick % size;
        expect(verifyInclusion(leaves[index]!, index, size, rootAt(size), await inclusionProof(index, size, shelf.read))).toBe(true);
        const older = { size: index, root: rootAt(index) };
        expect(verifyConsistency(older, { size, root: rootAt(size) }, await consistencyProof(index, size, shelf.read))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('reads a handful of tiles for a proof at the size of a nation', () => {
    expect(tilesFor(inclusionSpans(123_456_789_012, 1_234_567_890_123)).length).toBeLessThanOrEqual(12);
    expect(tilesFor(consistencySpans(123_456_789_012, 1_234_567_890_123)).length).toBeLessThanOrEqual(12);
  });

  it('says which tile is short instead of hashing what is not there', async () => {
    const shelf = new Shelf();
    await shelf.growTo(300);
    await expect(inclusionProof(0, 301, shelf.read)).rejects.toThrow('tile 0/1 does not reach leaf 300');
    await expect(grow(301, await shelf.read(openTiles(300)), leaves[301]!)).rejects.toThrow('tile 0/1 holds');
  });
});
