// How the tree lies on disk: C2SP tlog-tiles of height 8. Tile (level, index) holds, end to end, up to 256 hashes of perfect subtrees of
// 256^level leaves; a tile that is not full yet is replaced as it fills. Every hash of a proof comes out of a few tiles at any size.
import {
  HASH_BYTES,
  consistencySpans,
  emptyRoot,
  inclusionSpans,
  joined,
  perfectHash,
  perfectParts,
  type Hash,
  type Span,
  type TreeHead,
} from './merkle';

export const TILE_WIDTH = 256;
const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

export type TileId = { readonly level: number; readonly index: number };
export type Tile = TileId & { readonly hashes: Buffer };
export type ReadTiles = (wanted: readonly TileId[]) => Promise<readonly Tile[]>;

const keyOf = ({ level, index }: TileId): string => `${level}/${index}`;

/** Where the hash of a perfect subtree is found: as so many neighbouring hashes of one tile. */
function placeOf({ begin, end }: Span): TileId & { readonly from: number; readonly count: number } {
  let level = 0;
  let count = end - begin;
  let first = begin;
  while (count >= TILE_WIDTH) {
    count /= TILE_WIDTH;
    first /= TILE_WIDTH;
    level += 1;
  }
  return { level, index: Math.floor(first / TILE_WIDTH), from: first % TILE_WIDTH, count };
}

/** The tiles out of which the hashes of these spans can be told, each once. */
export function tilesFor(spans: readonly Span[]): TileId[] {
  const wanted = new Map<string, TileId>();
  for (const { level, index } of spans.flatMap(perfectParts).map(placeOf)) wanted.set(keyOf({ level, index }), { level, index });
  return [...wanted.values()];
}

/** Reads all tiles at once and tells the hash of each span. */
export async function hashesOf(spans: readonly Span[], read: ReadTiles): Promise<Hash[]> {
  const wanted = tilesFor(spans);
  const tiles = new Map((wanted.length === 0 ? [] : await read(wanted)).map((tile) => [keyOf(tile), tile.hashes]));
  const hashOfPart = (part: Span): Hash => {
    const place = placeOf(part);
    const bytes = tiles.get(keyOf(place))?.subarray(place.from * HASH_BYTES, (place.from + place.count) * HASH_BYTES);
    if (bytes?.length !== place.count * HASH_BYTES) throw new Error(`tile ${keyOf(place)} does not reach leaf ${part.end - 1}`);
    return perfectHash(bytes);
  };
  return spans.map((span) => joined(perfectParts(span).map(hashOfPart)));
}

export const inclusionProof = (index: number, size: number, read: ReadTiles): Promise<Hash[]> =>
  hashesOf(inclusionSpans(index, size), read);

export const consistencyProof = (from: number, to: number, read: ReadTiles): Promise<Hash[]> => hashesOf(consistencySpans(from, to), read);

export async function rootFromTiles(size: number, read: ReadTiles): Promise<Hash> {
  const [root] = size === 0 ? [emptyRoot] : await hashesOf([{ begin: 0, end: size }], read);
  return root!;
}

/** The tiles, at most one a level, that are begun and not full in a tree of this size: all that must be read to let it grow. */
export function openTiles(size: number): TileId[] {
  const open: TileId[] = [];
  for (let level = 0, nodes = size; nodes > 0; level += 1, nodes = Math.floor(nodes / TILE_WIDTH)) {
    if (nodes % TILE_WIDTH > 0) open.push({ level, index: Math.floor(nodes / TILE_WIDTH) });
  }
  return open;
}

export type Grown = { readonly head: TreeHead; readonly changed: readonly Tile[] };

/** Lets a tree grow by the hashes of new leaves, given its open tiles; answers its new head and every tile that is new or fuller. */
export async function grow(size: number, open: readonly Tile[], leaves: Buffer): Promise<Grown> {
  const changed = new Map<string, Tile>();
  let added = leaves;
  for (let level = 0, nodes = size; added.length > 0; level += 1, nodes = Math.floor(nodes / TILE_WIDTH)) {
    const first = Math.floor(nodes / TILE_WIDTH);
    const begun = nodes % TILE_WIDTH;
    const before = open.find((tile) => tile.level === level)?.hashes ?? Buffer.alloc(0);
    if (before.length !== begun * HASH_BYTES)
      throw new Error(`tile ${level}/${first} holds ${before.length} bytes where ${begun} hashes belong`);
    const row = begun > 0 ? Buffer.concat([before, added]) : added;
    const above: Hash[] = [];
    for (let at = 0; at < row.length; at += TILE_BYTES) {
      const tile = { level, index: first + at / TILE_BYTES, hashes: row.subarray(at, at + TILE_BYTES) };
      changed.set(keyOf(tile), tile);
      if (tile.hashes.length === TILE_BYTES) above.push(perfectHash(tile.hashes));
    }
    added = Buffer.concat(above);
  }
  const newSize = size + leaves.length / HASH_BYTES;
  const known = new Map([...open.map((tile) => [keyOf(tile), tile] as const), ...changed]);
  const root = await rootFromTiles(newSize, async (wanted) => wanted.flatMap((id) => known.get(keyOf(id)) ?? []));
  return { head: { size: newSize, root }, changed: [...changed.values()] };
}
