// What the packs of the unemployment insurance fund decide, derived by hand from their documents.
import { describe, expect, it } from '@jest/globals';
import type { CertificateInput, Programme } from './evaluation';
import { aClass, decided, linesOf, notSaid, occupation, use, type Given } from './testing/cases';

const programmes: readonly Programme[] = ['UI_SKILL'];
const certificate = (of: Partial<CertificateInput> = {}): NonNullable<Given['certificate']> => {
  const found = { occupation: occupation.electrician, level: '4', kind: 'SKILL_LEVEL', issuedOn: '2025-06-25', verified: true, ...of };
  return { occupation: found.occupation, level: found.level, found };
};
const insured = (months: number, status = 'in_service') => ({ social_insurance: { months, status, region: '640000' } });
const ningxia = (of: Partial<Given> = {}): Given => ({
  programmes,
  region: '640000',
  appliedOn: '2025-07-01',
  certificate: certificate(),
  ...of,
});

describe('Ningxia 2025', () => {
  it('pays 1,200 yuan for level 4 of an ordinary occupation, once a year', () => {
    const decision = decided(['nx-ui-2025'], ningxia(), insured(14));
    expect(decision).toMatchObject({
      outcome: 'ELIGIBLE',
      failed: [],
      detail: { used: '1/1', last_day: '2026-06-25', applied_on: '2025-07-01', pack: 'nx-ui-2025@1' },
      use: { family: 'UI_SKILL', level: '4', year: 2025, funds: ['UI'], shortage: false },
    });
    expect(linesOf(decision)).toEqual(['UI_SKILL UI a 120000']);
  });
  it('pays by the table of shortage occupations for those alone', () => {
    const paid = (code: string, level: string) =>
      linesOf(decided(['nx-ui-2025'], ningxia({ certificate: certificate({ occupation: code, level }) }), insured(12)));
    expect(paid(occupation.welder, '3')).toEqual(['UI_SKILL UI a 200000']);
    expect(paid(occupation.carer, '4')).toEqual(['UI_SKILL UI a 150000']);
    expect(paid(occupation.turner, '5')).toEqual(['UI_SKILL UI a 100000']);
    expect(paid(occupation.cook, '5')).toEqual(['UI_SKILL UI a 80000']);
    expect(paid(occupation.electrician, '3')).toEqual(['UI_SKILL UI a 160000']);
  });
  it('wants twelve months: eleven are too few, and may be made up until the window closes', () => {
    expect(decided(['nx-ui-2025'], ningxia(), insured(12)).outcome).toBe('ELIGIBLE');
    expect(decided(['nx-ui-2025'], ningxia(), insured(11))).toMatchObject({
      outcome: 'REJECTED',
      reason: 'INSURED_MONTHS_SHORT',
      detail: { have: 11, need: 12, retry_until: '2026-06-25' },
      lines: [],
    });
  });
  it('wants somebody who is insured in service or draws the benefit', () => {
    expect(decided(['nx-ui-2025'], ningxia(), insured(14, 'receiving_ui_benefit')).outcome).toBe('ELIGIBLE');
    const decision = decided(['nx-ui-2025'], ningxia(), insured(0, 'none'));
    expect(decision.failed.map(({ reason }) => reason)).toEqual(['UI_STATUS_NOT_ELIGIBLE', 'INSURED_MONTHS_SHORT']);
  });
  it('counts ordinary and shortage occupations apart', () => {
    const had = (code: string, shortage: boolean, state: 'CONSUMED' | 'RESERVED' = 'CONSUMED') =>
      use({ family: 'UI_SKILL', programmes, occupation: code, level: '5', funds: ['UI'], shortage, state });
    const cook = ningxia({
      certificate: certificate({ occupation: occupation.cook, level: '5' }),
      book: [had(occupation.electrician, false)],
    });
    expect(decided(['ui-2025-18', 'nx-ui-2025'], cook, insured(60))).toMatchObject({
      reason: 'ANNUAL_CAP_ORDINARY',
      detail: { used: '1/1' },
    });
    const two = [had(occupation.welder, true), had(occupation.carer, true)];
    const turner = (book: Given['book']) =>
      decided(['nx-ui-2025'], ningxia({ certificate: certificate({ occupation: occupation.turner }), ...(book && { book }) }), insured(60));
    expect(turner(two)).toMatchObject({ reason: 'ANNUAL_CAP_SHORTAGE', detail: { used: '2/2' } });
    expect(turner([had(occupation.electrician, false), had(occupation.welder, true)]).detail).toMatchObject({ used: '2/2' });
    expect(turner([had(occupation.welder, true), had(occupation.carer, true, 'RESERVED')])).toMatchObject({
      outcome: 'HELD',
      reason: 'ENTITLEMENT_RESERVED',
    });
    expect(turner(two.map((one) => ({ ...one, year: 2024 }))).outcome).toBe('ELIGIBLE');
  });
  it('adds the tests of its parent, where that is stricter or not', () => {
    const decision = decided(['nx-ui-2025', 'ui-2025-18'], ningxia(), insured(14));
    expect(decision.packs.map(({ pack }) => pack)).toEqual(['nx-ui-2025@1', 'ui-2025-18@1']);
  });
  it('knows no level 2', () => {
    expect(decided(['nx-ui-2025'], ningxia({ certificate: certificate({ level: '2' }) }), insured(14)).reason).toBe('LEVEL_NOT_COVERED');
  });
});

