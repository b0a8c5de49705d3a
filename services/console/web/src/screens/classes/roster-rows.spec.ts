import { describe, expect, it } from '@jest/globals';
import { heads, judgedByThemselves, plainCode, rosterRows, template } from './roster-rows';

const row = (more: Partial<Record<'name' | 'idNo' | 'phone' | 'group' | 'card', string>> = {}, line = 2) => ({
  line,
  name: '王小明',
  idNo: '11010119900307001X',
  phone: '',
  group: '',
  card: '',
  ...more,
});

describe('the rows of a roster', () => {
  it('are found by the names of the columns, in any order', () => {
    const rows = rosterRows([
      ['人员类别', '姓名', '身份证号码'],
      ['企业职工', '王小明', '11010119900307001x'],
    ]);
    expect(rows).toEqual([row({ group: '企业职工' })]);
  });

  it('are taken in the order of the template where nothing is named', () => {
    expect(rosterRows([['王小明', '1101 0119900307001X', "'13800138000"]])).toEqual([row({ phone: '13800138000' }, 1)]);
    expect(rosterRows([template.head, ...template.rows])[0]).toMatchObject({ name: '示例学员', group: '登记失业人员' });
    expect(heads).toHaveLength(5);
  });

  it('have the numbers that the spreadsheet gives them, with empty rows between', () => {
    const rows = rosterRows([[''], [...heads], ['王小明', '11010119900307001X'], ['', ''], ['另一人', '2']]);
    expect(rows.map(({ line, name }) => [line, name])).toEqual([
      [3, '王小明'],
      [5, '另一人'],
    ]);
  });

  it('are refused for what the file itself tells, each with its word', () => {
    const rows = [
      row(),
      row({ name: '另一人' }),
      row({ idNo: '' }),
      row({ idNo: '1.10101199003E+17' }),
      row({ idNo: '2', name: '' }),
      row({ idNo: '3', phone: 'x' }),
      row({ idNo: '4', group: '路人' }),
      row({ idNo: '5', card: '!' }),
      row({ idNo: '6', card: '6.21700009999E+15' }),
    ];
    expect(judgedByThemselves(rows).map(({ state, code }) => code ?? state)).toEqual([
      'WAITING',
      'ROW_TWICE',
      'ROW_WITHOUT_ID',
      'ROW_ID_AS_NUMBER',
      'ROW_WITHOUT_NAME',
      'ROW_PHONE',
      'ROW_GROUP',
      'ROW_CARD',
      'ROW_CARD_AS_NUMBER',
    ]);
  });

  it('says of a number what is wrong with it', () => {
    expect(plainCode('ID_INVALID', { fault: 'INVALID_FORMAT' })).toBe('ROW_ID_FORM');
    expect(plainCode('ID_INVALID', { fault: 'INVALID_CHECK_DIGIT' })).toBe('ROW_ID_CHECK');
    expect(plainCode('ID_INVALID', { person: 'p' })).toBe('ROW_IDENTITY');
    expect(plainCode('OVER_AGE', { retire_on: '2026-01-01' })).toBe('OVER_AGE');
  });
});
