import { describe, expect, it } from '@jest/globals';
import { addressIn, placeOf } from './places';

describe('an address of the portal', () => {
  it('names a page', () => {
    expect(['/', '/en', '/publicity/', '/draws', '/certificates'].map((path) => placeOf(path).page)).toEqual([
      'first',
      'first',
      'publicities',
      'draws',
      'certificate',
    ]);
    expect(placeOf('/publicity/c-1')).toEqual({ page: 'publicity', claimId: 'c-1' });
    expect(placeOf('/certificates/S0001%2F2')).toEqual({ page: 'certificate', number: 'S0001/2' });
    expect(placeOf('/certificates/%E0%A4%A')).toEqual({ page: 'certificate', number: '%E0%A4%A' });
    expect([placeOf('/draws/a/b'), placeOf('/elsewhere')]).toEqual([{ page: 'lost' }, { page: 'lost' }]);
  });
  it('keeps the language, and what else it says', () => {
    expect(addressIn('en', '/draws')).toBe('/draws?lang=en');
    expect(addressIn('zh', '/draws?lang=en')).toBe('/draws');
    expect(addressIn('en', '/publicity?region=12#rows')).toBe('/publicity?region=12&lang=en#rows');
  });
});
