import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { Views } from '@libs/platform';
import type { Programme } from '@libs/policy';
import { claim } from '../claim/claim.decider';
import { DecideAgain } from '../claim/decide-again';
import { ClaimRow } from '../claim-list/claim-list.projection';
import { reassessment, type ReassessmentFact } from './reassessment.decider';

type Requested = { readonly programme: Programme; readonly seq: number };
const kind = 'reassessment';

/** Where rejected cases are: asked of the list, which must have come as far as the request. */
@Injectable()
export class RejectedClaims {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async of({ programme, seq }: Requested): Promise<readonly string[]> {
    await this.views.caughtUp('claim-list', seq);
    const rows = await this.database
      .getRepository(ClaimRow)
      .createQueryBuilder('claim')
      .where(':programme = any(claim.programmes) and claim.rejected > 0', { programme })
      .orderBy('claim.firstSeq')
      .getMany();
    return rows.map(({ claimId }) => claimId);
  }
}

@Injectable()
export class EveryReassessmentIsMade implements DueHandler<ReassessmentFact, Requested> {
  readonly kind = kind;
  constructor(
    private readonly store: EventStore,
    private readonly rejected: RejectedClaims,
    private readonly again: DecideAgain,
  ) {}

  sets({ id, category, seq, fact, meta }: RecordedFact<ReassessmentFact>): { set?: readonly NewDue<Requested>[] } {
    if (category !== reassessment.category) return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { programme: fact.programme, seq } }] };
  }

  // Claim by claim under an id of its own, in the order in which they were filed: tried again, it goes on where it stopped.
  async fire({ command, data }: DueNow<Requested>): Promise<void> {
    for (const claimId of await this.rejected.of(data)) {
      const { state } = await this.store.stateOf(claim, claimId);
      await this.again.afresh({ ...command, id: `${command.id}/${claimId}` }, claimId, state, 'REASSESSED');
    }
  }
}
