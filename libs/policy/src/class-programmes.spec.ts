// What the packs decide that pay for classes, derived by hand from their documents.
import { describe, expect, it } from '@jest/globals';
import type { ClassInput, OtherCase, Programme } from './evaluation';
import { aClass, decided, linesOf, notSaid, occupation, use, type Given } from './testing/cases';

const fees: readonly Programme[] = ['TRAINING_FEE', 'EXAM_FEE'];
const person = (group: string, of: Partial<NonNullable<Given['person']>> = {}) => ({ personId: 'a', group, tags: [], ...of });
const employee = person('企业职工', { employerId: 'ent1' });
const tianjin = (of: Partial<Given> = {}): Given => ({
  programmes: fees,
  region: '120000',
  appliedOn: '2025-06-01',
  person: employee,
  class: aClass(),
  ...of,
});
const byTianjin = (of: Partial<Given> = {}, answers = {}) => decided(['tj-2022-20'], tianjin(of), answers);
const hours = (countedHours: number): Partial<ClassInput> => ({
  attendance: { countedHours, scheduledHours: 80, days: [{ on: '2025-03-10', countedHours: 8, scheduledHours: 8 }] },
});

describe('Tianjin', () => {
  it('pays the training fee of staff to the employer and the exam fee to the institution', () => {
    const decision = byTianjin();
    expect(linesOf(decision)).toEqual(['TRAINING_FEE UI ent1 180000', 'EXAM_FEE UI ins1 41000']);
    expect(decision).toMatchObject({ outcome: 'ELIGIBLE', detail: { used: '1/2', catalogue: 'TJ-2024', pack: 'tj-2022-20@1' } });
    expect(byTianjin({ person: person('企业职工') }).reason).toBe('GROUP_NOT_COVERED');
  });
  it('pays for graduates from the employment fund, and for the jobless to the institution', () => {
    expect(linesOf(byTianjin({ person: person('毕业年度高校毕业生') }))).toEqual([
      'TRAINING_FEE EMP ins1 180000',
      'EXAM_FEE EMP ins1 41000',
    ]);
    expect(linesOf(byTianjin({ person: person('登记失业人员') }))).toEqual(['TRAINING_FEE UI ins1 180000', 'EXAM_FEE UI ins1 41000']);
    expect(byTianjin({ person: person('在校学生') }).reason).toBe('GROUP_NOT_COVERED');
  });
  it('multiplies standard, degree and mode; technicians are paid in full whatever the degree', () => {
    const fee = (of: Partial<ClassInput>) => linesOf(byTianjin({ programmes: ['TRAINING_FEE'], class: aClass(of) }));
    expect(fee({ mode: 'BLENDED' })).toEqual(['TRAINING_FEE UI ent1 126000']);
    expect(fee({ occupation: occupation.welder, level: '2' })).toEqual(['TRAINING_FEE UI ent1 350000']);
    expect(fee({ occupation: occupation.cook })).toEqual(['TRAINING_FEE UI ent1 160000']);
    expect(byTianjin({ class: aClass({ mode: 'ONLINE' }) }).reason).toBe('NOT_IN_CATALOGUE');
    expect(byTianjin({ class: aClass({ occupation: occupation.cook, level: '5' }) }).reason).toBe('NOT_IN_CATALOGUE');
  });
  it('takes the catalogue of the day on which the class starts', () => {
    const on = (startsOn: string) => byTianjin({ programmes: ['TRAINING_FEE'], appliedOn: '2026-06-10', class: aClass({ startsOn }) });
    expect(on('2026-04-30')).toMatchObject({ detail: { catalogue: 'TJ-2024' }, lines: [{ amountFen: 180000 }] });
    expect(on('2026-05-01')).toMatchObject({ detail: { catalogue: 'TJ-2026' }, lines: [{ amountFen: 162000 }] });
    expect(on('2023-12-31').reason).toBe('NOT_IN_CATALOGUE');
  });
  it('wants 80 percent of the hours of a person, compared exactly', () => {
    expect(byTianjin({ class: aClass(hours(64)) }).outcome).toBe('ELIGIBLE');
    expect(byTianjin({ class: aClass(hours(63)) })).toMatchObject({
      reason: 'ATTENDANCE_BELOW_80',
      detail: { have: '78.75%', need: '80%', counted: 63, scheduled: 80 },
    });
    const all = { countedHours: 7999, scheduledHours: 10_000, days: [] };
    expect(byTianjin({ class: aClass({ attendance: all }) }).detail).toMatchObject({ have: '79.99%' });
  });
  it('waits for attendance that is not summed up yet', () => {
    const { attendance: _none, ...unsummed } = aClass();
    expect(byTianjin({ class: unsummed })).toMatchObject({ outcome: 'HELD', reason: 'ATTENDANCE_BELOW_80' });
  });
  it('wants 80 percent of the class on each day, and names the first day that fails', () => {
    const days = [25, 19, 10].map((present, place) => ({ day: place + 5, on: `2025-03-1${place}`, present, enrolled: 25 }));
    expect(byTianjin({ class: aClass({ days }) })).toMatchObject({
      reason: 'CLASS_DAY_ATTENDANCE_BELOW_80',
      detail: { day: 6, have: '76%', need: '80%' },
    });
    expect(byTianjin({ class: aClass({ days: [{ day: 1, on: '2025-03-10', present: 4, enrolled: 5 }] }) }).outcome).toBe('ELIGIBLE');
  });
  it('wants a certificate of the class, confirmed and not revoked', () => {
    const { certificate } = aClass();
    const { certificate: _none, ...uncertified } = aClass();
    expect(byTianjin({ class: { ...uncertified, passed: false } }).reason).toBe('NO_CERTIFICATE');
    expect(byTianjin({ class: uncertified })).toMatchObject({ outcome: 'HELD', detail: { registry: 'certificates' } });
    if (!certificate) throw new Error('the class has a certificate');
    expect(byTianjin({ class: aClass({ certificate: { ...certificate, revoked: { cause: 'PERSON_AT_FAULT' } } }) })).toMatchObject({
      reason: 'CERTIFICATE_REVOKED',
      detail: { cause: 'person_at_fault' },
    });
  });
  it('pays twice a year, graduates once, and takes the two fees of a class for one use', () => {
    const training = use({ programmes: ['TRAINING_FEE'], occupation: occupation.cook, classIds: ['class-0'] });
    const exam = { ...training, programmes: ['EXAM_FEE'] as const };
    expect(byTianjin({ book: [training, exam] }).detail).toMatchObject({ used: '2/2' });
    expect(byTianjin({ book: [training, exam, use({ occupation: occupation.carer })] })).toMatchObject({
      reason: 'ANNUAL_CAP_REACHED',
      detail: { used: '2/2' },
    });
    expect(byTianjin({ person: person('毕业年度高校毕业生'), book: [training] })).toMatchObject({
      reason: 'ANNUAL_CAP_REACHED',
      detail: { used: '1/1' },
    });
    const waiting = [{ ...training, state: 'RESERVED' as const }, exam, use({ occupation: occupation.carer })];
    expect(byTianjin({ book: waiting })).toMatchObject({ reason: 'ANNUAL_CAP_REACHED', detail: { used: '2/2' } });
    const imported = [{ ...use({ occupation: occupation.cook }) }, use({ occupation: occupation.cook, programmes: ['EXAM_FEE'] })];
    expect(byTianjin({ book: imported }).detail).toMatchObject({ used: '2/2' });
    const sameClass = use({ programmes: ['TRAINING_FEE'], classIds: ['class-1'] });
    expect(byTianjin({ programmes: ['EXAM_FEE'], book: [sameClass] }).outcome).toBe('ELIGIBLE');
    expect(byTianjin({ book: [sameClass] }).reason).toBe('DUPLICATE_OCCUPATION_LEVEL');
  });
  it('pays for one class once, whichever of several classes it is', () => {
    const second = aClass({ classId: 'class-2', occupation: occupation.cook });
    expect(byTianjin({ furtherClasses: [second] }).use).toMatchObject({ classIds: ['class-1', 'class-2'] });
    const had = use({ programmes: ['TRAINING_FEE'], occupation: occupation.carer, classIds: ['class-0', 'class-2'] });
    const duplicate = { outcome: 'REJECTED', reason: 'DUPLICATE_OCCUPATION_LEVEL' };
    expect(byTianjin({ furtherClasses: [second], book: [had] })).toMatchObject(duplicate);
    expect(byTianjin({ class: second, book: [{ ...had, state: 'RESERVED' }] })).toMatchObject({
      outcome: 'HELD',
      reason: 'ENTITLEMENT_RESERVED',
    });
    expect(byTianjin({ programmes: ['EXAM_FEE'], class: second, book: [had] }).outcome).toBe('ELIGIBLE');
    expect(byTianjin({ class: second, book: [{ ...had, programmes: ['TRAINING'] }] })).toMatchObject(duplicate);
  });
  it('rejects who was paid for by an employer while jobless, was in custody, on the public payroll, or dead', () => {
    const jobless = { person: person('登记失业人员'), class: aClass({ startsOn: '2025-03-31', endsOn: '2025-04-02' }) };
    expect(byTianjin(jobless, { 'pension/2025-04': { employer: 'ent2' } })).toMatchObject({
      reason: 'CATEGORY_MISMATCH_EMPLOYED',
      detail: { employer: 'ent2', month: '2025-04' },
    });
    expect(byTianjin(jobless, { 'pension/2025-04': notSaid })).toMatchObject({ outcome: 'HELD', detail: { registry: 'pension' } });
    expect(byTianjin({}, { custody: [{ from: '2025-03-10', to: '2025-03-10' }] }).reason).toBe('IN_CUSTODY');
    expect(byTianjin({}, { custody: [{ from: '2025-03-11', to: '2025-03-12' }] }).outcome).toBe('ELIGIBLE');
    expect(byTianjin({}, { public_payroll: true }).reason).toBe('PUBLIC_PAYROLL');
    expect(byTianjin({}, { deaths: { date: '2025-03-09' } })).toMatchObject({
      reason: 'POST_DEATH_ATTENDANCE',
      detail: { died: '2025-03-09' },
    });
    // Who dies after the class leaves nothing open that is paid to others.
    expect(byTianjin({}, { deaths: { date: '2025-03-10' } }).outcome).toBe('ELIGIBLE');
  });
  it('holds who cannot have been at both places', () => {
    expect(byTianjin({ impossibleTravel: { km: 38, minutes: 25 } })).toMatchObject({
      outcome: 'HELD',
      reason: 'IMPOSSIBLE_TRAVEL',
      detail: { km: 38, minutes: 25 },
    });
  });
  it('says when the person retires', () => {
    expect(byTianjin({ class: aClass({ retireOn: '2035-01-01' }) }).detail).toMatchObject({ retire_on: '2035-01-01' });
  });
});

