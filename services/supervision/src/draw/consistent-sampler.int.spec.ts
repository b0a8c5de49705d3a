import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawnByPackage } from '../testing/python-package';
import { sample, trimmed } from './consistent-sampler';

it('draws exactly what the package consistent_sampler draws, for any ids and seed', () => {
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
  const asked = fc.sample(fc.record({ ids: fc.uniqueArray(text, { minLength: 1, maxLength: 30 }), seed: text }), {
    numRuns: 200,
    seed: 20_251_020,
  });
  // A long one too, in which tickets begin with nines.
  const all = [...asked, { ids: Array.from({ length: 5_000 }, (_, n) => `object-${n}`), seed: 'AC-37 2025-10-20' }];
  expect(all.map(({ ids, seed }) => sample(ids, seed).map(({ id, number }) => [trimmed(number), id]))).toEqual(drawnByPackage(all));
});
