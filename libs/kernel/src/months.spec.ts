import { describe, expect, it } from '@jest/globals';
import { monthsAfter } from './months';

describe('months after a day', () => {
  it('end on the same day of the month', () => {
    expect([monthsAfter('2025-06-25', 12), monthsAfter('2025-11-30', 1), monthsAfter('2025-12-31', 1)]).toEqual([
      '2026-06-25',
      '2025-12-30',
      '2026-01-31',
    ]);
  });
  it('end on the last day of a month that has no such day', () => {
    expect([
      monthsAfter('2025-01-31', 1),
      monthsAfter('2024-01-31', 1),
      monthsAfter('2024-02-29', 12),
      monthsAfter('2025-08-31', 6),
    ]).toEqual(['2025-02-28', '2024-02-29', '2025-02-28', '2026-02-28']);
  });
});
