// Which streams a money decision reads: rows by their names, claims by their ids, and the list of rows.
import type { Fact, Streams } from '@libs/event-store';
import { fundClaim, type FundClaim } from '../commitment/fund-claim.decider';
import { fundRow, type FundRow } from './fund-row.decider';
import { allRows, fundRows, type FundRows } from './fund-rows.decider';
import { rowIdOf, rowKey, rowsAbove, type RowName } from './row-name';
import { RowsAtHand } from './rows-at-hand';

type States = Readonly<Record<string, unknown>>;
type FactsByStream = Record<string, readonly Fact[]>;

const rowStream = (row: RowName): string => `row/${rowKey(row)}`;
const claimStream = (claimId: string): string => `claim/${claimId}`;
const list = 'rows';

const distinct = (rows: readonly RowName[]): readonly RowName[] => [...new Map(rows.map((row) => [rowKey(row), row])).values()];

export class LedgerStreams {
  private readonly rows: ReadonlyMap<string, RowName>;
  private readonly claimIds: readonly string[];

  constructor({ rows, claimIds = [] }: { readonly rows: readonly RowName[]; readonly claimIds?: readonly string[] }) {
    this.rows = new Map(rows.map((row) => [rowKey(row), row]));
    this.claimIds = [...new Set(claimIds)];
  }

  /** With all the rows above each of these: which of them pays is only known under the lock. */
  static above(rows: readonly RowName[], claimIds: readonly string[]): LedgerStreams {
    return new LedgerStreams({ rows: distinct(rows).flatMap(rowsAbove), claimIds });
  }

  get streams(): Streams {
    return Object.fromEntries([
      [list, [fundRows, allRows] as const],
      ...[...this.rows.values()].map((row) => [rowStream(row), [fundRow, rowIdOf(row)] as const] as const),
      ...this.claimIds.map((claimId) => [claimStream(claimId), [fundClaim, claimId] as const] as const),
    ]) as Streams;
  }

  // What comes back under a name is the state of the decider that was asked under it.
  row = (states: States, row: RowName): FundRow => states[rowStream(row)] as FundRow;
  claim = (states: States, claimId: string): FundClaim => states[claimStream(claimId)] as FundClaim;
  list = (states: States): FundRows => states[list] as FundRows;
  atHand = (states: States): RowsAtHand => new RowsAtHand([...this.rows.values()].map((row) => [row, this.row(states, row)] as const));

  facts({
    rows,
    claims = [],
    listed = [],
  }: {
    readonly rows: readonly (readonly [RowName, readonly Fact[]])[];
    readonly claims?: readonly (readonly [string, readonly Fact[]])[];
    readonly listed?: readonly Fact[];
  }): FactsByStream {
    return Object.fromEntries([
      [list, listed],
      ...rows.map(([row, facts]) => [rowStream(row), facts] as const),
      ...claims.map(([claimId, facts]) => [claimStream(claimId), facts] as const),
    ]);
  }
}
