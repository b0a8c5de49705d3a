import { describe, expect, it } from '@jest/globals';
import { bodyOf, readInspectors, readObjects } from './register-rows';

describe('a file for the register of objects', () => {
  const known = [{ objectId: 'O1', name: '甲学校', tier: 'A' }];
  it('answers every row: new, changed, known, or why not', () => {
    const rows = readObjects(
      [
        ['编号', '名称', '风险等级', '所属机构'],
        ['O1', '甲学校', 'A'],
        ['', '', ''],
        ['O2', '乙学校', ' d ', 'ins2'],
        ['O2', '乙学校', 'B'],
        ['第三', '', 'E', '机构'],
      ],
      known,
    );
    expect(rows.map(({ line, state, problems }) => [line, state, problems.length])).toEqual([
      [2, 'KNOWN', 0],
      [4, 'NEW', 0],
      [5, 'REFUSED', 1],
      [6, 'REFUSED', 4],
    ]);
    expect(rows[1]?.value).toEqual({ objectId: 'O2', name: '乙学校', tier: 'D', organisationId: 'ins2' });
    expect(readObjects([['O1', '甲学校', 'B']], known)[0]?.state).toBe('CHANGED');
  });
  it('needs no row of names', () => expect(bodyOf([['O1', 'x', 'A']])).toEqual([{ line: 1, cells: ['O1', 'x', 'A'] }]));
});

describe('a file for the register of inspectors', () => {
  const known = [{ inspectorId: 'i1', conflicts: ['b', 'a'], expertise: ['财务'] }];
  it('takes lists apart, and keeps what is known of expertise where nothing is said', () => {
    const rows = readInspectors(
      [
        ['i1', '', 'a b'],
        ['i2', '焊工、财务 核算', 'ins1；ins2'],
        ['i3', 'x'.repeat(61), '机构'],
      ],
      known,
    );
    expect(rows.map(({ state }) => state)).toEqual(['KNOWN', 'NEW', 'REFUSED']);
    expect(rows[1]?.value).toEqual({ inspectorId: 'i2', conflicts: ['ins1', 'ins2'], expertise: ['焊工', '财务 核算'] });
    expect(rows[2]?.problems).toHaveLength(2);
  });
});
