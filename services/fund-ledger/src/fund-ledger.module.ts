import { Module } from '@nestjs/common';
import { WitnessController, Witnessing, service, witnessedLog } from '@libs/platform';
import { announce } from './announce';
import { EveryQueueIsServed } from './commitment/every-queue-is-served';
import { fundClaim } from './commitment/fund-claim.decider';
import { OnCasesDropped } from './commitment/on-cases-dropped';
import { OnFirstReviewPassed } from './commitment/on-first-review-passed';
import { fundRow } from './fund-row/fund-row.decider';
import { fundRows } from './fund-row/fund-rows.decider';
import { PostAllotmentHandler } from './fund-row/post-allotment';
import { FundJournalRow, FundRowListProjection, FundRowRow } from './fund-row-list/fund-row-list.projection';
import { FundRowList } from './fund-row-list/fund-row-list.query';
import { FundLedgerController } from './fund-ledger.controller';
import { Journal } from './journal/journal.query';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { fundPayout } from './payment/fund-payout.decider';
import { OnClawbackOpened } from './payment/on-clawback-opened';
import { OnPaymentReissued } from './payment/on-payment-reissued';
import { OnPaymentReturned } from './payment/on-payment-returned';
import { OnPaymentSucceeded } from './payment/on-payment-succeeded';
import { OnOrdersWithdrawn } from './payment/on-orders-withdrawn';
import { OnPayoutApproved } from './payment/on-payout-approved';

@Module(
  service({
    name: 'fund-ledger',
    controllers: [FundLedgerController, WitnessController],
    providers: [PostAllotmentHandler, FundRowList, Journal, Witnessing],
    deciders: [fundRow, fundRows, fundClaim, fundPayout, witnessedLog],
    projections: [FundRowListProjection],
    consumers: [
      OnFirstReviewPassed,
      OnCasesDropped,
      OnPayoutApproved,
      OnOrdersWithdrawn,
      OnPaymentSucceeded,
      OnPaymentReturned,
      OnPaymentReissued,
      OnClawbackOpened,
    ],
    due: [EveryQueueIsServed],
    announce,
    entities: [FundRowRow, FundJournalRow],
    migrations: [FirstTables1767225600001],
  }),
)
export class FundLedgerModule {}