describe('the lifetime cap of the employment fund', () => {
  const three = [occupation.cook, occupation.turner, occupation.carer].map((code, place) => use({ occupation: code, year: 2022 + place }));
  const by = (group: string, book: Given['book']) =>
    decided(
      ['emp-2023-181', 'tj-2022-20'],
      tianjin({ programmes: ['TRAINING_FEE'], person: person(group, { employerId: 'ent1' }), ...(book && { book }) }),
    );
  it('counts what that fund paid, for lines that it would pay', () => {
    expect(by('毕业年度高校毕业生', three)).toMatchObject({ reason: 'LIFETIME_CAP_REACHED', detail: { used: '3/3' } });
    expect(by('企业职工', three)).toMatchObject({ outcome: 'ELIGIBLE', detail: { used: '1/2' } });
    expect(
      by(
        '毕业年度高校毕业生',
        three.map((one) => ({ ...one, funds: ['UI'] as const })),
      ).outcome,
    ).toBe('ELIGIBLE');
    expect(by('毕业年度高校毕业生', [three[0]!, three[1]!, { ...three[2]!, state: 'RESERVED' }]).reason).toBe('ENTITLEMENT_RESERVED');
  });
  it('excludes the skill subsidy for the same occupation and level, there alone', () => {
    const skill = use({ family: 'UI_SKILL', programmes: ['UI_SKILL'], funds: ['UI'], year: 2024 });
    expect(by('毕业年度高校毕业生', [skill]).reason).toBe('MUTUALLY_EXCLUSIVE_SUBSIDY');
    expect(by('企业职工', [skill]).outcome).toBe('ELIGIBLE');
  });
});

