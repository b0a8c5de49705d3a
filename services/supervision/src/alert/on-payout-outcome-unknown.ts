import { Injectable } from '@nestjs/common';
import { PayoutOutcomeUnknownV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { MoneyAlerts } from './money-alerts';

@Injectable()
export class OnPayoutOutcomeUnknown implements Consumer<PayoutOutcomeUnknownV1> {
  readonly name = 'alert.on-payout-outcome-unknown';
  readonly contract = PayoutOutcomeUnknownV1;
  constructor(private readonly alerts: MoneyAlerts) {}

  handle({ id, command, data }: Message<PayoutOutcomeUnknownV1>): Promise<void> {
    return this.alerts.raise(command, id, { kind: 'PAYOUT_OUTCOME_UNKNOWN', subject: data.payoutId, regions: data.regions });
  }
}
