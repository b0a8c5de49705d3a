import { describe, expect, it } from '@jest/globals';
import { momentOf } from './moment';

describe('the moment to which the clock is to be moved', () => {
  it('is nine in the morning in Shanghai where a date stands alone', () => expect(momentOf('2026-03-02')).toBe('2026-03-02T01:00:00.000Z'));
  it('keeps an instant with its zone', () => {
    expect(momentOf('2026-03-02T23:59:59+08:00')).toBe('2026-03-02T15:59:59.000Z');
    expect(momentOf('2026-03-02T23:59Z')).toBe('2026-03-02T23:59:00.000Z');
  });
  it.each([
    '2026-03-02T10:00:00',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026-03-02T25:00:00Z',
    'tomorrow',
    '',
    undefined,
    7,
    null,
  ])('refuses %p', (to) => expect(() => momentOf(to)).toThrow('CLOCK_MOMENT_INVALID'));
});
