// What may come in at all: valid UTF-8, JSON, not too deep, not too many, no names and characters that something behind us stumbles over.
import { Rejected } from './problem';

const deepest = 24;
const mostMembers = 60_000;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** PostgreSQL stores no NUL, and half a surrogate pair is no text in UTF-8. */
export const isText = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed();

function checkText(value: string): void {
  if (!isText(value)) throw new Rejected('TEXT_REFUSED');
}

function checkKey(key: string): void {
  if (refusedKeys.has(key)) throw new Rejected('BODY_KEY_REFUSED');
  checkText(key);
}

type Level = { readonly value: unknown; readonly depth: number };

function membersOf(value: object, depth: number): readonly unknown[] {
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  keys.forEach(checkKey);
  const members: readonly unknown[] = Object.values(value);
  if (members.length > mostMembers) throw new Rejected('BODY_TOO_MANY', { limit: mostMembers });
  if (depth > deepest) throw new Rejected('BODY_TOO_DEEP', { limit: deepest });
  return members;
}

// A stack of its own: a body may be nested deeper than the call stack is.
function check(body: unknown): void {
  const waiting: Level[] = [{ value: body, depth: 1 }];
  for (let level = waiting.pop(); level; level = waiting.pop()) {
    const { value, depth } = level;
    if (typeof value === 'string') checkText(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of membersOf(value, depth)) waiting.push({ value: member, depth: depth + 1 });
  }
}

function textOfBytes(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Rejected('BODY_NOT_UTF8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own words quote the body.
    throw new Rejected('MALFORMED_JSON');
  }
}

/** An empty body is no body: what is required is then named field by field. */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const body = parsed(textOfBytes(bytes));
  check(body);
  return body;
}

/** Path and query: decoded texts only. */
export function checkTexts(values: unknown): void {
  for (const value of Object.values((values ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') checkText(value);
    else if (Array.isArray(value)) checkTexts(value);
  }
}
