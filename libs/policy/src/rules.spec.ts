// Rules that are asked one by one; every answer is worked out from the article beside it.
import { describe, expect, it } from '@jest/globals';
import { ruleAnswer } from './evaluation-rules';
import { shipped } from './testing/cases';

const ask = (rule: string, pack: string, given: Readonly<Record<string, unknown>>) => ruleAnswer({ rule, pack, in: given }, shipped);
const amount = (sum: string) => ({ amount: sum });
const refused = (word: string) => ({ amount: '0.00', refused: word });

describe('津人社局发〔2022〕20号', () => {
  const tianjin = (rule: string, given: Readonly<Record<string, unknown>>) => ask(rule, 'tj-2022-20', given);
  it('art. 17, directed training: 40 hours, employed within 6 months, once a year', () => {
    const directed = { hours: 40, employed_within_months: 6, pension_paid: true };
    expect(tianjin('DIRECTED', directed)).toEqual(amount('500.00'));
    expect(tianjin('DIRECTED', { ...directed, hours: 39 })).toEqual(refused('HOURS_SHORT'));
    expect(tianjin('DIRECTED', { ...directed, employed_within_months: 7 })).toEqual(refused('EMPLOYMENT_AFTER_WINDOW'));
    expect(tianjin('DIRECTED', { ...directed, pension_paid: false })).toEqual(refused('EMPLOYMENT_AFTER_WINDOW'));
    expect(tianjin('DIRECTED', { ...directed, times_this_year: 1 })).toEqual(refused('ANNUAL_CAP_REACHED'));
  });
  it('art. 19, project training', () => {
    expect(tianjin('PROJECT', { hours: 40 })).toEqual(amount('1000.00'));
    expect(tianjin('PROJECT', { hours: 39 })).toEqual(refused('HOURS_SHORT'));
    expect(tianjin('PROJECT', { hours: 40, times_this_year: 1 })).toEqual(refused('ANNUAL_CAP_REACHED'));
  });
  it('art. 20, safety training', () => {
    expect(tianjin('SAFETY', { kind: 'first' })).toEqual(amount('300.00'));
    expect(tianjin('SAFETY', { kind: 'renew', local_hukou: false, pension_months: 3 })).toEqual(amount('100.00'));
    expect(tianjin('SAFETY', { kind: 'first', local_hukou: false, pension_months: 2 })).toEqual(refused('INSURED_MONTHS_SHORT'));
    expect(tianjin('SAFETY', { kind: 'first', times_this_year: 1 })).toEqual(refused('ANNUAL_CAP_REACHED'));
  });
  it('art. 22, mentoring: two apprentices and 36 months at most, full years alone', () => {
    expect(tianjin('MENTORING', { apprentices: 2, months: 24 })).toEqual(amount('16000.00'));
    expect(tianjin('MENTORING', { apprentices: 1, months: 48 })).toEqual(amount('12000.00'));
    expect(tianjin('MENTORING', { apprentices: 1, months: 11 })).toEqual(amount('0.00'));
    expect(tianjin('MENTORING', { apprentices: 3, months: 12 })).toEqual({ amount: '8000.00', capped_by: 'MASTER_MAX_TWO' });
  });
  it('art. 14 and 21, public bases and apprentices', () => {
    expect(tianjin('BASE_UPLIFT', { base: '1800.00', uplift: '25%' })).toEqual(amount('2250.00'));
    expect(tianjin('BASE_UPLIFT', { base: '1800.00', uplift: '30%' })).toEqual(amount('2250.00'));
    expect(tianjin('BASE_UPLIFT', { base: '0.10', uplift: '12.5%' })).toEqual(amount('0.11'));
    expect(tianjin('APPRENTICESHIP', { level: 3, years: 2 })).toEqual(amount('11000.00'));
    expect(tianjin('APPRENTICESHIP', { level: 5, years: 1 })).toEqual(refused('LEVEL_NOT_COVERED'));
  });
});

it('subsidies by level, kind and occupation', () => {
  expect(ask('LEVEL_SUBSIDY', 'sh-2021', { level: 4, kind: 'employee' })).toEqual(amount('1600.00'));
  expect(ask('LEVEL_SUBSIDY', 'sh-2021', { level: 1, kind: 'veteran' })).toEqual(amount('3500.00'));
  expect(ask('SHORTAGE_UPLIFT', 'gd-2023-13', { level: 4, base: '1000.00', shortage: true })).toEqual(amount('1000.00'));
  expect(ask('SHORTAGE_UPLIFT', 'gd-2023-13', { level: 3, base: '1000.00', shortage: true })).toEqual(amount('1300.00'));
  expect(ask('SHORTAGE_UPLIFT', 'gd-2023-13', { level: 3, base: '1000.00', shortage: false })).toEqual(amount('1000.00'));
});

