import { describe, expect, it } from '@jest/globals';
import { decoded, filledLines, numberText } from './read-table';

const bytesOf = (...bytes: readonly number[]): ArrayBuffer => Uint8Array.from(bytes).buffer;

describe('a table that somebody has on their desk', () => {
  it('is read in UTF-8, and in GB 18030 where it is no UTF-8', () => {
    expect(decoded(bytesOf(0xe5, 0xa7, 0x93, 0xe5, 0x90, 0x8d))).toBe('姓名');
    expect(decoded(bytesOf(0xd0, 0xd5, 0xc3, 0xfb))).toBe('姓名');
  });

  it('has numbers as a spreadsheet shows them, however they are stored', () => {
    expect(['13800000001', '1.3800000001E10', '2.5', '-3'].map(numberText)).toEqual(['13800000001', '13800000001', '2.5', '-3']);
  });

  it('lets no digit stand that a spreadsheet has made up', () => {
    expect(['110101199003070020', '1.1010119900307E+17'].map(numberText)).toEqual(['1.10101199003E+17', '1.10101199003E+17']);
    expect(numberText('6217000099990421')).toBe('6.21700009999E+15');
  });

  it('numbers its rows as the spreadsheet does, with those that are empty', () => {
    expect(filledLines([['a'], ['', ' '], ['b']])).toEqual([
      { line: 1, cells: ['a'] },
      { line: 3, cells: ['b'] },
    ]);
  });
});
