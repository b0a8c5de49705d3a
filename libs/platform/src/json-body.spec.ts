import { describe, expect, it } from '@jest/globals';
import { readJson } from './json-body';
import type { Rejected } from './problem';

const refusal = (body: string | Buffer): string => {
  try {
    readJson(Buffer.from(body));
    return 'accepted';
  } catch (error) {
    return (error as Rejected).code;
  }
};

describe('what may come in', () => {
  it('is JSON', () => {
    expect(readJson(Buffer.from('{"a":[1,"训补😀"]}'))).toEqual({ a: [1, '训补😀'] });
    expect(readJson(Buffer.alloc(0))).toBeUndefined();
  });

  it.each([
    ['no JSON', '{"a":', 'MALFORMED_JSON'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), 'BODY_NOT_UTF8'],
    ['a prototype', '{"a":{"__proto__":{"admin":true}}}', 'BODY_KEY_REFUSED'],
    ['a constructor', '[{"constructor":1}]', 'BODY_KEY_REFUSED'],
    ['a NUL', '{"a":"x\\u0000"}', 'TEXT_REFUSED'],
    ['half a character', '{"a":"\\ud800"}', 'TEXT_REFUSED'],
    ['a NUL in a name', '{"\\u0000":1}', 'TEXT_REFUSED'],
    ['more levels than anybody needs', '['.repeat(30) + ']'.repeat(30), 'BODY_TOO_DEEP'],
    ['more levels than the call stack has', '['.repeat(200_000) + ']'.repeat(200_000), 'BODY_TOO_DEEP'],
    ['too many members', `[${'0,'.repeat(60_001)}0]`, 'BODY_TOO_MANY'],
  ] as const)('is not %s', (_, body, code) => {
    expect(refusal(body)).toBe(code);
  });

  it('may be as deep and as long as the limits say', () => {
    expect(refusal('['.repeat(24) + ']'.repeat(24))).toBe('accepted');
    expect(refusal(`[${'0,'.repeat(59_999)}0]`)).toBe('accepted');
  });
});