describe('the one-off living allowance of Tianjin', () => {
  const living = (trainingCase: OtherCase | undefined, of: Partial<Given> = {}, answers = {}) =>
    byTianjin({ programmes: ['LIVING'], person: person('就业困难人员'), ...(trainingCase && { trainingCase }), ...of }, answers);
  const paid: OtherCase = { outcome: 'PAID', publicityEndedOn: '2025-03-10' };
  it('is 1,000 yuan within a year of the publicity of the training', () => {
    const decision = living(paid, { appliedOn: '2026-03-10' });
    expect(linesOf(decision)).toEqual(['LIVING EMP a 100000']);
    expect(decision.detail).toMatchObject({ used: '1/1', last_day: '2026-03-10' });
    expect(living(paid, { appliedOn: '2026-03-11' })).toMatchObject({
      reason: 'APPLICATION_WINDOW_CLOSED',
      detail: { last_day: '2026-03-10' },
    });
    expect(living({ outcome: 'ELIGIBLE' }).outcome).toBe('ELIGIBLE');
  });
  it('is for those in need, by group or by a tag of the first day', () => {
    const tagged = (from: string) => living(paid, { person: person('登记失业人员', { tags: [{ tag: '零就业家庭成员', from }] }) });
    expect(tagged('2025-03-10').outcome).toBe('ELIGIBLE');
    expect(tagged('2025-03-11').reason).toBe('GROUP_NOT_COVERED');
  });
  it('follows the case of the training', () => {
    expect(living({ outcome: 'REJECTED', reason: 'ATTENDANCE_BELOW_80' }).reason).toBe('ATTENDANCE_BELOW_80');
    expect(living({ outcome: 'HELD', reason: 'AUDIT_HOLD' })).toMatchObject({ outcome: 'HELD', reason: 'ENTITLEMENT_RESERVED' });
    expect(living(undefined).reason).toBe('NO_CERTIFICATE');
  });
  it('is paid once a year, and not to the dead', () => {
    const had = use({ family: 'LIVING', programmes: ['LIVING'], occupation: occupation.carer, level: '4' });
    expect(living(paid, { book: [had] })).toMatchObject({ reason: 'ANNUAL_CAP_REACHED', detail: { used: '1/1' } });
    const dead = living(paid, {}, { deaths: { date: '2025-05-01' } });
    expect(dead).toMatchObject({ outcome: 'HELD', reason: 'SUCCESSOR_PAYEE_REQUIRED', detail: { died: '2025-05-01' } });
    expect(linesOf(dead)).toEqual(['LIVING EMP a 100000']);
  });
});

