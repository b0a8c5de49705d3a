import { describe, expect, it } from '@jest/globals';
import { marksOf } from './result-rows';

describe('results out of a file', () => {
  it('belong to places of the roster, and every line that says nothing clear is named', () => {
    const { marks, faults } = marksOf(
      [
        ['成绩', '序号', '姓名'],
        ['合格', '1', '王**'],
        ['不合格', '2', '李*'],
        ['', '3', '赵*'],
        ['好', '4', '钱*'],
        ['合格', '9', '孙*'],
        ['合格', '1', '王**'],
        ['合格', '', ''],
      ],
      new Set([1, 2, 3, 4]),
    );
    expect([...marks]).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [5, 'NO_RESULT'],
      [6, 'NOT_ON_LIST'],
      [7, 'TWICE'],
      [8, 'NO_PLACE'],
    ]);
  });

  it('may have the heads of either language, as the table that is handed out has them', () => {
    for (const head of [
      ['序号', '姓名', '成绩'],
      ['No.', 'Name', 'Results'],
    ])
      expect(marksOf([head, ['2', '李*', 'failed']], new Set([1, 2]))).toEqual({ marks: new Map([[2, false]]), faults: [] });
  });
});
