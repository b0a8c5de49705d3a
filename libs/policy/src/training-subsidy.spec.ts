// What the packs decide that pay one sum for a training, derived by hand from their documents.
import { describe, expect, it } from '@jest/globals';
import type { OtherCase } from './evaluation';
import { aClass, decided, linesOf, notSaid, occupation, use, type Given } from './testing/cases';

const person = (group: string, of: Partial<NonNullable<Given['person']>> = {}) => ({ personId: 'a', group, tags: [], ...of });

describe('Xiamen', () => {
  const xiamen = (of: Partial<Given> = {}, answers = {}) =>
    decided(['xm-train'], { programmes: ['TRAINING'], region: '350200', person: person('登记失业人员'), class: aClass(), ...of }, answers);
  it('pays by level, with the higher of two uplifts', () => {
    const paid = (code: string, level = '3') => linesOf(xiamen({ class: aClass({ occupation: code, level }) }));
    expect(paid(occupation.electrician)).toEqual(['TRAINING EMP ins1 150000']);
    expect(paid(occupation.welder)).toEqual(['TRAINING EMP ins1 180000']);
    expect(paid(occupation.carer)).toEqual(['TRAINING EMP ins1 195000']);
    expect(paid(occupation.turner)).toEqual(['TRAINING EMP ins1 195000']);
    expect(paid(occupation.electrician, '1')).toEqual(['TRAINING EMP ins1 300000']);
  });
  it('pays for persons serving sentences in a correctional venue alone', () => {
    const serving = person('服刑人员');
    const correctional = aClass({ venue: 'CORRECTIONAL' });
    expect(xiamen({ person: serving, class: correctional }).outcome).toBe('ELIGIBLE');
    expect(xiamen({ person: serving }).reason).toBe('GROUP_NOT_COVERED');
    const both = xiamen({ person: serving }, { custody: [{ from: '2025-02-01', to: '2026-01-31' }] });
    expect(both.failed.map(({ reason }) => reason)).toEqual(['IN_CUSTODY', 'GROUP_NOT_COVERED']);
  });
  it('asks other regions, and waits for them', () => {
    const elsewhere = (value: unknown) => xiamen({}, { other_regions: value });
    const paid = { answer: 'paid', region: '640000' };
    expect(elsewhere(paid)).toMatchObject({ reason: 'DUPLICATE_OTHER_REGION', detail: { region: '640000' } });
    expect(elsewhere({ ...paid, occupation: '电工', level: 3 }).outcome).toBe('REJECTED');
    expect(elsewhere({ ...paid, occupation: '焊工' }).outcome).toBe('ELIGIBLE');
    expect(elsewhere({ ...paid, level: '4' }).outcome).toBe('ELIGIBLE');
    const held = elsewhere(notSaid);
    expect(held).toMatchObject({ outcome: 'HELD', reason: 'EXTERNAL_CHECK_PENDING', detail: { registry: 'other_regions' } });
    expect(linesOf(held)).toEqual(['TRAINING EMP ins1 150000']);
  });
  it('pays no more for a voucher than its face and the price', () => {
    const voucher = (faceFen: number, priceFen: number) => ({ faceFen, priceFen }) as NonNullable<Given['voucher']>;
    expect(linesOf(xiamen({ voucher: voucher(100000, 130000) }))).toEqual(['TRAINING EMP ins1 100000']);
    expect(linesOf(xiamen({ voucher: voucher(200000, 130000) }))).toEqual(['TRAINING EMP ins1 130000']);
    expect(linesOf(xiamen({ voucher: voucher(200000, 190000) }))).toEqual(['TRAINING EMP ins1 150000']);
  });
});

describe('a pack in two stages', () => {
  const staged = (stage: 1 | 2, of: Partial<Given> = {}, answers = {}) =>
    decided(
      ['stage-50-50'],
      {
        programmes: ['TRAINING'],
        region: '990000',
        person: person('登记失业人员'),
        class: aClass({ startsOn: '2025-01-15' }),
        stage,
        ...of,
      },
      answers,
    );
  const stageOneCase: OtherCase = { outcome: 'PAID' };
  it('pays one half for the certificate, at the price of the first day', () => {
    expect(staged(1)).toMatchObject({ outcome: 'ELIGIBLE', detail: { stage: 1 }, lines: [{ amountFen: 80000 }], use: { stage: 1 } });
    expect(linesOf(staged(1, { class: aClass({ startsOn: '2025-05-01' }) }))).toEqual(['TRAINING EMP ins1 90000']);
  });
  it('pays the other to who is employed within six months of the certificate', () => {
    const on = (insured_from: string) => staged(2, { stageOneCase, appliedOn: '2025-08-01' }, { employment: { insured_from } });
    expect(on('2025-07-15')).toMatchObject({
      outcome: 'ELIGIBLE',
      detail: { last_day: '2025-07-15', stage: 2 },
      lines: [{ amountFen: 80000 }],
    });
    expect(on('2025-07-16')).toMatchObject({ reason: 'EMPLOYMENT_AFTER_WINDOW', detail: { last_day: '2025-07-15' } });
  });
  it('waits for who is not employed while there is time', () => {
    // The registries of these specs are asked on 2025-06-01.
    expect(staged(2, { stageOneCase })).toMatchObject({
      outcome: 'HELD',
      reason: 'EXTERNAL_CHECK_PENDING',
      detail: { registry: 'employment' },
    });
    const early = { stageOneCase, class: aClass({ startsOn: '2024-11-30' }) };
    expect(staged(2, early)).toMatchObject({ reason: 'EMPLOYMENT_AFTER_WINDOW', detail: { last_day: '2025-05-30' } });
  });
  it('is one use of the entitlement, once for each stage', () => {
    const first = use({ classIds: ['class-1'], stage: 1 });
    const employed = { employment: { insured_from: '2025-02-01' } };
    expect(staged(2, { stageOneCase, book: [first] }, employed).outcome).toBe('ELIGIBLE');
    expect(staged(1, { book: [first] }).reason).toBe('DUPLICATE_OCCUPATION_LEVEL');
    expect(staged(2, { stageOneCase, book: [first, { ...first, stage: 2 }] }, employed).reason).toBe('DUPLICATE_OCCUPATION_LEVEL');
    const whole = use({ classIds: ['class-1'] });
    expect(staged(2, { stageOneCase, book: [whole] }, employed).reason).toBe('DUPLICATE_OCCUPATION_LEVEL');
    expect(staged(2, {}, employed).reason).toBe('NO_CERTIFICATE');
  });
});

it('uplifts by group, tag and occupation add up to the cap', () => {
  const tags = [{ tag: '残疾人', from: '2025-03-11' }];
  const given: Given = { programmes: ['TRAINING'], region: '990000', class: aClass({ occupation: occupation.welder, level: '4' }) };
  const by = (of: Given['person']) => linesOf(decided(['demo-uplift'], { ...given, ...(of && { person: of }) }));
  expect(by(person('就业困难人员', { tags: [{ tag: '残疾人', from: '2020-01-01' }] }))).toEqual(['TRAINING EMP ins1 150000']);
  expect(by(person('企业职工', { tags }))).toEqual(['TRAINING EMP ins1 130000']);
  expect(by(person('两后生', { tags }))).toEqual(['TRAINING EMP ins1 150000']);
});
