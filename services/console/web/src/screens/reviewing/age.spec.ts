import { describe, expect, it } from '@jest/globals';
import { daysBetween, riskOf } from './age';

describe('how long something waits', () => {
  it('counts business days of the calendar, not hours', () => expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3));
  it('is nothing on the day itself, and never less', () => {
    expect(daysBetween('2026-03-02', '2026-03-02')).toBe(0);
    expect(daysBetween('2026-03-03', '2026-03-02')).toBe(0);
  });
});

describe('risk', () => {
  const none = { held: 0, objections: 0, withoutFunds: 0 };
  it('puts an alert before any objection, and an objection before a hold', () => {
    expect(riskOf(none, 1)).toBeGreaterThan(riskOf({ ...none, objections: 9 }, 0));
    expect(riskOf({ ...none, objections: 1 }, 0)).toBeGreaterThan(riskOf({ ...none, held: 99 }, 0));
  });
  it('is nothing where nothing is the matter', () => expect(riskOf(none, 0)).toBe(0));
});
