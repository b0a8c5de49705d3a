import { describe, expect, it } from '@jest/globals';
import type { ApprenticeInput } from './evaluation';
import { decided, linesOf, notSaid, occupation, type Given } from './testing/cases';

const plan: ApprenticeInput = {
  result: 'CERTIFIED',
  employerId: 'ent1',
  occupation: occupation.electrician,
  level: '4',
  years: 1,
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
};
const by = (pack: string, region: string, of: Partial<ApprenticeInput> = {}, answers = {}) => {
  const given: Given = { programmes: ['APPRENTICESHIP'], region, appliedOn: '2026-01-05', apprentice: { ...plan, ...of } };
  return decided([pack], given, answers);
};

describe('apprentices', () => {
  it('are paid for by the tier that they reach', () => {
    expect(linesOf(by('fj-app-2019', '350100', { result: 'COMPLETED', level: '3', years: 2 }))).toEqual([
      'APPRENTICESHIP EMP ent1 1200000',
    ]);
    expect(linesOf(by('wh-app', '420100'))).toEqual(['APPRENTICESHIP EMP ent1 500000']);
    expect(linesOf(by('wh-app', '420100', { result: 'COMPLETED', level: '3', years: 2 }))).toEqual(['APPRENTICESHIP EMP ent1 800000']);
    expect(by('wh-app', '420100', { result: 'NOT_COMPLETED' }).reason).toBe('NOT_COMPLETED');
    expect(by('sz-app-2019', '440300', { result: 'COMPLETED' }).reason).toBe('NO_CERTIFICATE');
    expect(linesOf(by('sz-app-2019', '440300', { level: '2' }))).toEqual(['APPRENTICESHIP EMP ent1 850000']);
    expect(by('fj-app-2019', '350100', { level: '2' }).reason).toBe('LEVEL_NOT_COVERED');
  });
  it('are paid for by half years to the fen', () => {
    expect(linesOf(by('sz-app-2019', '440300', { years: 1.5 }))).toEqual(['APPRENTICESHIP EMP ent1 825000']);
  });
});

describe('interns in Tianjin', () => {
  const internship = { employer: 'e', kind: 'internship', from: '2024-12-16', to: '2025-06-20' };
  const labour = { employer: 'e', kind: 'labour', from: '2025-07-01', to: '2026-06-30' };
  const with_ = (...contracts: readonly object[]) => by('tj-2022-20', '120000', {}, { contracts });
  it('are paid for from the first day of the labour contract, by days', () => {
    // 5000.00 x 184 / 365 = 2520.547…
    expect(with_(internship, labour)).toMatchObject({ lines: [{ amountFen: 252055 }], detail: { days: 184, of: 365 } });
    expect(with_(internship, { ...labour, from: '2024-12-21', to: '2025-12-20' })).toMatchObject({
      lines: [{ amountFen: 500000 }],
      detail: { days: 365 },
    });
  });
  it('need half a year of internship, counted to the day', () => {
    expect(with_({ ...internship, from: '2025-02-01', to: '2025-07-31' }, labour).outcome).toBe('ELIGIBLE');
    expect(with_({ ...internship, from: '2025-02-01', to: '2025-07-30' }, labour).reason).toBe('INTERNSHIP_TOO_SHORT');
  });
  it('need a contract of a year with the same employer', () => {
    expect(with_(internship, { ...labour, to: '2026-06-29' }).reason).toBe('CONTRACT_TERM_SHORT');
    expect(with_(internship, { ...labour, employer: 'f' }).reason).toBe('CONTRACT_TERM_SHORT');
    expect(with_(internship).reason).toBe('CONTRACT_TERM_SHORT');
  });
  it('are asked about; who never was one is not put to these tests', () => {
    expect(linesOf(with_())).toEqual(['APPRENTICESHIP EMP ent1 500000']);
    expect(by('tj-2022-20', '120000', {}, { contracts: notSaid })).toMatchObject({ outcome: 'HELD', detail: { registry: 'contracts' } });
  });
});
