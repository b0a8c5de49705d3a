import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { decidingPacks, knownPack, packBody, packHash, type PackQuestion } from './deciding-packs';
import type { Pack } from './pack';
import { known, packNamed, shipped } from './testing/cases';

const question: PackQuestion = {
  programmes: ['UI_SKILL'],
  region: '640100',
  appliedOn: '2024-12-31',
  knownAt: '2025-06-15T16:00:00.000Z',
};
const name = ({ id, version }: Pack): string => `${id}@${version}`;
const deciding = (names: readonly string[], of: Partial<PackQuestion>): string =>
  name(decidingPacks(known(...names), { ...question, ...of }).deciding.pack);

describe('the pack that decides', () => {
  it('is that of the deepest region, on the day of the application', () => {
    const names = ['ui-2024-40', 'nx-ui-2025', 'ui-2017-40'];
    expect(deciding(names, {})).toBe('ui-2024-40@1');
    expect(deciding(names, { appliedOn: '2025-01-01' })).toBe('nx-ui-2025@1');
    expect(deciding(names, { appliedOn: '2025-12-31' })).toBe('nx-ui-2025@1');
    expect(deciding(names, { appliedOn: '2026-01-01' })).toBe('ui-2017-40@1');
    expect(deciding(names, { appliedOn: '2025-01-01', region: '650000' })).toBe('ui-2017-40@1');
  });
  it('goes by the issue of the certificate where it says so, and by the application without one', () => {
    const versions = ['cy-ui-2022@1', 'cy-ui-2022@2'];
    const at = { region: '211300', appliedOn: '2023-03-01' };
    expect(deciding(versions, { ...at, certificateIssuedOn: '2022-12-31' })).toBe('cy-ui-2022@2');
    expect(deciding(versions, { ...at, certificateIssuedOn: '2023-01-01' })).toBe('cy-ui-2022@1');
    expect(deciding(versions, at)).toBe('cy-ui-2022@1');
  });
  it('is the version that was known at the time', () => {
    const versions = [
      knownPack(packNamed('cy-ui-2022@1'), '2022-01-01T00:00:00.000Z'),
      knownPack(packNamed('cy-ui-2022@2'), '2022-06-15T01:00:00.000Z'),
    ];
    const at = (knownAt: string) =>
      decidingPacks(versions, { ...question, region: '211300', certificateIssuedOn: '2022-02-10', knownAt }).deciding.pack.version;
    expect([at('2022-06-15T00:59:59.999Z'), at('2022-06-15T01:00:00.000Z')]).toEqual([1, 2]);
    expect(() => at('2021-12-31T23:59:59.999Z')).toThrow(expect.objectContaining({ code: 'NO_POLICY_IN_FORCE' }));
  });
  it('offers every programme that is asked for, of one family', () => {
    const at = { region: '120101', appliedOn: '2025-01-02' };
    expect(deciding(['tj-2022-20'], { ...at, programmes: ['TRAINING_FEE', 'EXAM_FEE'] })).toBe('tj-2022-20@1');
    const asked =
      (...programmes: PackQuestion['programmes']) =>
      () =>
        decidingPacks(known('tj-2022-20'), { ...question, ...at, programmes });
    expect(asked('TRAINING')).toThrow(
      expect.objectContaining({ code: 'NO_POLICY_IN_FORCE', values: { region: '120101', date: '2025-01-02' } }),
    );
    expect(asked('LIVING', 'TRAINING_FEE')).toThrow(expect.objectContaining({ code: 'PROGRAMMES_NOT_TOGETHER' }));
  });
  it('has constraints and its parent beside it, each in its own days', () => {
    const added = (of: Partial<PackQuestion>, ...names: readonly string[]) =>
      decidingPacks(known(...names), { ...question, ...of }).constraints.map(({ pack }) => name(pack));
    const training = { programmes: ['TRAINING'] as const, region: '350200' };
    expect(added({ ...training, appliedOn: '2025-12-31' }, 'xm-train', 'emp-2023-181', 'ui-2025-18')).toEqual(['emp-2023-181@1']);
    expect(added({ ...training, appliedOn: '2026-01-01' }, 'xm-train', 'emp-2023-181')).toEqual([]);
    expect(added({ appliedOn: '2025-05-05' }, 'nx-ui-2025', 'ui-2025-18', 'emp-2023-181')).toEqual(['ui-2025-18@1']);
  });
  it('is the same whatever the order in which the packs are known', () => {
    const all = shipped.map((pack, place) => knownPack(pack, `2020-01-${String(place + 1).padStart(2, '0')}T00:00:00.000Z`));
    const arbitraryOrder = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    const asked = fc.constantFrom<Partial<PackQuestion>>(
      {},
      { region: '211302', certificateIssuedOn: '2022-05-05' },
      { programmes: ['TRAINING'], region: '350203', appliedOn: '2025-02-02' },
      { programmes: ['TRAINING'], region: '990000' },
      { programmes: ['APPRENTICESHIP'], region: '120000', planStartsOn: '2025-01-01' },
    );
    fc.assert(
      fc.property(arbitraryOrder, asked, (order, of) => {
        expect(decidingPacks(order, { ...question, ...of })).toEqual(decidingPacks(all, { ...question, ...of }));
      }),
    );
  });
});

it('the hash of a pack is that of its canonical JSON, which reads back as the pack', () => {
  for (const pack of shipped) {
    expect(JSON.parse(packBody(pack))).toEqual(pack);
    expect(packHash(pack)).toBe(createHash('sha256').update(packBody(pack)).digest('hex'));
  }
  const [first] = shipped;
  expect(packHash(Object.fromEntries(Object.entries(first!).reverse()) as Pack)).toBe(packHash(first!));
});
