import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Refused } from '@libs/kernel';
import type { Tier } from '../object-register/object-register.decider';
import { drawFrom } from './drawing';
import { frameOf, shareOf } from './frame';

const object = (objectId: string, tier: Tier, organisationId?: string) => ({
  objectId,
  name: objectId,
  tier,
  ...(organisationId !== undefined && { organisationId }),
});
const inspector = (inspectorId: string, ...conflicts: readonly string[]) => ({ inspectorId, conflicts });
const asked = { on: '2025-10-20', rates: { A: '50%', D: '100%' } as const, team: 2 };
const objects = [object('d2', 'D', 'org'), object('d1', 'D'), object('a1', 'A'), object('b1', 'B'), object('a2', 'A'), object('a3', 'A')];
const inspectors = [inspector('i2', 'org'), inspector('i1'), inspector('i3', 'd1'), inspector('i4')];
const code = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'decided';
  } catch (refusal) {
    return (refusal as Refused).code;
  }
};

describe('the share of a tier', () => {
  it('is rounded up to a whole one', () => {
    expect([shareOf(120, '3%'), shareOf(50, '10%'), shareOf(20, '20%'), shareOf(10, '100%')]).toEqual([4, 5, 4, 10]);
    expect([shareOf(0, '3%'), shareOf(1, '0.001%'), shareOf(7, '0%')]).toEqual([0, 1, 0]);
  });
});

describe('a frame', () => {
  it('holds the tiers that have a rate, in the order of ids, and nobody’s name', () => {
    const frame = frameOf(objects, inspectors, asked);
    expect(frame.objects).toEqual([
      { objectId: 'a1', tier: 'A' },
      { objectId: 'a2', tier: 'A' },
      { objectId: 'a3', tier: 'A' },
      { objectId: 'd1', tier: 'D' },
      { objectId: 'd2', tier: 'D', organisationId: 'org' },
    ]);
    expect(frame.inspectors.map(({ inspectorId }) => inspectorId)).toEqual(['i1', 'i2', 'i3', 'i4']);
    expect(frameOf([...objects].reverse(), [...inspectors].reverse(), asked)).toEqual(frame);
  });
  it('is refused where a rate is no rate, nobody can be drawn, or a team could not be made', () => {
    expect(code(() => frameOf(objects, inspectors, { ...asked, rates: { A: '101%' } }))).toBe('RATE_INVALID');
    expect(code(() => frameOf(objects, inspectors, { ...asked, rates: { A: 'half' } }))).toBe('PERCENT_INVALID');
    expect(code(() => frameOf(objects, inspectors, { ...asked, rates: { C: '10%' } }))).toBe('NO_OBJECTS');
    expect(code(() => frameOf(objects, inspectors, { ...asked, team: 4 }))).toBe('TOO_FEW_INSPECTORS');
  });
});

describe('drawing', () => {
  it('takes the share of each tier, and never one in conflict, by object or by organisation', () => {
    const { objects: drawn, teams } = drawFrom(frameOf(objects, inspectors, asked), 'seed');
    expect(drawn.map(({ tier }) => tier)).toEqual(['A', 'A', 'D', 'D']);
    const of = (id: string) => teams.find(({ objectId }) => objectId === id);
    expect(of('d1')?.recused).toEqual(['i3']);
    expect(of('d2')?.recused).toEqual(['i2']);
    expect(of('d1')?.inspectorIds).not.toContain('i3');
    expect(of('d2')?.inspectorIds).not.toContain('i2');
  });
  it('gives the same list for the same frame and seed, and distinct members, whatever they are', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 30 }), (seed, count) => {
        const many = Array.from({ length: count }, (_, n) => object(`o${n}`, 'D'));
        const frame = frameOf(many, inspectors, { ...asked, rates: { D: '34%' } });
        const drawing = drawFrom(frame, seed);
        expect(drawFrom(JSON.parse(JSON.stringify(frame)), seed)).toEqual(drawing);
        expect(new Set(drawing.objects.map(({ objectId }) => objectId)).size).toBe(Math.ceil((count * 34) / 100));
        expect(drawing.teams.every(({ inspectorIds }) => new Set(inspectorIds).size === 2)).toBe(true);
      }),
      { numRuns: 50 },
    ));
});