it('allowances, and shares that depend on what came after', () => {
  expect(ask('LIVING_DAY', 'yn-living', { days: 10 })).toEqual(amount('800.00'));
  expect(ask('EMPLOYMENT_LINKED', 'zz-80', { base: '1500.00', employed: false })).toEqual(amount('1200.00'));
  expect(ask('EMPLOYMENT_LINKED', 'zz-80', { base: '1500.00', employed: true })).toEqual(amount('1500.00'));
  expect(ask('STARTUP_COURSE', 'cypx', { base: '1000.00', started: false })).toEqual(amount('500.00'));
  expect(ask('STARTUP_TYPE', 'sz-cy', { kind: '创业实训', prior_type_this_year: 'none' })).toEqual(amount('2800.00'));
  expect(ask('STARTUP_TYPE', 'sz-cy', { kind: '网络创业', prior_type_this_year: '创办企业' })).toEqual(refused('ANNUAL_CAP_REACHED'));
  expect(ask('WORK_AS_TRAINING', 'ygdx', { months: 7 })).toEqual(amount('3000.00'));
  expect(ask('WORK_AS_TRAINING', 'ygdx', { months: 2 })).toEqual(amount('1000.00'));
  expect(ask('EEF_SHARE', 'eef', { total: '1000000.00', frontline: '599999.99' })).toEqual({ flag: 'BELOW_60_PERCENT_FLAG' });
  expect(ask('EEF_SHARE', 'eef', { total: '1000000.00', frontline: '600000.00' })).toEqual({ flag: 'none' });
});

it('numbers of persons, companies and certificates', () => {
  expect(ask('ID_NUMBER', 'gb11643', { id_no: '11010519491231002X' })).toEqual({ valid: true });
  expect(ask('ID_NUMBER', 'gb11643', { id_no: '110105194912310021' })).toEqual({ refused: 'INVALID_CHECK_DIGIT' });
  expect(ask('ID_NUMBER', 'gb11643', { id_no: '11010519491331002X' })).toEqual({ refused: 'INVALID_FORMAT' });
  expect(ask('USCC', 'gb32100', { uscc: '91350100M000100Y43' })).toEqual({ valid: true });
  expect(ask('USCC', 'gb32100', { uscc: '91350100M000100Y4Z' })).toEqual({ refused: 'INVALID_CHECK_CHAR' });
  expect(ask('USCC', 'gb32100', { uscc: '91350100I000100Y43' })).toEqual({ refused: 'INVALID_FORMAT' });
  expect(ask('USCC', 'gb32100', { uscc: '91350100M000100Y4' })).toEqual({ refused: 'INVALID_FORMAT' });
  expect(ask('CERTIFICATE_NUMBER', 'cert-22', { number: 'Y000123000001195000001' })).toEqual({
    parsed: { kind: '用人单位', agency: '0001', province: '23', site: '000001', year: '19', level: 5, serial: '000001' },
  });
  expect(ask('CERTIFICATE_NUMBER', 'cert-22', { number: 'Z000123000001195000001' })).toEqual({ refused: 'INVALID_KIND' });
  expect(ask('CERTIFICATE_NUMBER', 'cert-22', { number: 'Y000123000001196000001' })).toEqual({ refused: 'INVALID_FORMAT' });
});

it('what cannot be answered is refused with a word', () => {
  const throwing = (code: string, values: object) => expect.objectContaining({ code, values });
  expect(() => ask('DIRECTED', 'xm-train', { hours: 40 })).toThrow(throwing('RULE_NOT_FOUND', { rule: 'DIRECTED', pack: 'xm-train' }));
  expect(() => ask('toString', 'tj-2022-20', {})).toThrow(throwing('RULE_NOT_FOUND', { rule: 'toString', pack: 'tj-2022-20' }));
  expect(() => ask('PROJECT', 'tj-2022-20', { hours: '40' })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'hours' }));
  for (const hours of [2 ** 53, 1e21, Infinity, NaN, -1])
    expect(() => ask('PROJECT', 'tj-2022-20', { hours })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'hours' }));
  for (const days of [2 ** 53, 2 ** 53 - 1, 1e21])
    expect(() => ask('LIVING_DAY', 'yn-living', { days })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'days' }));
  for (const years of [2 ** 53, 2 ** 53 - 1])
    expect(() => ask('APPRENTICESHIP', 'tj-2022-20', { level: 3, years })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'years' }));
  expect(() => ask('SAFETY', 'tj-2022-20', { kind: 'second' })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'kind' }));
  expect(() => ask('BASE_UPLIFT', 'tj-2022-20', { base: '1.5', uplift: '5%' })).toThrow(throwing('RULE_INPUT_INVALID', { field: 'base' }));
});
