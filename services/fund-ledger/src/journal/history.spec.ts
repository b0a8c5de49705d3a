import { describe, expect, it } from '@jest/globals';
import { daysShown, pointsOf } from './history';

const grown = (day: string, bucket: string, amount: number) => ({ day, bucket, amount: String(amount) });

describe('the days of a history', () => {
  it('are all between the two, both included', () =>
    expect(daysShown({ from: '2026-02-27', to: '2026-03-02', every: 'DAY' })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]));
  it('are the Sundays and the last day, by weeks', () =>
    expect(daysShown({ from: '2026-03-02', to: '2026-03-17', every: 'WEEK' })).toEqual(['2026-03-08', '2026-03-15', '2026-03-17']));
  it('are refused backwards, and where they are too many', () => {
    expect(() => daysShown({ from: '2026-03-02', to: '2026-03-01', every: 'DAY' })).toThrow('PERIOD_BACKWARDS');
    expect(() => daysShown({ from: '2024-01-01', to: '2026-03-01', every: 'DAY' })).toThrow('PERIOD_TOO_LONG');
    expect(daysShown({ from: '2024-01-01', to: '2026-03-01', every: 'WEEK' }).length).toBeLessThan(120);
  });
});

describe('the points of a history', () => {
  it('carry what was before on, and add up to what was allotted', () => {
    const growths = [
      grown('2026-03-03', 'AVAILABLE', -700),
      grown('2026-03-03', 'COMMITTED', 700),
      grown('2026-03-01', 'ALLOTTED', -1_000),
      grown('2026-03-01', 'AVAILABLE', 1_000),
    ];
    const points = pointsOf(['2026-03-01', '2026-03-02', '2026-03-03'], growths);
    expect(points.map(({ day, allotted, available, committed }) => [day, allotted, available, committed])).toEqual([
      ['2026-03-01', '10.00', '10.00', '0.00'],
      ['2026-03-02', '10.00', '10.00', '0.00'],
      ['2026-03-03', '10.00', '3.00', '7.00'],
    ]);
  });
  it('take a growth between two shown days into the later one', () =>
    expect(pointsOf(['2026-03-08', '2026-03-15'], [grown('2026-03-10', 'PAID', 5)]).map(({ paid }) => paid)).toEqual(['0.00', '0.05']));
});
