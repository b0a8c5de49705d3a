// RFC 8785: one value has one text, so that a hash over it can be computed again by anybody.

/** Deeper than anything a fact may hold, and far from the end of the stack; also what ends a circle. */
const MAX_DEPTH = 100;

/** Throws a TypeError for what has no such text: NaN, a lone surrogate, a function, a Map, `undefined` on its own. Members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  return written(value, 0);
}

function written(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`);
      // ECMAScript's own way of writing numbers is the one the RFC asks for; -0 becomes 0.
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === MAX_DEPTH) throw new TypeError(`canonical JSON ends at a depth of ${MAX_DEPTH}`);
      return Array.isArray(value) ? list(value, depth + 1) : members(value, depth + 1);
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`);
  }
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical JSON');
  return JSON.stringify(text);
}

function list(values: readonly unknown[], depth: number): string {
  let text = '[';
  for (let at = 0; at < values.length; at += 1) {
    if (at > 0) text += ',';
    text += written(values[at], depth);
  }
  return `${text}]`;
}

function members(value: object, depth: number): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') return written(value.toJSON(), depth);
  // These have no members of their own to write: what they hold would be lost without a word.
  if (value instanceof Map || value instanceof Set) throw new TypeError(`a ${value.constructor.name} has no canonical JSON`);
  let text = '{';
  for (const name of sortedKeys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${quoted(name)}:${written(member, depth)}`;
  }
  return `${text}}`;
}

/** By UTF-16 code units, as `<` and `sort` compare. Most objects come in order already, and sorting costs more than looking. */
function sortedKeys(value: object): string[] {
  const names = Object.keys(value);
  for (let at = 1; at < names.length; at += 1) {
    if (names[at]! < names[at - 1]!) return names.sort();
  }
  return names;
}
