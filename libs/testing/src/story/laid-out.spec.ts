import { describe, expect, it } from '@jest/globals';
import { layOut, type Teaching } from './laid-out';
import { sessionsOf } from './moments';
import { peopleIn } from './references';

const crowds = new Map([
  ['a', 0],
  ['t', 2],
]);
// Monday and Tuesday, each 08:30 to 12:00 and 13:30 to 17:00.
const teaching: Teaching = {
  sessions: sessionsOf({ start: '2025-03-10', days: 2, hours: 16 }),
  site: { lat: 39.1, lng: 117.2, radius_m: 300 },
  roster: ['a', 't.1', 't.2'],
  peopleIn: (reference) => peopleIn(reference, crowds),
};
const times = (given: Partial<Teaching>, who: string) =>
  layOut({ ...teaching, ...given })
    .filter((capture) => capture.who === who)
    .map(({ at, direction }) => `${direction} ${at.slice(5, 16)}`);

describe('a class as it is laid out', () => {
  it('has everybody in at the start and out at the end of each half-day', () => {
    expect(layOut(teaching)).toHaveLength(3 * 4 * 2);
    expect(times({}, 't.2')).toEqual([
      'IN 03-10T00:30',
      'OUT 03-10T04:00',
      'IN 03-10T05:30',
      'OUT 03-10T09:00',
      'IN 03-11T00:30',
      'OUT 03-11T04:00',
      'IN 03-11T05:30',
      'OUT 03-11T09:00',
    ]);
  });

  it('enters the last, partly missed session at its first attended hour', () => {
    // Five hours: the first half-day whole, and one hour of the second, whose second hour begins 55 minutes after 13:30.
    expect(times({ absent: { a: { hours: 5 } } }, 'a').slice(0, 2)).toEqual(['IN 03-10T06:25', 'OUT 03-10T09:00']);
  });

  it('leaves out whole days, by number or by date', () => {
    expect(times({ absent: { t: { days: 1 } } }, 't.1')[0]).toBe('IN 03-11T00:30');
    expect(times({ absent: { 't.1': { dates: ['2025-03-11'] } } }, 't.1').at(-1)).toBe('OUT 03-10T09:00');
  });

  it('marks the first half-days, one kind after the other', () => {
    const anomalies = {
      a: [
        { kind: 'outside_fence', km: 1.2, half_days: 1 },
        { kind: 'face_score', score: 0.41, half_days: 2 },
      ],
    };
    const marked = layOut({ ...teaching, anomalies }).filter(({ who, direction }) => who === 'a' && direction === 'IN');
    expect(marked.map(({ faceScore }) => faceScore)).toEqual(['0.97', '0.41', '0.41', '0.97']);
    // 1.2 km are 1.2 / (pi * 6371 / 180) degrees.
    expect(marked.map(({ latitude }) => latitude.toFixed(5))).toEqual(['39.11079', '39.10000', '39.10000', '39.10000']);
  });

  it('replaces the sign-in of the session that is meant', () => {
    expect(times({ sign_ins: [{ who: 'a', at: '2025-03-11T13:50' }] }, 'a')[6]).toBe('IN 03-11T05:50');
    expect(times({ sign_ins: [{ who: 'a', at: '2025-03-11T08:20' }] }, 'a')[4]).toBe('IN 03-11T00:20');
  });
});
