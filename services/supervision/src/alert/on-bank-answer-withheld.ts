import { Injectable } from '@nestjs/common';
import { BankAnswerWithheldV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { MoneyAlerts } from './money-alerts';

@Injectable()
export class OnBankAnswerWithheld implements Consumer<BankAnswerWithheldV1> {
  readonly name = 'alert.on-bank-answer-withheld';
  readonly contract = BankAnswerWithheldV1;
  constructor(private readonly alerts: MoneyAlerts) {}

  handle({ id, command, data }: Message<BankAnswerWithheldV1>): Promise<void> {
    return this.alerts.raise(command, id, {
      kind: 'BANK_ANSWER_WITHHELD',
      subject: `${data.reason}/${data.orderId}`,
      regions: data.regions,
    });
  }
}
