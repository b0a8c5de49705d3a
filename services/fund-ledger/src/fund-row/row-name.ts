// A row is a fund of a region in a year.
import { childId } from '@libs/kernel';

export type Fund = 'UI' | 'EMP' | 'SPA';
export type RowName = { readonly fund: Fund; readonly region: string; readonly year: number };

/** The years a row may be of. */
export const years = { first: 2_000, last: 2_999 };

export const rowKey = ({ fund, region, year }: RowName): string => `${fund}/${region}/${year}`;
export const rowIdOf = (row: RowName): string => childId('fund-row', rowKey(row));
export const rowOf = ({ fund, region, year }: { fund: string; region: string; year: number }): RowName => ({
  // The contract has looked at it already.
  fund: fund as Fund,
  region,
  year,
});

const country = '000000';

/** GB/T 2260: a district, its city, its province, the country; each once, the nearest first. */
const regionAndAbove = (region: string): readonly string[] => [
  ...new Set([region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`, country]),
];

/** The rows that may pay what is asked of this one, the nearest first. */
export const rowsAbove = (row: RowName): readonly RowName[] => regionAndAbove(row.region).map((region) => ({ ...row, region }));

export const isUnder = (row: RowName, above: RowName): boolean =>
  row.fund === above.fund && row.year === above.year && regionAndAbove(row.region).includes(above.region);
