// Everything that payouts and the bank are made of, for the module of the service.
import { bankMessages } from '../bank/bank-message.decider';
import { EveryResolvedOrderIsSettled } from '../bank/every-resolved-order-is-settled';
import { EveryUnknownOutcomeIsEnquired } from '../bank/every-unknown-outcome-is-enquired';
import { OrderSettling } from '../bank/order-settling';
import { OrdersOfBank } from '../bank/orders-of-bank';
import { TakeBankAnswersHandler } from '../bank/take-bank-answers';
import { PayoutController } from '../payout.controller';
import { EveryBookedPayoutIsWitnessed } from './every-booked-payout-is-witnessed';
import { EveryLateMoneyLeaves } from './every-late-money-leaves';
import { EveryPayoutFileLeaves } from './every-payout-file-leaves';
import { EveryWitnessedPayoutHasItsFile } from './every-witnessed-payout-has-its-file';
import { OnFundsMoved } from './on-funds-moved';
import { OnMoveWithheld } from './on-move-withheld';
import { OnePayout } from './one-payout.query';
import { PayeeChecks } from './payee-checks';
import {
  ClaimPlaceRow,
  PaymentOrderClaimRow,
  PaymentOrderListProjection,
  PaymentOrderRow,
  PayoutRow,
} from './payment-order-list.projection';
import { PaymentOrderList } from './payment-order-list.query';
import { PayoutFileWriter } from './payout-file-writer';
import { PayoutFiles } from './payout-files';
import { PayoutKeys } from './payout-keys';
import { payout } from './payout.decider';
import { ReissuePaymentHandler } from './reissue-payment';
import { PayoutPreviews } from './preview-payout';
import { ReleaseGrounds } from './release-grounds';
import { ReleasePayoutHandler } from './release-payout';
import { WhatWasShown } from './what-was-shown';
import { ResolvePayoutHandler } from './resolve-payout';

export const payoutParts = {
  controllers: [PayoutController],
  providers: [
    ReleasePayoutHandler,
    ReissuePaymentHandler,
    TakeBankAnswersHandler,
    ResolvePayoutHandler,
    OrderSettling,
    OrdersOfBank,
    PaymentOrderList,
    PayeeChecks,
    PayoutFiles,
    PayoutFileWriter,
    PayoutKeys,
    OnePayout,
    PayoutPreviews,
    ReleaseGrounds,
    WhatWasShown,
  ],
  deciders: [payout, bankMessages],
  projections: [PaymentOrderListProjection],
  consumers: [OnFundsMoved, OnMoveWithheld],
  due: [
    EveryBookedPayoutIsWitnessed,
    EveryWitnessedPayoutHasItsFile,
    EveryPayoutFileLeaves,
    EveryLateMoneyLeaves,
    EveryUnknownOutcomeIsEnquired,
    EveryResolvedOrderIsSettled,
  ],
  entities: [PayoutRow, PaymentOrderRow, PaymentOrderClaimRow, ClaimPlaceRow],
};
