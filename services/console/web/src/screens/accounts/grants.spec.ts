import { describe, expect, it } from '@jest/globals';
import { grantOf, incompatible, needsOrganisation, needsRegion, stateOf } from './grants';

describe('a grant', () => {
  it('needs an organisation or a region where a role is bound to one', () => {
    expect([needsOrganisation(['registrar']), needsRegion(['registrar'])]).toEqual([true, false]);
    expect([needsOrganisation(['finance']), needsRegion(['finance'])]).toEqual([false, true]);
    expect([needsOrganisation(['operator']), needsRegion(['operator'])]).toEqual([false, false]);
  });
  it('is sent without what was left empty', () =>
    expect(grantOf({ account: ' a ', personId: 'p', roles: ['bank'], region: ' ' })).toEqual({
      account: 'a',
      personId: 'p',
      roles: ['bank'],
    }));
  it('warns of duties that belong to different people', () => {
    expect(incompatible(['reviewer', 'finance', 'supervisor'])).toEqual([['reviewer', 'finance']]);
    expect(incompatible(['reviewer', 'supervisor'])).toEqual([]);
  });
});

describe('an account', () => {
  it('has a grant, had one, or never did', () => {
    expect(stateOf({ roles: ['bank'], grantedAt: '2026-01-01T00:00:00.000Z' })).toBe('GRANTED');
    expect(stateOf({ roles: [], grantedAt: '2026-01-01T00:00:00.000Z' })).toBe('WITHDRAWN');
    expect(stateOf({ roles: [] })).toBe('NONE');
  });
});
