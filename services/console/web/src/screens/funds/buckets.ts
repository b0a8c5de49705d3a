// Where the money of a row lies. Whatever is counted here is counted in fen, never in floating numbers.
import { amountOf, fenOf, sumOf } from '../../kit/format';
import type { Word } from '../../kit/language';
import { fundBuckets } from '../../kit/vocabulary';

export const buckets = ['available', 'committed', 'inTransit', 'paid', 'advance', 'suspense', 'receivable', 'returned'] as const;
export type BucketField = (typeof buckets)[number];
export type Balances = Readonly<Record<BucketField | 'allotted', string>>;

export const bucketWords: Readonly<Record<BucketField, Word>> = {
  available: fundBuckets.AVAILABLE,
  committed: fundBuckets.COMMITTED,
  inTransit: fundBuckets.IN_TRANSIT,
  paid: fundBuckets.PAID,
  advance: fundBuckets.ADVANCE,
  suspense: fundBuckets.SUSPENSE,
  receivable: fundBuckets.RECEIVABLE,
  returned: fundBuckets.RETURNED,
};

/** The colours of the chart; each is told apart by its word and its place as well. */
export const bucketColours: Readonly<Record<BucketField, string>> = {
  available: '#0b6b6b',
  committed: '#c98a1b',
  inTransit: '#3a78b5',
  paid: '#5d6b78',
  advance: '#8a5fb0',
  suspense: '#b3261e',
  receivable: '#d06a9b',
  returned: '#7a9a3a',
};

/** Those that hold something in one of the rows, and the five that everybody asks for. */
const always: ReadonlySet<BucketField> = new Set(['available', 'committed', 'inTransit', 'paid', 'suspense', 'receivable']);
export const bucketsShown = (rows: readonly Balances[]): readonly BucketField[] =>
  buckets.filter((bucket) => always.has(bucket) || rows.some((row) => fenOf(row[bucket]) !== 0n));

export const inBuckets = (row: Balances): string => sumOf(buckets.map((bucket) => row[bucket]));

/** What the buckets hold beside what was allotted: `0.00` where the books balance. */
export const imbalance = (row: Balances): string => amountOf(fenOf(row.allotted) - fenOf(inBuckets(row)));

export const totalOf = (rows: readonly Balances[]): Balances =>
  Object.fromEntries((['allotted', ...buckets] as const).map((field) => [field, sumOf(rows.map((row) => row[field]))])) as Balances;

/** How much of the allotment it is, in tenths of a percent: 12.5%. */
export function shareOf(part: string, whole: string): string {
  const all = fenOf(whole);
  if (all === 0n) return '0%';
  const thousandths = (fenOf(part) * 1_000n) / all;
  const [units, rest] = [thousandths / 10n, thousandths % 10n];
  return rest === 0n ? `${units}%` : `${units}.${rest < 0n ? -rest : rest}%`;
}
