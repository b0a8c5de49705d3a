// Which rows there are, and in which cases wait although they are none: a row that opens above must know whom it may pay.
import type { Decider } from '@libs/event-store';
import { isUnder, rowKey, type RowName } from './row-name';

export type FundRowsFact = { readonly type: 'RowOpened'; readonly row: RowName } | { readonly type: 'RowAwaited'; readonly row: RowName };
export type FundRows = { readonly open: ReadonlyMap<string, RowName>; readonly awaited: ReadonlyMap<string, RowName> };

/** There is one list of them. */
export const allRows = 'all';

export const fundRows: Decider<FundRows, FundRowsFact> = {
  category: 'fund-rows',
  initial: { open: new Map(), awaited: new Map() },
  schemas: { RowOpened: 1, RowAwaited: 1 },
  evolve(rows, { type, row }) {
    switch (type) {
      case 'RowOpened':
        return { ...rows, open: new Map(rows.open).set(rowKey(row), row) };
      case 'RowAwaited':
        return { ...rows, awaited: new Map(rows.awaited).set(rowKey(row), row) };
    }
  },
};

export const opens = (rows: FundRows, row: RowName): readonly FundRowsFact[] =>
  rows.open.has(rowKey(row)) ? [] : [{ type: 'RowOpened', row }];

export const awaits = (rows: FundRows, asked: readonly RowName[]): readonly FundRowsFact[] =>
  asked.filter((row) => !rows.awaited.has(rowKey(row))).map((row) => ({ type: 'RowAwaited', row }));

/** The row itself, and those below it that are none and in which somebody waits. */
export const servedFrom = (rows: FundRows, row: RowName): readonly RowName[] => [
  row,
  ...[...rows.awaited.values()].filter(
    (awaited) => rowKey(awaited) !== rowKey(row) && !rows.open.has(rowKey(awaited)) && isUnder(awaited, row),
  ),
];
