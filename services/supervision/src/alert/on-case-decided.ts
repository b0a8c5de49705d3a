import { Injectable } from '@nestjs/common';
import { CaseDecidedV1, ClaimSubmittedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { childId } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { HeardFacts } from '../heard-fact/heard-facts';
import { alert, raiseAlert, type AlertKind } from './alert.decider';

/** Reasons that are more than a no to one case. Who was in custody cannot have sat in an ordinary class: somebody else signed in. */
const kinds: Readonly<Record<string, AlertKind>> = {
  IN_CUSTODY: 'PROXY_SIGN_IN',
  IMPOSSIBLE_TRAVEL: 'IMPOSSIBLE_TRAVEL',
  POST_DEATH_ATTENDANCE: 'POST_DEATH_ATTENDANCE',
};

@Injectable()
export class OnCaseDecided implements Consumer<CaseDecidedV1> {
  readonly name = 'alert.on-case-decided';
  readonly contract = CaseDecidedV1;

  constructor(
    private readonly store: EventStore,
    private readonly facts: HeardFacts,
  ) {}

  async handle({ command, data }: Message<CaseDecidedV1>): Promise<void> {
    const { claimId, caseId, personId, classIds, reasons } = data;
    const raised = [...new Set(reasons.flatMap((reason) => kinds[reason] ?? []))];
    if (raised.length === 0) return;
    const [claim] = await this.facts.find(ClaimSubmittedV1, { claimId });
    const [classId] = classIds;
    const about = { personId, ...(classId !== undefined && { classId }), subject: caseId, ...(claim && { region: claim.data.region }) };
    for (const kind of raised) {
      await this.store.decide(alert, childId(caseId, kind), { ...command, id: `${command.id}/${kind}` }, (state, { now }) =>
        raiseAlert(state, { kind, ...about }, now),
      );
    }
  }
}
