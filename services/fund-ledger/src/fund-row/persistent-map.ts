// A map that never changes: a new one shares all but a few small nodes with the old. A fund has a hundred thousand orders on their way, and each fact
// about one of them makes a new state; copying the whole map for each would cost more than all the rest of the decision.

const bits = 4;
const slots = 1 << bits;
const mask = slots - 1;

type Leaf<V> = { readonly key: string; readonly hash: number; readonly value: V };
type Node<V> = { readonly children: readonly (Node<V> | readonly Leaf<V>[] | undefined)[] };
type Place<V> = Node<V> | readonly Leaf<V>[] | undefined;

const isLeaves = <V>(place: Place<V>): place is readonly Leaf<V>[] => Array.isArray(place);

// FNV-1a: quick, and spreads ids that differ in their last digits alone.
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const slotOf = (hash: number, depth: number): number => (hash >>> (depth * bits)) & mask;
const deepest = 32 / bits;

function found<V>(place: Place<V>, key: string, hash: number): Leaf<V> | undefined {
  let here = place;
  for (let depth = 0; here && !isLeaves(here); depth += 1) here = here.children[slotOf(hash, depth)];
  return here?.find((leaf) => leaf.key === key);
}

function put<V>(place: Place<V>, leaf: Leaf<V>, depth: number): Node<V> | readonly Leaf<V>[] {
  if (!place) return [leaf];
  if (!isLeaves(place)) {
    const slot = slotOf(leaf.hash, depth);
    return { children: place.children.with(slot, put(place.children[slot], leaf, depth + 1)) };
  }
  const others = place.filter(({ key }) => key !== leaf.key);
  // Leaves share a place only as long as there is no other alike, or where their hashes are the same to the last bit.
  if (others.length === 0 || depth === deepest) return [...others, leaf];
  const children: Place<V>[] = Array<Place<V>>(slots).fill(undefined);
  for (const one of [...others, leaf]) {
    const slot = slotOf(one.hash, depth);
    children[slot] = put(children[slot], one, depth + 1);
  }
  return { children };
}

function without<V>(place: Place<V>, key: string, hash: number, depth: number): Place<V> {
  if (!place) return undefined;
  if (isLeaves(place)) {
    const left = place.filter((leaf) => leaf.key !== key);
    return left.length === 0 ? undefined : left;
  }
  const slot = slotOf(hash, depth);
  const children = place.children.with(slot, without(place.children[slot], key, hash, depth + 1));
  return children.every((child) => child === undefined) ? undefined : { children };
}

export class PersistentMap<V> {
  private constructor(
    private readonly root: Place<V>,
    readonly size: number,
  ) {}

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(undefined, 0);
  }

  get(key: string): V | undefined {
    return found(this.root, key, hashOf(key))?.value;
  }

  has(key: string): boolean {
    return found(this.root, key, hashOf(key)) !== undefined;
  }

  with(key: string, value: V): PersistentMap<V> {
    const hash = hashOf(key);
    const known = found(this.root, key, hash);
    return new PersistentMap(put(this.root, { key, hash, value }, 0), known ? this.size : this.size + 1);
  }

  without(key: string): PersistentMap<V> {
    const hash = hashOf(key);
    return found(this.root, key, hash) ? new PersistentMap(without(this.root, key, hash, 0), this.size - 1) : this;
  }
}
