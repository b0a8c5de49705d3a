import { Injectable } from '@nestjs/common';
import { ClawbackOpenedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { fenOf, instantOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { fundRow } from '../fund-row/fund-row.decider';
import { rowIdOf, rowOf } from '../fund-row/row-name';
import { bookClawback } from './settle-order.decider';

@Injectable()
export class OnClawbackOpened implements Consumer<ClawbackOpenedV1> {
  readonly name = 'fund-row.on-clawback-opened';
  readonly contract = ClawbackOpenedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data }: Message<ClawbackOpenedV1>): Promise<unknown> {
    const debt = { debtId: data.debtId, row: rowOf(data.row), amountFen: fenOf(data.amount), at: instantOf(data.openedAt) };
    return this.store.decide(fundRow, rowIdOf(debt.row), command, (state, { now }) => bookClawback(state, debt, now));
  }
}