it('Heilongjiang pays 25 yuan a day present and 1 yuan a class hour online', () => {
  const day = (on: string, countedHours: number) => ({ on, countedHours, scheduledHours: 8 });
  const offline = aClass({
    attendance: { countedHours: 15, scheduledHours: 24, days: [day('2025-03-10', 8), day('2025-03-11', 4), day('2025-03-12', 3)] },
  });
  const online = aClass({
    classId: 'class-2',
    mode: 'ONLINE',
    attendance: { countedHours: 20, scheduledHours: 20, days: [day('2025-03-20', 4)] },
  });
  const given: Given = { programmes: ['LIVING'], region: '230100', person: person('脱贫人口'), class: offline, furtherClasses: [online] };
  expect(linesOf(decided(['hlj-living'], given))).toEqual(['LIVING EMP a 5000 2 25.00', 'LIVING EMP a 2000 20 1.00']);
  const never = aClass({ attendance: { countedHours: 0, scheduledHours: 8, days: [day('2025-03-10', 0)] } });
  expect(decided(['hlj-living'], { ...given, class: never, furtherClasses: [] }).reason).toBe('HOURS_SHORT');
  expect(decided(['hlj-living'], { ...given, person: person('企业职工') }).reason).toBe('GROUP_NOT_COVERED');
});

it('what a pack pays for any number of classes, it pays for each of them once', () => {
  const days = [{ on: '2025-03-10', countedHours: 8, scheduledHours: 8 }];
  const ofClass = aClass({ attendance: { countedHours: 8, scheduledHours: 8, days } });
  const given: Given = { programmes: ['LIVING'], region: '230100', person: person('脱贫人口'), class: ofClass };
  const by = (state: 'CONSUMED' | 'RESERVED', classId: string) =>
    decided(['hlj-living'], { ...given, book: [use({ state, family: 'LIVING', programmes: ['LIVING'], classIds: [classId] })] });
  expect(by('CONSUMED', 'class-0')).toMatchObject({ outcome: 'ELIGIBLE', use: { classIds: ['class-1'], repeatable: true } });
  expect(by('CONSUMED', 'class-1')).toMatchObject({ outcome: 'REJECTED', reason: 'DUPLICATE_OCCUPATION_LEVEL' });
  expect(by('RESERVED', 'class-1')).toMatchObject({ outcome: 'HELD', reason: 'ENTITLEMENT_RESERVED' });
});
