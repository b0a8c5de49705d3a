import { Injectable } from '@nestjs/common';
import { CasesDroppedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { LedgerStreams } from '../fund-row/ledger-streams';
import { withRows } from '../fund-row/with-rows';
import { dropCases } from './commit-funds.decider';

@Injectable()
export class OnCasesDropped implements Consumer<CasesDroppedV1> {
  readonly name = 'fund-claim.on-cases-dropped';
  readonly contract = CasesDroppedV1;
  constructor(private readonly store: EventStore) {}

  handle({ command, data: { claimId, cases } }: Message<CasesDroppedV1>): Promise<unknown> {
    const caseIds = cases.map(({ caseId }) => caseId);
    return withRows([], (rows) => {
      const ledger = new LedgerStreams({ rows, claimIds: [claimId] });
      return this.store.decideTogether(command, ledger.streams, (states, { now }) => {
        const booked = dropCases(ledger.claim(states, claimId), ledger.atHand(states), claimId, caseIds, now);
        return ledger.facts({ rows: booked.rows, claims: [[claimId, booked.claim]] });
      });
    });
  }
}
