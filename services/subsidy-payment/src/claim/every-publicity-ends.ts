import { Injectable } from '@nestjs/common';
import { EventStore, type Decided, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { claim, type Claim, type ClaimFact } from './claim.decider';
import { endPublicity } from './publicity.decider';

type Over = { readonly claimId: string; readonly endsAt: string };
const kind = 'publicity-ends';

@Injectable()
export class EveryPublicityEnds implements DueHandler<ClaimFact, Over> {
  readonly kind = kind;
  constructor(private readonly store: EventStore) {}

  sets({ id, category, streamId, fact }: RecordedFact<ClaimFact>): { set?: readonly NewDue<Over>[] } {
    if (category !== claim.category || fact.type !== 'PublicityStarted') return {};
    return { set: [{ id: dueId(kind, id), dueAt: fact.endsAt, data: { claimId: streamId, endsAt: fact.endsAt } }] };
  }

  fire({ command, data: { claimId, endsAt } }: DueNow<Over>): Promise<Decided<Claim>> {
    return this.store.decide(claim, claimId, command, (state, { now }) => endPublicity(state, endsAt, now));
  }
}
