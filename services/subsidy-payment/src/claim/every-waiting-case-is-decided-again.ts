import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { entitlements, type CaseRef, type EntitlementsFact } from '../entitlements/entitlements.decider';
import { DecideAgain } from './decide-again';
import { claim } from './claim.decider';

const kind = 'decide-again';

/** A case that waited for an entitlement learns that the reservation in its way is over: used up, or free again. */
@Injectable()
export class EveryWaitingCaseIsDecidedAgain implements DueHandler<EntitlementsFact, CaseRef> {
  readonly kind = kind;
  constructor(
    private readonly store: EventStore,
    private readonly again: DecideAgain,
  ) {}

  sets({ id, category, fact, meta }: RecordedFact<EntitlementsFact>): { set?: readonly NewDue<CaseRef>[] } {
    if (category !== entitlements.category || (fact.type !== 'EntitlementConsumed' && fact.type !== 'EntitlementFreed')) return {};
    return { set: fact.wakes.map((waits) => ({ id: dueId(kind, id, waits.caseId), dueAt: meta.recordedAt, data: waits })) };
  }

  async fire({ command, data: { claimId, caseId } }: DueNow<CaseRef>): Promise<void> {
    const { state } = await this.store.stateOf(claim, claimId);
    const waits = state.status === 'FILED' ? state.cases.get(caseId) : undefined;
    if (waits) await this.again.asKnown(command, claimId, [waits], 'RESERVATION_FREED');
  }
}
