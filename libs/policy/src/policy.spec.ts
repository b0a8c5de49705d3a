import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { classOpeningRules } from './class-opening';
import { hasFixture, packInForce, type Pack } from './pack';
import { refuseBeyondParent } from './pack-parents';
import { readPacks, shippedPacks } from './read-packs';

const base: Pack = {
  id: 'CN-A',
  version: 1,
  kind: 'RULES',
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

it('a pack with one number without a source is for rehearsals', () => {
  const named = (id: string) => readPacks().filter((pack) => pack.id === id && pack.version === 1);
  expect(named('tj-2022-20').map(hasFixture)).toEqual([true]);
  expect(named('yn-living').map(hasFixture)).toEqual([true]);
  expect(named('gb11643').map(hasFixture)).toEqual([false]);
});

describe('reading packs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    cpSync(shippedPacks, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const textOf = (name: string): string => readFileSync(join(shippedPacks, `${name}.yaml`), 'utf8');
  const reading = (text: string) => () => {
    writeFileSync(join(folder, 'other.yaml'), text);
    return readPacks(folder);
  };
  const opening = textOf('CN-CLASS-OPENING@1');
  const child = textOf('nx-ui-2025@1').replace('version: 1', 'version: 2');

  it('stops at a parameter without a source, naming file and place', () => {
    expect(reading(opening.replace('version: 1', 'version: 2').replace(/    source: "?宁德.*\n/, ''))).toThrow(
      /other\.yaml.*classHourMinutes must have required property 'source'/,
    );
  });
  it('stops at an unknown field, a wrong date, an end before the beginning and a version that is there twice', () => {
    expect(reading(`${opening}\nrate: 1\n`)).toThrow('additional properties');
    expect(reading(opening.replace('knownFrom: "2020-01-01"', 'knownFrom: "2020-13-01"'))).toThrow('must match format "date"');
    expect(reading(opening.replace('validTo: null', 'validTo: "2019-01-01"'))).toThrow('ends before it begins');
    expect(reading(opening)).toThrow('CN-CLASS-OPENING v1 is there twice');
  });
  it('stops at a parameter that no rule knows, a sum that is a number, and a key that is there twice', () => {
    expect(reading(child.replace('windowMonths:', 'windowWeeks:'))).toThrow('additional properties');
    expect(reading(child.replace('"5": "800.00"', '"5": 800'))).toThrow('must be string');
    expect(reading(child.replace('"5": "800.00"', '"5": "800.00", "5": "900.00"'))).toThrow('unique');
    expect(reading(child.replace('kind: PAYS', 'kind: CONSTRAINT'))).toThrow("required property 'constraints'");
  });
  it('stops at a child above a hard ceiling or below a hard floor of its parent, unless it cites who lets it', () => {
    expect(readPacks(folder).length).toBeGreaterThan(25);
    expect(reading(child)).not.toThrow();
    const generous = child.replace('"4": "1500.00"', '"4": "1500.01"');
    expect(reading(generous)).toThrow('nx-ui-2025@2 goes beyond its parent ui-2025-18@1: UI_SKILL shortageAmounts');
    expect(reading(child.replace('"3": "1600.00"', '"3": "1600.00", "2": "100.00"'))).toThrow('UI_SKILL amounts');
    expect(reading(child.replace('ordinary: 1', 'ordinary: 2'))).toThrow('UI_SKILL annual');
    expect(reading(child.replace('value: 12\n', 'value: 11\n'))).toThrow('UI_SKILL insuredMonthsMin');
    expect(reading(generous.replace('value: { "5": "1000.00"', 'authority: 国务院文件\n      value: { "5": "1000.00"'))).not.toThrow();
    expect(reading(child.replace('parent: ui-2025-18', 'parent: nobody'))).toThrow('names a parent that is not there');
  });
  it('refuses to publish what goes beyond the parent', () => {
    const pack = parse(child.replace('"4": "1500.00"', '"4": "1600.00"')) as Pack;
    expect(() => refuseBeyondParent(pack, readPacks())).toThrow(
      expect.objectContaining({ code: 'CEILING_EXCEEDED', values: { param: 'shortageAmounts', parent: 'ui-2025-18@1' } }),
    );
  });
});
