import { describe, expect, it } from '@jest/globals';
import { birthDateOf, maskedIdNo, residentIdCheckCharacter, residentIdFault, sexOf } from './resident-id';

describe('a resident ID number', () => {
  // The example of GB 11643 itself.
  const example = '11010519491231002X';

  it('is right when its check character is', () => {
    expect(residentIdFault(example)).toBeNull();
    expect(residentIdFault('110105194912310021')).toBe('INVALID_CHECK_DIGIT');
    for (const other of '0123456789') expect(residentIdFault(`${example.slice(0, 17)}${other}`)).toBe('INVALID_CHECK_DIGIT');
  });
  it('has 18 characters and a real date of birth', () => {
    const withDate = (date: string) => `110105${date}002${residentIdCheckCharacter(`110105${date}002`)}`;
    expect(residentIdFault(withDate('20000229'))).toBeNull();
    for (const wrong of [withDate('20010229'), withDate('20001301'), '1101051949123100', `${example} `, example.toLowerCase(), ''])
      expect(residentIdFault(wrong)).toBe('INVALID_FORMAT');
  });
  it('tells the date of birth and the sex, which a list does not show', () => {
    expect([birthDateOf(example), sexOf(example), sexOf('110105194912310013')]).toEqual(['1949-12-31', 'F', 'M']);
    expect(maskedIdNo(example)).toBe('110105********002X');
  });
});
