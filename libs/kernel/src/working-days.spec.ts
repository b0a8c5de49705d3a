import { describe, expect, it } from '@jest/globals';
import { businessDate, endOfDay, instantOf, minutesBetween, startOfDay } from './business-date';
import { isWorkingDay, nthWorkingDayAfter } from './working-days';

describe('business dates', () => {
  it('turn at midnight in Shanghai, which is 16:00 UTC', () => {
    expect(businessDate('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(businessDate('2026-03-01T16:00:00Z')).toBe('2026-03-02');
    expect(businessDate('2026-03-02T00:30:00+08:00')).toBe('2026-03-02');
  });
  it('end at 24:00', () => {
    expect(endOfDay('2025-10-13')).toBe('2025-10-13T16:00:00.000Z');
    expect(startOfDay('2024-03-01')).toBe('2024-02-29T16:00:00.000Z');
  });
  it('instants have one form', () => {
    expect(instantOf('2026-03-02T09:00:00+08:00')).toBe('2026-03-02T01:00:00.000Z');
  });
  it('minutes are signed and not rounded', () => {
    expect(minutesBetween('2026-03-02T00:44:30Z', '2026-03-02T01:00:00Z')).toBe(15.5);
    expect(minutesBetween('2026-03-02T01:00:00Z', '2026-03-02T00:30:00Z')).toBe(-30);
  });
});

describe('working days', () => {
  it('skip the National Day of 2025 and count its make-up Saturday', () => {
    const days = [1, 2, 3, 4, 5].map((n) => nthWorkingDayAfter('2025-09-29', n));
    expect(days).toEqual(['2025-09-30', '2025-10-09', '2025-10-10', '2025-10-11', '2025-10-13']);
  });
  it('count the make-up Sunday of 28 September 2025', () => {
    expect(nthWorkingDayAfter('2025-09-26', 1)).toBe('2025-09-28');
  });
  it('do not count the day itself', () => {
    expect(nthWorkingDayAfter('2026-03-02', 5)).toBe('2026-03-09');
    expect(nthWorkingDayAfter('2026-03-02', 0)).toBe('2026-03-02');
  });
  it('are never guessed for a year whose calendar is not published', () => {
    const guess = () => nthWorkingDayAfter('2098-12-30', 5);
    expect(guess).toThrow(expect.objectContaining({ code: 'CALENDAR_NOT_PUBLISHED', values: { year: 2098 } }));
  });
  it('follow the data of the installation, for a new year and for a moved day', () => {
    const data = { publishedYears: [2098], workingDays: ['2098-01-04', '2026-03-07'], daysOff: ['2098-01-01', '2026-03-04'] };
    expect(isWorkingDay('2098-01-01', data)).toBe(false);
    expect(isWorkingDay('2098-01-04', data)).toBe(true);
    expect(isWorkingDay('2098-01-05', data)).toBe(false);
    expect(nthWorkingDayAfter('2026-03-02', 4, data)).toBe('2026-03-07');
  });
});
