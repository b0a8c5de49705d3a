import { Injectable } from '@nestjs/common';
import { PaymentReissuedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { fenOf, instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { fundRow } from '../fund-row/fund-row.decider';
import { rowIdOf, rowOf } from '../fund-row/row-name';
import { bookReissue } from './settle-order.decider';

@Injectable()
export class OnPaymentReissued implements Consumer<PaymentReissuedV1> {
  readonly name = 'fund-row.on-payment-reissued';
  readonly contract = PaymentReissuedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<PaymentReissuedV1>): Promise<unknown> {
    const { orderId, payoutId, replaces, reissuedAt } = data;
    const order = { orderId, payoutId, replaces, row: rowOf(data.row), amountFen: fenOf(data.amount), at: instantOf(reissuedAt) };
    return this.store.decide(fundRow, rowIdOf(order.row), command, (state, { now }) => bookReissue(state, order, now));
  }
}
