import { Injectable } from '@nestjs/common';
import { PaymentReturnedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { fenOf, instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { fundRow } from '../fund-row/fund-row.decider';
import { rowIdOf, rowOf } from '../fund-row/row-name';
import { bookReturn } from './settle-order.decider';

@Injectable()
export class OnPaymentReturned implements Consumer<PaymentReturnedV1> {
  readonly name = 'fund-row.on-payment-returned';
  readonly contract = PaymentReturnedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<PaymentReturnedV1>): Promise<unknown> {
    const { orderId, payoutId } = data;
    const order = { orderId, payoutId, row: rowOf(data.row), amountFen: fenOf(data.amount), at: instantOf(data.returnedAt) };
    return this.store.decide(fundRow, rowIdOf(order.row), command, (state, { now }) => bookReturn(state, order, now));
  }
}
