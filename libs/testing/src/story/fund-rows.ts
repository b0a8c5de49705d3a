// The rows of the funds as the ledger shows them, and the check that holds after every step.
import { addFen, fenOf, noFen, yuanOf, type Fen } from '@libs/kernel';
import type { Difference } from './compare';
import type { Keyed } from './fault';
import { onlooker, type Scene } from './scene';
import { buckets } from './words';

export type RowNow = {
  readonly fund: string;
  readonly region: string;
  readonly year: number;
  readonly allotted: string;
  readonly buckets: Readonly<Record<string, string>>;
};

const wireName = (bucket: string): string => bucket.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function rowFrom(row: Keyed): RowNow {
  const named = buckets.map((bucket) => [bucket, String(row[wireName(bucket)] ?? '')] as const);
  return {
    fund: String(row['fund']),
    region: String(row['region']),
    year: Number(row['year']),
    allotted: String(row['allotted']),
    buckets: Object.fromEntries(named),
  };
}

export async function fundRowsNow({ api, fundRows }: Scene): Promise<readonly RowNow[]> {
  if (fundRows.length === 0) return [];
  return (await api.all<Keyed>(onlooker, 'fund-ledger/fund-rows')).map(rowFrom);
}

const inFen = (amount: string): Fen | undefined => (/^\d+\.\d\d$/.test(amount) ? fenOf(amount) : undefined);

/** The buckets add up to what was allotted, and none is negative. */
export function compareBuckets(rows: readonly RowNow[]): readonly Difference[] {
  return rows.flatMap(({ fund, region, year, allotted, buckets: amounts }) => {
    const name = `fund row ${fund} ${region} ${year}`;
    const wrong = Object.entries(amounts).filter(([, amount]) => inFen(amount) === undefined);
    if (wrong.length > 0)
      return wrong.map(([bucket, amount]) => `${name} ${bucket}: expected money of zero or more got ${amount || 'nothing'}`);
    const sum = addFen(noFen, ...Object.values(amounts).map(fenOf));
    return sum === inFen(allotted) ? [] : [`${name}: expected buckets of ${allotted} in all got ${yuanOf(sum)}`];
  });
}

/** `UI`, or `UI@2026` where the fund has several rows. */
export function compareBalances(expected: Keyed, rows: readonly RowNow[]): readonly Difference[] {
  return Object.entries(expected).flatMap(([key, wanted]) => {
    const [fund, year] = key.split('@');
    const meant = rows.filter((row) => row.fund === fund && (year === undefined || String(row.year) === year));
    const [row] = meant;
    if (!row || meant.length > 1) return [`balances ${key}: expected one fund row got ${meant.length}`];
    return Object.entries(wanted as Keyed).flatMap(([bucket, amount]) =>
      row.buckets[bucket] === amount
        ? []
        : [`balances ${key} ${bucket}: expected ${String(amount)} got ${row.buckets[bucket] ?? 'nothing'}`],
    );
  });
}
