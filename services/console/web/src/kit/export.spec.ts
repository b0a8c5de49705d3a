import { describe, expect, it } from '@jest/globals';
import { csvOf } from './export';
import { stampText } from './format';

const rowOf = (...cells: readonly (string | number | bigint)[]): string => csvOf({ head: ['a'], rows: [cells] }).split('\r\n')[1] ?? '';

describe('a table that is taken away', () => {
  it('begins with the mark by which a spreadsheet knows the text, and the names of its columns', () => {
    expect(csvOf({ head: ['姓名', '金额'], rows: [] })).toBe('\uFEFF姓名,金额\r\n');
  });

  it('has no cell that a spreadsheet would run', () => {
    expect(rowOf('=1+1', '+A1', '-A1', '@SUM(A1)', '\tx')).toBe(`'=1+1,'+A1,'-A1,'@SUM(A1),'\tx`);
    expect(rowOf('-1.5', -2, '王小明')).toBe('-1.5,-2,王小明');
  });

  it('keeps marks and line breaks inside of their cell', () => {
    expect(rowOf('一,二', '"三"')).toBe('"一,二","""三"""');
  });

  it('writes fen as yuan, and instants in the time of the office', () => {
    expect(rowOf(180_050n, -5n)).toBe('1800.50,-0.05');
    expect(stampText('2026-03-02T00:30:05.123Z')).toBe('2026-03-02 08:30:05');
    expect(stampText('2026-03-02')).toBe('2026-03-02');
  });
});
