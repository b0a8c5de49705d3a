import { Refused } from '@libs/kernel';

/** A list that names nothing twice; which of two would count, nobody could say. */
export function namedOnce<T>(list: readonly T[], idOf: (one: T) => string): readonly T[] {
  const named = new Set<string>();
  for (const one of list) {
    const id = idOf(one);
    if (named.has(id)) throw new Refused('NAMED_TWICE', { id });
    named.add(id);
  }
  return list;
}
