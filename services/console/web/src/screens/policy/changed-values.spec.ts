import { describe, expect, it } from '@jest/globals';
import { compared, textOfValue, valueOf } from './changed-values';

describe('a value that somebody types', () => {
  it('keeps the kind of the one that stands there', () => {
    expect(valueOf('1500.00', '1000.00')).toBe('1500.00');
    expect(valueOf('24', 36)).toBe(24);
    expect(valueOf('{"5":"800.00"}', { '5': '1000.00' })).toEqual({ '5': '800.00' });
    expect(valueOf('false', true)).toBe(false);
  });
  it('is none where it is of another kind, or nothing', () => {
    expect(valueOf('many', 36)).toBeUndefined();
    expect(valueOf('[1]', { '5': '1000.00' })).toBeUndefined();
    expect(valueOf('  ', '1000.00')).toBeUndefined();
  });
  it('comes back as it is typed', () => expect(valueOf(textOfValue({ '5': '1.00' }), { '5': '2.00' })).toEqual({ '5': '1.00' }));
});

describe('what would be otherwise', () => {
  const line = (amount: string) => ({ amount });
  const before = [
    { caseId: 'a', outcome: 'ELIGIBLE', lines: [line('1500.00')], pack: 'p@1' },
    { caseId: 'b', outcome: 'REJECTED', reason: 'INSURED_MONTHS_SHORT', lines: [], pack: 'p@1' },
  ];
  const after = [
    { caseId: 'a', personId: 'x', place: 1, outcome: 'ELIGIBLE', lines: [line('1500.00')], pack: 'p@2' },
    { caseId: 'b', personId: 'y', place: 2, outcome: 'ELIGIBLE', lines: [line('1000.00'), line('200.00')], pack: 'p@2' },
  ];
  it('is told case by case, in fen', () =>
    expect(compared(before, after).map(({ caseId, difference, differs }) => [caseId, difference, differs])).toEqual([
      ['a', '0.00', false],
      ['b', '1200.00', true],
    ]));
});
