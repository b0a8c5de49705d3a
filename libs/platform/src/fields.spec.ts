import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayPattern, instantPattern } from './fields';

const day = new RegExp(dayPattern);
const instant = new RegExp(instantPattern);
const exists = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
const two = (value: number) => String(value).padStart(2, '0');

describe('days and moments', () => {
  it('are the days of the calendar, no more and no fewer', () => {
    const parts = fc.record({
      year: fc.integer({ min: 1900, max: 2099 }),
      month: fc.integer({ min: 0, max: 13 }),
      date: fc.integer({ min: 0, max: 32 }),
    });
    fc.assert(
      fc.property(parts, ({ year, month, date }) => {
        const text = `${year}-${two(month)}-${two(date)}`;
        expect([text, day.test(text)]).toEqual([text, exists(text)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['2026-03-02T01:00:00Z', true],
    ['2026-03-02T01:00:00.123Z', true],
    ['2024-02-29T23:59:59Z', true],
    ['2026-02-29T00:00:00Z', false],
    ['1900-02-29T00:00:00Z', false],
    ['2026-03-02T24:00:00Z', false],
    ['2026-03-02T01:00:00+08:00', false],
    ['2026-03-02T01:00:00', false],
    ['2026-03-02T01:00:00Z\n', false],
    ['2026-W10', false],
  ])('%s is a moment: %s', (text, right) => {
    expect(instant.test(text)).toBe(right);
  });
});