describe('the certificate', () => {
  it('is the one that we issued, else the registry is asked', () => {
    const asked = ningxia({ certificate: { occupation: occupation.electrician, level: '4' } });
    expect(decided(['nx-ui-2025'], asked, insured(14)).reason).toBe('NO_CERTIFICATE');
    const certificates = { occupation: occupation.electrician, level: '4', issued: '2025-06-25', kind: '职业资格证书' };
    expect(decided(['nx-ui-2025'], asked, { ...insured(14), certificates })).toMatchObject({
      outcome: 'ELIGIBLE',
      detail: { last_day: '2026-06-25' },
    });
    expect(decided(['nx-ui-2025'], asked, { ...insured(14), certificates: notSaid })).toMatchObject({
      outcome: 'HELD',
      reason: 'EXTERNAL_CHECK_PENDING',
      detail: { registry: 'certificates' },
    });
  });
  it('is of an accepted kind, not revoked, and confirmed', () => {
    const by = (of: Partial<CertificateInput>) => decided(['nx-ui-2025'], ningxia({ certificate: certificate(of) }), insured(14));
    expect(by({ kind: 'SPECIAL_ABILITY' }).reason).toBe('NO_CERTIFICATE');
    expect(by({ revoked: { cause: 'ISSUER_AT_FAULT' } })).toMatchObject({
      reason: 'CERTIFICATE_REVOKED',
      detail: { cause: 'issuer_at_fault' },
    });
    expect(by({ verified: false })).toMatchObject({ outcome: 'HELD', reason: 'EXTERNAL_CHECK_PENDING' });
  });
  it('is asked for within twelve months, the last day included, month ends kept', () => {
    const on = (appliedOn: string, issuedOn: string) =>
      decided(['nx-ui-2025'], ningxia({ appliedOn, certificate: certificate({ issuedOn }) }), insured(24));
    expect(on('2025-09-15', '2024-09-15')).toMatchObject({ outcome: 'ELIGIBLE', detail: { last_day: '2025-09-15' } });
    expect(on('2025-09-16', '2024-09-15')).toMatchObject({ reason: 'APPLICATION_WINDOW_CLOSED', detail: { last_day: '2025-09-15' } });
    expect(on('2025-02-28', '2024-02-29').outcome).toBe('ELIGIBLE');
    expect(on('2025-03-01', '2024-02-29').reason).toBe('APPLICATION_WINDOW_CLOSED');
  });
});

