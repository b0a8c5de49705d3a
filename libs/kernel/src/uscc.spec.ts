import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usccCheckCharacter, usccFault } from './uscc';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const digit = fc.constantFrom(...'0123456789');
const character = fc.constantFrom(...alphabet);
const first17 = fc
  .tuple(
    fc.array(character, { minLength: 2, maxLength: 2 }),
    fc.array(digit, { minLength: 6, maxLength: 6 }),
    fc.array(character, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''));

describe('the unified social credit code', () => {
  it('takes the published example and refuses its neighbour (GB 32100)', () => {
    expect(usccFault('91350100M000100Y43')).toBeNull();
    expect(usccFault('91350100M000100Y4Z')).toBe('INVALID_CHECK_CHAR');
    expect(usccFault('91350100M000100Y44')).toBe('INVALID_CHECK_CHAR');
  });
  it('refuses what has not the form', () => {
    for (const wrong of [
      '',
      '91350100M000100Y4',
      '91350100M000100Y433',
      '9135O100M000100Y43',
      '91350100m000100y43',
      '91350100M000I00Y43',
    ]) {
      expect(usccFault(wrong)).toBe('INVALID_FORM');
    }
  });
  it('sees every single wrong character', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), character, (code, position, other) => {
        const whole = code + usccCheckCharacter(code);
        const broken = whole.slice(0, position) + other + whole.slice(position + 1);
        expect(usccFault(whole)).toBeNull();
        expect(usccFault(broken) === null).toBe(broken === whole);
      }),
    );
  });
});
