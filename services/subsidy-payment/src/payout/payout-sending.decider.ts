// From approval to the bank: booked, witnessed, written, sent. Each step looks at what stands before it, so that any of them may be asked for twice.
import { addFen, type Fen } from '@libs/kernel';
import { ordersToGo, regionsOf, type Payout, type PayoutFact } from './payout.decider';

type Stored = Extract<PayoutFact, { type: 'PayoutFileStored' }>;
export type WrittenFile = Omit<Stored, 'type' | 'storedAt'>;

/** The ledger has the money in transit. */
export const bookPayout = (payout: Payout, now: string): readonly PayoutFact[] =>
  payout.status === 'APPROVED' && !payout.booked ? [{ type: 'PayoutBooked', bookedAt: now }] : [];

export type Cosigned = { readonly treeSize: number; readonly checkpoint: string };

/** No proof, no pay: all that led to the approval lies under a checkpoint that another service has cosigned. */
export const witnessPayout = (payout: Payout, { treeSize, checkpoint }: Cosigned, now: string): readonly PayoutFact[] =>
  payout.booked && payout.witnessed === undefined ? [{ type: 'PayoutWitnessed', treeSize, checkpoint, witnessedAt: now }] : [];

export const mayBeWritten = (payout: Payout): boolean => payout.status === 'APPROVED' && payout.booked && payout.witnessed !== undefined;

export const sumToGo = (payout: Payout): Fen => addFen(...ordersToGo(payout).map(({ amountFen }) => amountFen));

/** The file that was shown when the payout was released, where all of it still goes: no other leaves then. */
export const fileShown = (payout: Payout): string | undefined =>
  ordersToGo(payout).length === payout.orders.size ? payout.shown?.fileSha256 : undefined;

/** What leaves is exactly what was approved and not withdrawn: as many orders, the same sum, and where nothing was withdrawn the same file. */
export function storePayoutFile(payout: Payout, file: WrittenFile, now: string): readonly PayoutFact[] {
  if (!mayBeWritten(payout)) return [];
  const [count, sumFen] = [ordersToGo(payout).length, sumToGo(payout)];
  if (file.count !== count || file.sumFen !== sumFen)
    throw new Error(`the file has ${file.count} orders over ${file.sumFen} fen, and ${count} over ${sumFen} were approved`);
  const shown = fileShown(payout);
  if (shown !== undefined && file.sha256 !== shown)
    throw new Error(`the file is ${file.sha256}, and ${shown} was shown when it was released`);
  return [{ type: 'PayoutFileStored', ...file, storedAt: now }];
}

/** The bank has the file; where it was unknown before, it is known now. */
export function payoutSent({ status, file }: Payout, now: string): readonly PayoutFact[] {
  if (file === undefined || (status !== 'STORED' && status !== 'OUTCOME_UNKNOWN')) return [];
  const { sha256, count, sumFen } = file;
  return [{ type: 'PayoutSent', sha256, count, sumFen, sentAt: now }];
}

/** The bank may have the file or not: nothing is paid again on that. */
export const payoutOutcomeUnknown = (payout: Payout, now: string): readonly PayoutFact[] =>
  payout.status === 'STORED' ? [{ type: 'PayoutOutcomeUnknown', regions: regionsOf(payout.orders.values()), since: now }] : [];
