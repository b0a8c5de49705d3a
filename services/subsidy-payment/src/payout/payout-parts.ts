// Everything that payouts and the bank are made of, for the module of the service.
import { bankMessages } from '../bank/bank-message.decider';
import { OrdersOfBank } from '../bank/orders-of-bank';
import { TakeBankAnswersHandler } from '../bank/take-bank-answers';
import { PayoutController } from '../payout.controller';
import { EveryBookedPayoutIsWitnessed } from './every-booked-payout-is-witnessed';
import { EveryLateMoneyLeaves } from './every-late-money-leaves';
import { EveryPayoutFileLeaves } from './every-payout-file-leaves';
import { EveryWitnessedPayoutHasItsFile } from './every-witnessed-payout-has-its-file';
import { OnFundsMoved } from './on-funds-moved';
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
import { ReleasePayoutHandler } from './release-payout';

export const payoutParts = {
  controllers: [PayoutController],
  providers: [
    ReleasePayoutHandler,
    ReissuePaymentHandler,
    TakeBankAnswersHandler,
    OrdersOfBank,
    PaymentOrderList,
    PayeeChecks,
    PayoutFiles,
    PayoutFileWriter,
    PayoutKeys,
  ],
  deciders: [payout, bankMessages],
  projections: [PaymentOrderListProjection],
  consumers: [OnFundsMoved],
  due: [EveryBookedPayoutIsWitnessed, EveryWitnessedPayoutHasItsFile, EveryPayoutFileLeaves, EveryLateMoneyLeaves],
  entities: [PayoutRow, PaymentOrderRow, PaymentOrderClaimRow, ClaimPlaceRow],
};
