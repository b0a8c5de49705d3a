import { Injectable } from '@nestjs/common';
import { PayoutApprovedV1 } from '@libs/contracts';
import { EventStore, type Streams } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { LedgerStreams } from '../fund-row/ledger-streams';
import { rowOf } from '../fund-row/row-name';
import { fundPayout, type FundPayout } from './fund-payout.decider';
import { takePayout } from './take-payout.decider';

@Injectable()
export class OnPayoutApproved implements Consumer<PayoutApprovedV1> {
  readonly name = 'fund-payout.on-payout-approved';
  readonly contract = PayoutApprovedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { payoutId, claimIds, ...data } }: Message<PayoutApprovedV1>): Promise<unknown> {
    const cases = data.cases.map(({ caseId, lines }) => ({
      caseId,
      lines: lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) })),
    }));
    const approved = { payoutId, cases, offsetFen: fenOf(data.offset) };
    const ledger = new LedgerStreams({ rows: cases.flatMap(({ lines }) => lines.map(({ row }) => row)), claimIds });
    const streams: Streams = { ...ledger.streams, payout: [fundPayout, payoutId] };
    return this.store.decideTogether(command, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, ledger.claim(states, claimId)]));
      const payout = states['payout'] as FundPayout;
      const taken = takePayout({ payout, claims, rowOf: (row) => ledger.row(states, row) }, approved, now);
      return { ...ledger.facts(taken), payout: taken.payout };
    });
  }
}
