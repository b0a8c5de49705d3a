import { describe, expect, it } from '@jest/globals';
import { ratio } from '@libs/kernel';
import { attendanceRules } from './attendance';
import { occupationOf } from './occupations';
import { shipped } from './testing/cases';
import { defaultTrack, retirementDate, workingAgeRules, type RetirementTrack } from './working-age';

describe('the day of retirement', () => {
  const rules = workingAgeRules(shipped, { region: '120000', on: '2025-05-12' });
  const on = (born: string, track: RetirementTrack) => retirementDate({ born, track }, rules);
  it('moves by a month for every two or four months of birth since 2025', () => {
    expect(on('1975-03-10', 'woman_50')).toBe('2025-05-10');
    expect(on('1975-01-10', 'woman_50')).toBe('2025-02-10');
    expect(on('1965-01-01', 'man_60')).toBe('2025-02-01');
    expect(on('1965-04-30', 'man_60')).toBe('2025-05-30');
    expect(on('1965-05-30', 'man_60')).toBe('2025-07-30');
    expect(on('1970-12-31', 'woman_55')).toBe('2026-03-31');
  });
  it('does not move for who got there before, and never by more than three years, or five', () => {
    expect(on('1964-12-31', 'man_60')).toBe('2024-12-31');
    expect(on('1976-09-01', 'man_60')).toBe('2039-09-01');
    expect(on('1990-01-01', 'man_60')).toBe('2053-01-01');
    expect(on('1990-01-01', 'woman_50')).toBe('2045-01-01');
  });
  it('falls on the last day of a month that is too short', () => {
    expect(on('1974-12-31', 'woman_50')).toBe('2024-12-31');
    expect(on('1975-01-31', 'woman_50')).toBe('2025-02-28');
  });
  it('was the birthday itself before 2025', () => {
    const before = workingAgeRules(shipped, { region: '120000', on: '2024-12-31' });
    expect(retirementDate({ born: '1975-03-10', track: 'woman_50' }, before)).toBe('2025-03-10');
    expect(before).toMatchObject({ minimumAge: 16, packs: ['CN-WORKING-AGE@1'] });
  });
  it('is that of a woman of 55 and a man of 60 where nobody says otherwise', () => {
    expect([defaultTrack('F', rules), defaultTrack('M', rules), rules.minimumAge]).toEqual(['woman_55', 'man_60', 16]);
  });
});

it('attendance is counted by class hours of 45 minutes with a break of 10, inside 300 metres, from a face score of 0.80', () => {
  expect(attendanceRules(shipped, { region: '120101', on: '2025-03-10' })).toEqual({
    classHourMinutes: 45,
    breakMinutes: 10,
    fenceRadiusMetres: 300,
    faceMinimum: '0.80',
    classDayMinimum: ratio(80, 100),
    presentFrom: ratio(50, 100),
    travelKilometresPerHour: 60,
    packs: ['CN-ATTENDANCE@1', 'CN-CLASS-OPENING@1'],
  });
});

it('an occupation is known by its name and by its code of any edition', () => {
  const carer = { code: '4-10-01-05', name: '养老护理员' };
  expect(['养老护理员', '4-10-01-05', '4-07-12-03'].map(occupationOf)).toEqual([carer, carer, carer]);
  expect(occupationOf('6-04-01-01')).toEqual({ code: '6-18-01-01', name: '车工' });
  expect(occupationOf('飞行员')).toBeUndefined();
});
