import { describe, expect, it } from '@jest/globals';
import { clashesWith, faultsOf, generated, hoursOf, sessionBodies, weekdayOf } from './timetable';

const am = { from: '08:30', to: '12:00', classHours: 4 };
const pm = { from: '13:30', to: '17:00', classHours: 4 };

describe('a timetable', () => {
  it('lays lessons on the days wanted until all hours are taught, and leaves days out', () => {
    const wish = { firstDay: '2026-03-06', weekdays: [1, 2, 3, 4, 5], slots: [pm, am], classHours: 18, without: ['2026-03-09'] };
    const sessions = generated(wish);
    expect(sessions.map(({ on, from, classHours }) => [on, from, classHours])).toEqual([
      ['2026-03-06', '08:30', 4],
      ['2026-03-06', '13:30', 4],
      ['2026-03-10', '08:30', 4],
      ['2026-03-10', '13:30', 4],
      ['2026-03-11', '08:30', 2],
    ]);
    expect(hoursOf(sessions)).toBe(18);
  });

  it('ends where no day is wanted', () => {
    expect(generated({ firstDay: '2026-03-06', weekdays: [], slots: [am], classHours: 8, without: [] })).toEqual([]);
  });

  it('is in the time of the office', () => {
    expect(sessionBodies([{ ...am, on: '2026-03-06' }])).toEqual([
      { startsAt: '2026-03-06T00:30:00.000Z', endsAt: '2026-03-06T04:00:00.000Z', classHours: 4 },
    ]);
    expect([weekdayOf('2026-03-06'), weekdayOf('2026-03-08')]).toEqual([5, 7]);
  });

  it('names what cannot be taught', () => {
    const sessions = [
      { ...am, on: '2026-03-06' },
      { from: '11:00', to: '13:00', classHours: 2, on: '2026-03-06' },
      { from: '14:00', to: '15:00', classHours: 2, on: '2026-03-06' },
      { from: '17:00', to: '16:00', classHours: 1, on: '2026-03-06' },
    ];
    expect([...faultsOf(sessions, '2026-03-01T00:00:00.000Z')]).toEqual([
      [1, 'OVERLAPS'],
      [2, 'TOO_SHORT'],
      [3, 'ENDS_BEFORE'],
    ]);
    expect(faultsOf([{ ...am, on: '2026-03-06' }], '2026-03-07T00:00:00.000Z').get(0)).toBe('PAST');
  });

  it('clashes with what shares a minute, and not with what touches', () => {
    const other = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });
    const touching = other('2026-03-06T04:00:00.000Z', '2026-03-06T05:00:00.000Z');
    const inside = other('2026-03-06T03:59:00.000Z', '2026-03-06T05:00:00.000Z');
    expect(clashesWith([{ ...am, on: '2026-03-06' }], [touching, inside])).toEqual([inside]);
  });
});
