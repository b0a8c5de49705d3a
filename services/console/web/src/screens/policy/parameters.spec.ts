import { describe, expect, it } from '@jest/globals';
import { differencesOf, frameDifferences, parametersOf, valueLines, type PackBody } from './parameters';

const source = '人社部发〔2025〕18号';
const pack = (more: Partial<PackBody>): PackBody => ({
  ...{ id: 'p', version: 1, region: '211300', validFrom: '2022-01-01', validTo: null, doc: { title: 'p' } },
  params: { publicityWorkingDays: { value: 5, source, fixture: true } },
  programmes: { UI_SKILL: { insuredMonthsMin: { value: 36, source }, amounts: { value: { '5': '1000.00', '4': '1500.00' }, source } } },
  ...more,
});

describe('the parameters of a pack', () => {
  it('each stand with their place, value and source', () =>
    expect(parametersOf(pack({ constraints: { TRAINING: { max: { value: 1, source, hard: 'CEILING' } } } }))).toEqual([
      { part: 'ALL', of: '', name: 'publicityWorkingDays', value: 5, source, fixture: true },
      { part: 'PROGRAMME', of: 'UI_SKILL', name: 'insuredMonthsMin', value: 36, source },
      { part: 'PROGRAMME', of: 'UI_SKILL', name: 'amounts', value: { '5': '1000.00', '4': '1500.00' }, source },
      { part: 'CONSTRAINT', of: 'TRAINING', name: 'max', value: 1, source, hard: 'CEILING' },
    ]));
  it('are read as lines', () => {
    expect(valueLines({ '5': '1000.00', '4': '1500.00' })).toEqual(['4: 1500.00', '5: 1000.00']);
    expect(valueLines(['TRAINING', 'EXAM_FEE'])).toEqual(['TRAINING、EXAM_FEE']);
    expect(valueLines([{ from: null, price: '3.00' }])).toEqual(['from: —', 'price: 3.00']);
    expect(valueLines(true)).toEqual(['true']);
  });
});

describe('the difference of two versions', () => {
  const after = pack({
    version: 2,
    validTo: '2022-12-31',
    params: { publicityWorkingDays: { value: 5, source } },
    programmes: {
      UI_SKILL: {
        insuredMonthsMin: { value: 12, source },
        amounts: { value: { '4': '1500.00', '5': '1000.00' }, source },
        windowMonths: { value: 12, source },
      },
    },
  });
  const kinds = (one: PackBody, other: PackBody) => differencesOf(one, other).map(({ key, kind }) => [key, kind]);

  it('names what was added, removed, changed, and what has another source alone', () => {
    expect(kinds(pack({}), after)).toEqual([
      ['ALL//publicityWorkingDays', 'SOURCE'],
      ['PROGRAMME/UI_SKILL/insuredMonthsMin', 'CHANGED'],
      ['PROGRAMME/UI_SKILL/amounts', 'SAME'],
      ['PROGRAMME/UI_SKILL/windowMonths', 'ADDED'],
    ]);
    expect(kinds(after, pack({}))).toContainEqual(['PROGRAMME/UI_SKILL/windowMonths', 'REMOVED']);
  });
  it('names what it governs otherwise', () =>
    expect(frameDifferences(pack({}), after)).toEqual([{ field: 'validTo', before: '—', after: '2022-12-31' }]));
});
