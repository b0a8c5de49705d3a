import { describe, expect, it } from '@jest/globals';
import { cursorOf, valuesOf } from './paging';
import type { Rejected } from './problem';

const raw = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const refusal = (cursor: string, count = 2): string => {
  try {
    valuesOf('plans', cursor, count);
    return 'accepted';
  } catch (error) {
    return (error as Rejected).code;
  }
};

describe('a cursor', () => {
  it('is where its list ended', () => {
    expect(valuesOf('plans', cursorOf('plans', ['2026-03-02', 7]), 2)).toEqual(['2026-03-02', 7]);
  });

  it.each([
    ['of another list', cursorOf('others', ['a', 7])],
    ['with too few values', cursorOf('plans', ['a'])],
    ['with too many values', cursorOf('plans', ['a', 7, 8])],
    ['with an object in it', raw(['plans', { $gt: '' }, 7])],
    ['with half a number', raw(['plans', 'a', 7.5])],
    ['with a NUL', raw(['plans', 'a\u0000', 7])],
    ['that is no list', raw({ 0: 'plans', length: 3 })],
    ['that is no JSON', 'abc'],
  ])('%s is refused', (_, cursor) => {
    expect(refusal(cursor)).toBe('CURSOR_INVALID');
  });
});
