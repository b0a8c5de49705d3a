import { describe, expect, it } from '@jest/globals';
import { bucketsShown, imbalance, inBuckets, shareOf, totalOf, type Balances } from './buckets';

const nothing: Balances = {
  allotted: '0.00',
  available: '0.00',
  committed: '0.00',
  inTransit: '0.00',
  paid: '0.00',
  advance: '0.00',
  suspense: '0.00',
  receivable: '0.00',
  returned: '0.00',
};
const row: Balances = { ...nothing, allotted: '1000.01', available: '300.01', paid: '650.00', suspense: '50.00' };

describe('the buckets of a row', () => {
  it('add up to what was allotted, to the fen, or tell by how much they do not', () => {
    expect([inBuckets(row), imbalance(row)]).toEqual(['1000.01', '0.00']);
    expect(imbalance({ ...row, paid: '649.99' })).toBe('0.01');
    // Sums that floating numbers get wrong.
    const large = { ...nothing, allotted: '90071992547409.93', available: '90071992547409.91', paid: '0.02' };
    expect(imbalance(large)).toBe('0.00');
  });
  it('are summed over rows field by field', () =>
    expect(totalOf([row, row])).toMatchObject({ allotted: '2000.02', paid: '1300.00', returned: '0.00' }));
  it('are shown where they hold something, and those that everybody asks for always', () => {
    expect(bucketsShown([nothing])).toEqual(['available', 'committed', 'inTransit', 'paid', 'suspense', 'receivable']);
    expect(bucketsShown([nothing, { ...nothing, returned: '0.01' }])).toContain('returned');
  });
  it('have shares in tenths of a percent', () =>
    expect([shareOf('125.00', '1000.00'), shareOf('1.00', '3.00'), shareOf('0.00', '0.00')]).toEqual(['12.5%', '33.3%', '0%']));
});
