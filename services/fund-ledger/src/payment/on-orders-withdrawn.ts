import { Injectable } from '@nestjs/common';
import { OrdersWithdrawnV1 } from '@libs/contracts';
import { EventStore, type Streams } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { LedgerStreams } from '../fund-row/ledger-streams';
import { rowOf } from '../fund-row/row-name';
import { fundPayout, type FundPayout } from './fund-payout.decider';
import { takeBack } from './take-back.decider';

@Injectable()
export class OnOrdersWithdrawn implements Consumer<OrdersWithdrawnV1> {
  readonly name = 'fund-payout.on-orders-withdrawn';
  readonly contract = OrdersWithdrawnV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { payoutId, claimIds, orderIds, ...data } }: Message<OrdersWithdrawnV1>): Promise<unknown> {
    const cases = data.cases.map(({ caseId, lines }) => ({
      caseId,
      lines: lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) })),
    }));
    const ledger = new LedgerStreams({ rows: cases.flatMap(({ lines }) => lines.map(({ row }) => row)), claimIds });
    const streams: Streams = { ...ledger.streams, payout: [fundPayout, payoutId] };
    return this.store.decideTogether(command, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, ledger.claim(states, claimId)]));
      const payout = states['payout'] as FundPayout;
      const taken = takeBack({ payout, claims, rowOf: (row) => ledger.row(states, row) }, { payoutId, orderIds, cases }, now);
      return { ...ledger.facts(taken), payout: taken.payout };
    });
  }
}
