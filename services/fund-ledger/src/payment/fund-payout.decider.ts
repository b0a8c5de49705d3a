// A payout as the ledger took it: all of it was booked, or nothing.
import type { Decider } from '@libs/event-store';
import type { Bucket, WithheldReason } from '../fund-row/fund-row.decider';
import type { RowName } from '../fund-row/row-name';
import type { Fen } from '@libs/kernel';

export type RowMove = { readonly row: RowName; readonly from: Bucket; readonly to: Bucket; readonly amountFen: Fen };
export type FundPayoutFact =
  | { readonly type: 'PayoutBooked'; readonly moves: readonly RowMove[]; readonly bookedAt: string }
  | { readonly type: 'OrdersTakenBack'; readonly orderIds: readonly string[]; readonly takenBackAt: string }
  | { readonly type: 'PayoutWithheld'; readonly regions: readonly string[]; readonly reason: WithheldReason; readonly withheldAt: string };
export type FundPayout = { readonly booked: boolean };

export const fundPayout: Decider<FundPayout, FundPayoutFact> = {
  category: 'fund-payout',
  initial: { booked: false },
  schemas: { PayoutBooked: 1, OrdersTakenBack: 1, PayoutWithheld: 1 },
  evolve(payout, fact) {
    switch (fact.type) {
      case 'PayoutBooked':
        return { booked: true };
      case 'OrdersTakenBack':
      case 'PayoutWithheld':
        return payout;
    }
  },
};
