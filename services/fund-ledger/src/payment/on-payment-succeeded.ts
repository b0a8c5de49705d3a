import { Injectable } from '@nestjs/common';
import { PaymentSucceededV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { fenOf, instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { fundRow } from '../fund-row/fund-row.decider';
import { rowIdOf, rowOf } from '../fund-row/row-name';
import { bookPayment } from './settle-order.decider';

@Injectable()
export class OnPaymentSucceeded implements Consumer<PaymentSucceededV1> {
  readonly name = 'fund-row.on-payment-succeeded';
  readonly contract = PaymentSucceededV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<PaymentSucceededV1>): Promise<unknown> {
    const { orderId, payoutId } = data;
    const order = { orderId, payoutId, row: rowOf(data.row), amountFen: fenOf(data.amount), at: instantOf(data.paidAt) };
    return this.store.decide(fundRow, rowIdOf(order.row), command, (state, { now }) => bookPayment(state, order, now));
  }
}
