import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { classOpeningRules } from './class-opening';
import { packInForce, type Pack } from './pack';
import { readPacks, shippedPacks } from './read-packs';

const base: Pack = {
  id: 'CN-A',
  version: 1,
  doc: { title: '办法', year: 2020, reliability: 'O' },
  region: '000000',
  validFrom: '2020-01-01',
  validTo: null,
  knownFrom: '2020-01-01',
  params: { days: { value: 5, source: 'art. 3' } },
};
const city: Pack = { ...base, id: 'TJ-A', region: '120000', validTo: '2026-12-31' };
const county: Pack = { ...base, id: 'TJ-HEPING', region: '120101', validFrom: '2026-05-01' };
const cityLater: Pack = { ...city, version: 2, knownFrom: '2026-06-01' };
const packs = [base, city, county, cityLater];
const chosen = (region: string, on: string, knownOn = on) => {
  const { id, version } = packInForce(packs, 'days', { region, on, knownOn });
  return `${id}@${version}`;
};

describe('the pack in force', () => {
  it('is that of the deepest region', () => {
    expect(chosen('310101', '2026-03-02')).toBe('CN-A@1');
    expect(chosen('120102', '2026-03-02')).toBe('TJ-A@1');
    expect(chosen('120101', '2026-05-01')).toBe('TJ-HEPING@1');
  });
  it('holds on both days of its validity, and not beyond', () => {
    expect(chosen('120101', '2026-04-30')).toBe('TJ-A@1');
    expect(chosen('120102', '2026-12-31')).toBe('TJ-A@2');
    expect(chosen('120102', '2027-01-01')).toBe('CN-A@1');
  });
  it('is the version that was known at the time, not the one known today', () => {
    expect(chosen('120102', '2026-03-02', '2026-06-01')).toBe('TJ-A@2');
    expect(chosen('120102', '2026-03-02', '2026-05-31')).toBe('TJ-A@1');
  });
  it('is refused where no pack says anything, never guessed', () => {
    expect(() => chosen('120101', '2019-12-31')).toThrow(expect.objectContaining({ code: 'NO_POLICY_IN_FORCE' }));
    expect(() => packInForce(packs, 'hours', { region: '120101', on: '2026-03-02' })).toThrow(
      expect.objectContaining({ code: 'NO_POLICY_IN_FORCE' }),
    );
  });
});

describe('the packs that ship', () => {
  it('open a class after five working days of silence (天津市职业培训补贴经办操作规程, 2019)', () => {
    const rules = classOpeningRules(readPacks(), { region: '120101', on: '2026-03-02' });
    expect(rules).toMatchObject({ silenceApprovesAfterWorkingDays: 5, packs: ['CN-CLASS-OPENING@1'] });
  });
  it('lets a county set one parameter and inherit the rest', () => {
    const rules = classOpeningRules(
      [...readPacks(), { ...county, params: { silenceApprovesAfterWorkingDays: { value: 3, source: 'county rule' } } }],
      { region: '120101', on: '2026-05-04' },
    );
    expect(rules).toMatchObject({
      silenceApprovesAfterWorkingDays: 3,
      sessionClassHoursAtMost: 4,
      packs: ['CN-CLASS-OPENING@1', 'TJ-HEPING@1'],
    });
  });
});

describe('reading packs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    cpSync(shippedPacks, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const shipped = readFileSync(join(shippedPacks, 'CN-CLASS-OPENING.yaml'), 'utf8');
  const withPack = (text: string) => () => {
    writeFileSync(join(folder, 'other.yaml'), text);
    return readPacks(folder);
  };

  it('stops at a parameter without a source, naming file and place', () => {
    expect(withPack(shipped.replace('version: 1', 'version: 2').replace(/    source: 宁德.*\n/, ''))).toThrow(
      /other\.yaml.*classHourMinutes must have required property 'source'/,
    );
  });
  it('stops at an unknown field, a wrong date, an end before the beginning and a version that is there twice', () => {
    expect(withPack(`${shipped}\nrate: 1\n`)).toThrow('additional properties');
    expect(withPack(shipped.replace('knownFrom: "2020-01-01"', 'knownFrom: "2020-13-01"'))).toThrow('must match format "date"');
    expect(withPack(shipped.replace('validTo: null', 'validTo: "2019-01-01"'))).toThrow('ends before it begins');
    expect(withPack(shipped)).toThrow('CN-CLASS-OPENING v1 is there twice');
  });
});
