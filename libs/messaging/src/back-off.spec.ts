import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off';

describe('the back-off', () => {
  const rests = (backOff: BackOff, times: number): readonly number[] => Array.from({ length: times }, () => backOff.next());

  it('rests twice as long each time, up to its limit, give or take a tenth', () => {
    const middle = [100, 200, 400, 800, 1_000, 1_000];
    rests(new BackOff({ firstMs: 100, maxMs: 1_000 }), middle.length).forEach((ms, nth) => {
      expect(ms).toBeGreaterThanOrEqual(middle[nth]! * 0.9);
      expect(ms).toBeLessThanOrEqual(middle[nth]! * 1.1);
    });
  });

  it('begins anew after a success', () => {
    const backOff = new BackOff({ firstMs: 100, maxMs: 1_000 });
    rests(backOff, 5);
    backOff.succeeded();
    expect(backOff.next()).toBeLessThanOrEqual(110);
  });

  it('takes what ended at once for no success', () => {
    const backOff = new BackOff({ firstMs: 100, maxMs: 1_000 });
    rests(backOff, 3);
    backOff.endedAfter(performance.now());
    expect(backOff.next()).toBeGreaterThanOrEqual(720);
  });
});
