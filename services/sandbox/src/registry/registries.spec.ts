import { describe, expect, it } from '@jest/globals';
import { Registries } from './registries';

const man = '120101199001010037';
const woman = '120101199001010045';

describe('the registries', () => {
  let today = '2025-03-03';
  const registries = () => new Registries(() => `${today}T01:00:00.000Z`);
  const value = (of: Registries, registry: string, asked: object) => of.ask(registry, asked).value;

  it('say of somebody unknown what their silence means', () => {
    const silent = registries();
    expect(value(silent, 'social_insurance', { idNo: man })).toEqual({ months: 0, status: 'none' });
    expect(value(silent, 'pension', { idNo: man, month: '2025-05' })).toEqual({});
    expect(value(silent, 'employment', { idNo: man })).toEqual({});
    expect(value(silent, 'public_payroll', { idNo: man })).toBe(false);
    expect(value(silent, 'deaths', { idNo: man })).toEqual({});
    expect(value(silent, 'custody', { idNo: man })).toEqual([]);
    expect([man, woman].map((idNo) => value(silent, 'retirement', { idNo }))).toEqual([{ track: 'man_60' }, { track: 'woman_55' }]);
    expect(value(silent, 'certificates', { idNo: man, occupation: '电工', level: '3' })).toEqual({});
    expect(value(silent, 'other_regions', { idNo: man, occupation: '电工', level: '3' })).toEqual({ answer: 'none' });
    expect(value(silent, 'fund_reserve', { region: '120000', year: 2024 })).toEqual({ months: 24 });
    expect(value(silent, 'contracts', { idNo: man })).toEqual([]);
  });

  it('answer an entry from its own day on', () => {
    const registry = registries();
    today = '2025-03-03';
    registry.put('deaths', [{ idNo: man, date: '2025-03-10' }]);
    expect(value(registry, 'deaths', { idNo: man })).toEqual({});
    today = '2025-03-10';
    expect(value(registry, 'deaths', { idNo: man })).toEqual({ date: '2025-03-10' });
    expect(value(registry, 'deaths', { idNo: woman })).toEqual({});
  });

  it('take the later entry for the same subject, and keep those for others', () => {
    const registry = registries();
    today = '2025-06-30';
    registry.put('pension', [
      { idNo: man, month: '2025-05', employer: 'e1' },
      { idNo: man, month: '2025-05', employer: 'e2' },
      { idNo: man, month: '2025-06', employer: 'e3' },
    ]);
    expect(value(registry, 'pension', { idNo: man, month: '2025-05' })).toEqual({ month: '2025-05', employer: 'e2' });
    registry.put('contracts', [
      { idNo: man, employer: 'e1', kind: 'internship', from: '2025-01-01', to: '2025-06-30' },
      { idNo: man, employer: 'e1', kind: 'labour', from: '2025-06-01' },
      { idNo: man, employer: 'e1', kind: 'internship', from: '2025-01-01', to: '2025-03-31' },
    ]);
    expect(value(registry, 'contracts', { idNo: man })).toEqual([
      { employer: 'e1', kind: 'internship', from: '2025-01-01', to: '2025-03-31' },
      { employer: 'e1', kind: 'labour', from: '2025-06-01' },
    ]);
  });

  it('mean one occupation by its name and all its codes, and one level by number and text', () => {
    const registry = registries();
    today = '2025-06-30';
    registry.put('certificates', [{ idNo: man, occupation: '车工', level: 4, issued: '2025-01-05' }]);
    const found = { occupation: '6-18-01-01', level: '4', issued: '2025-01-05', kind: '职业技能等级证书' };
    for (const occupation of ['车工', '6-18-01-01', '6-04-01-01'])
      expect(value(registry, 'certificates', { idNo: man, occupation, level: '4' })).toEqual(found);
    expect(value(registry, 'certificates', { idNo: man, occupation: '车工', level: '3' })).toEqual({});
  });

  it('of other regions speak of any occupation where the entry names none', () => {
    const registry = registries();
    registry.put('other_regions', [{ idNo: man, answer: 'paid', region: '310000' }]);
    expect(value(registry, 'other_regions', { idNo: man, occupation: '电工', level: '3' })).toEqual({ answer: 'paid', region: '310000' });
    registry.put('other_regions', [{ idNo: woman, answer: 'paid', region: '310000', occupation: '焊工', level: 3 }]);
    expect(value(registry, 'other_regions', { idNo: woman, occupation: '电工', level: '3' })).toEqual({ answer: 'none' });
    expect(value(registry, 'other_regions', { idNo: woman, occupation: '焊工', level: '3' })).toMatchObject({ answer: 'paid' });
  });

  it('can be told to give no answer, for one subject or for all', () => {
    const registry = registries();
    registry.put('other_regions', [{ idNo: man, answer: 'no_answer' }]);
    expect(() => registry.ask('other_regions', { idNo: man })).toThrow('REGISTRY_SILENT');
    expect(value(registry, 'other_regions', { idNo: woman })).toEqual({ answer: 'none' });
    registry.put('other_regions', [{ idNo: man, answer: 'none' }]);
    expect(value(registry, 'other_regions', { idNo: man })).toEqual({ answer: 'none' });
    registry.silence('deaths', { silent: true });
    expect(() => registry.ask('deaths', { idNo: man })).toThrow('REGISTRY_SILENT');
  });

  it('refuse what they have no field for, what is missing, and what is no day', () => {
    const registry = registries();
    expect(() => registry.put('births', [])).toThrow('REGISTRY_UNKNOWN');
    for (const entry of [
      { idNo: man },
      { idNo: man, date: 'soon' },
      { idNo: man, date: '2025-03-10', place: 'x' },
      { date: '2025-03-10' },
      [],
    ])
      expect(() => registry.put('deaths', [entry])).toThrow('SANDBOX_FIELD_INVALID');
  });
});
