import { Refused } from '@libs/kernel';
import { rowKey, type RowName } from './row-name';
import { RowNotAtHand } from './rows-at-hand';

const readsAtMost = 100;

/**
 * Decides with these rows, and again with one more as long as the decision finds under the lock that it needs another: which rows a case stands in
 * is known to its claim alone. Undefined: it was decided before, when other rows were read with it.
 */
export async function withRows<Decided>(
  rows: readonly RowName[],
  decide: (rows: readonly RowName[]) => Promise<Decided>,
): Promise<Decided | undefined> {
  let named = rows;
  for (let reads = 1; ; reads += 1) {
    try {
      return await decide(named);
    } catch (error) {
      // The store compares the streams of a repeated command too; the message or the due row that names it is one and the same.
      if (error instanceof Refused && error.code === 'COMMAND_ID_REUSED') return undefined;
      if (!(error instanceof RowNotAtHand) || reads === readsAtMost) throw error;
      const { row } = error;
      named = [...named.filter((one) => rowKey(one) !== rowKey(row)), row];
    }
  }
}
