import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addFen, compareRatios, fen, fenOf, lessFen, percentOf, ratio, ratioOfPercent, timesFen, yuanOf } from './money';

describe('fen', () => {
  it('are whole numbers, and nothing else is money', () => {
    for (const wrong of [0.5, NaN, Infinity, 2 ** 53]) expect(() => fen(wrong)).toThrow('no whole number');
  });
  it('are read from yuan with two decimals and from no other text', () => {
    expect([fenOf('0.00'), fenOf('0.07'), fenOf('1800.00'), fenOf('9999999999999.99')]).toEqual([0, 7, 180_000, 999_999_999_999_999]);
    for (const wrong of ['1800', '1,800.00', '01.00', '-1.00', '1.5', '1.005', '', ' 1.00', '1e2', '10000000000000.00'])
      expect(() => fenOf(wrong)).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID', values: { amount: wrong } }));
  });
  it('are written as they are read', () => {
    expect([yuanOf(fen(0)), yuanOf(fen(5)), yuanOf(fen(-120)), yuanOf(fen(123_456))]).toEqual(['0.00', '0.05', '-1.20', '1234.56']);
    fc.assert(fc.property(fc.maxSafeNat(), (amount) => fenOf(yuanOf(fen(amount % 10 ** 14))) === amount % 10 ** 14));
  });
  it('are added and taken away without loss, and never beyond what a number holds', () => {
    expect(addFen(fenOf('0.10'), fenOf('0.20'))).toBe(30);
    expect(lessFen(fenOf('0.10'), fenOf('0.20'))).toBe(-10);
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow('no whole number');
  });
});

describe('factors', () => {
  const percent = (text: string) => ratioOfPercent(text);

  it('are multiplied exactly and rounded once, half a fen up', () => {
    // 2200.00 × 80% × 70% = 1232.00; 0.05 × 50% = 0.025, which is 0.03.
    expect(timesFen(fenOf('2200.00'), percent('80%'), percent('70%'))).toBe(123_200);
    expect([timesFen(fen(5), percent('50%')), timesFen(fen(4), percent('12.5%')), timesFen(fen(3), percent('12.5%'))]).toEqual([3, 1, 0]);
    // A third of a third: rounding after each factor would give 34, and then 11 or 12.
    expect(timesFen(fen(101), ratio(1, 3), ratio(1, 3))).toBe(11);
    expect(timesFen(fen(-5), percent('50%'))).toBe(-3);
  });
  it('are read from percent alone', () => {
    for (const wrong of ['80', '80 %', '-1%', '1,5%', '%'])
      expect(() => percent(wrong)).toThrow(expect.objectContaining({ code: 'PERCENT_INVALID' }));
  });
  it('compare exactly where their rounded texts are the same', () => {
    expect(compareRatios(ratio(79_999_999, 100_000_000), percent('80%'))).toBeLessThan(0);
    expect(percentOf(ratio(79_999_999, 100_000_000))).toBe('80%');
    expect(compareRatios(ratio(64, 80), percent('80%'))).toBe(0);
    expect(compareRatios(ratio(22, 25), percent('80%'))).toBeGreaterThan(0);
  });
  it('are shown with two decimals and without idle zeros', () => {
    expect([
      percentOf(ratio(63, 80)),
      percentOf(ratio(19, 25)),
      percentOf(ratio(1, 3)),
      percentOf(ratio(2, 3)),
      percentOf(ratio(1, 8)),
    ]).toEqual(['78.75%', '76%', '33.33%', '66.67%', '12.5%']);
  });
});