describe('the national rule of 2024', () => {
  const given = (of: Partial<Given> = {}): Given => ({
    programmes,
    region: '370000',
    appliedOn: '2024-06-03',
    certificate: certificate({ issuedOn: '2024-05-20' }),
    ...of,
  });
  it('pays the ceiling and holds while the fund cannot pay for a year', () => {
    expect(linesOf(decided(['ui-2024-40'], given(), insured(40)))).toEqual(['UI_SKILL UI a 150000']);
    const held = decided(['ui-2024-40'], given(), { ...insured(40), fund_reserve: { months: 11.4 } });
    expect(held).toMatchObject({
      outcome: 'HELD',
      reason: 'FUND_RESERVE_BELOW_ONE_YEAR',
      detail: { have: 11.4, need: 12 },
      use: { level: '4' },
    });
    expect(linesOf(held)).toEqual(['UI_SKILL UI a 150000']);
  });
  it('pays three times a year', () => {
    const had = [occupation.cook, occupation.welder, occupation.turner].map((code) =>
      use({ family: 'UI_SKILL', occupation: code, year: 2024 }),
    );
    expect(decided(['ui-2024-40'], given({ book: had.slice(1) }), insured(40)).detail).toMatchObject({ used: '3/3' });
    expect(decided(['ui-2024-40'], given({ book: had }), insured(40))).toMatchObject({
      reason: 'ANNUAL_CAP_REACHED',
      detail: { used: '3/3' },
    });
  });
  it('excludes who had training for the same occupation and level paid', () => {
    const training = use({ level: '4', year: 2024 });
    expect(decided(['ui-2024-40'], given({ book: [training] }), insured(40)).reason).toBe('MUTUALLY_EXCLUSIVE_SUBSIDY');
    const reserved = decided(['ui-2024-40'], given({ book: [{ ...training, state: 'RESERVED' }] }), insured(40));
    expect(reserved).toMatchObject({ outcome: 'HELD', reason: 'ENTITLEMENT_RESERVED' });
    expect(reserved.use).toBeUndefined();
    expect(decided(['ui-2024-40'], given({ book: [{ ...training, level: '5' }] }), insured(40)).outcome).toBe('ELIGIBLE');
  });
});

describe('Weihai', () => {
  const given = (level: string, book: Given['book']): Given => ({
    programmes,
    region: '371000',
    appliedOn: '2022-11-10',
    certificate: certificate({ occupation: occupation.carer, level, issuedOn: '2022-09-01' }),
    ...(book && { book }),
  });
  // The code of the 1999 edition is the same occupation.
  const had = use({ family: 'UI_SKILL', programmes, occupation: '4-07-12-03', level: '4', year: 2019, funds: ['UI'] });
  it('pays once for an occupation and level, whatever its code was, and no lower level after a higher one', () => {
    expect(decided(['weihai-ui-2021'], given('4', [had]), insured(80)).reason).toBe('DUPLICATE_OCCUPATION_LEVEL');
    expect(decided(['weihai-ui-2021'], given('5', [had]), insured(80)).reason).toBe('HIGHER_LEVEL_ALREADY_PAID');
    expect(linesOf(decided(['weihai-ui-2021'], given('3', [had]), insured(80)))).toEqual(['UI_SKILL UI a 200000']);
  });
  it('pays for a certificate that a class of ours gave as for any other, and never for a person who died', () => {
    expect(decided(['weihai-ui-2021'], given('4', []), { ...insured(80), deaths: { date: '2022-10-01' } })).toMatchObject({
      outcome: 'HELD',
      reason: 'SUCCESSOR_PAYEE_REQUIRED',
      detail: { died: '2022-10-01' },
    });
    expect(aClass().certificate?.verified).toBe(true);
  });
});

describe('Chaoyang', () => {
  const given = (issuedOn: string): Given => ({
    programmes,
    region: '211300',
    appliedOn: '2022-03-01',
    certificate: certificate({ occupation: occupation.welder, issuedOn }),
  });
  it('wants 36 months, and 12 for certificates of 2022, by the version that is known', () => {
    expect(decided(['cy-ui-2022@1'], given('2022-02-10'), insured(20))).toMatchObject({
      reason: 'INSURED_MONTHS_SHORT',
      detail: { have: 20, need: 36, pack: 'cy-ui-2022@1' },
    });
    const both = ['cy-ui-2022@1', 'cy-ui-2022@2'];
    expect(decided(both, given('2022-02-10'), insured(20))).toMatchObject({ outcome: 'ELIGIBLE', detail: { pack: 'cy-ui-2022@2' } });
    expect(decided(both, given('2022-01-01'), insured(20)).outcome).toBe('ELIGIBLE');
    expect(decided(both, given('2021-12-31'), insured(20))).toMatchObject({
      outcome: 'REJECTED',
      detail: { need: 36, pack: 'cy-ui-2022@1' },
    });
  });
});

it('the national rule of 2017 wants 36 months and lets a lower level follow a higher one', () => {
  const given: Given = {
    programmes,
    region: '110000',
    appliedOn: '2018-03-01',
    certificate: certificate({ issuedOn: '2017-12-01', level: '5' }),
  };
  const higher = use({ family: 'UI_SKILL', level: '3', year: 2017 });
  expect(linesOf(decided(['ui-2017-40'], { ...given, book: [higher] }, insured(36)))).toEqual(['UI_SKILL UI a 100000']);
  expect(decided(['ui-2017-40'], given, insured(35)).reason).toBe('INSURED_MONTHS_SHORT');
});
