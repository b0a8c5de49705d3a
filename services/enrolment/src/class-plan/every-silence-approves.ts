import { Injectable } from '@nestjs/common';
import { EventStore, type Decided, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { approveBySilence, classPlan, type ClassPlan, type ClassPlanFact } from './class-plan.decider';

type SilenceOver = { readonly classId: string; readonly round: number };
const kind = 'silence-approves';

@Injectable()
export class EverySilenceApproves implements DueHandler<ClassPlanFact, SilenceOver> {
  readonly kind = kind;
  constructor(private readonly store: EventStore) {}

  // One row a filing. The answer of the office names the round, so it takes away exactly the row of the filing that it answers.
  sets({ category, streamId, fact }: RecordedFact<ClassPlanFact>): { set?: readonly NewDue<SilenceOver>[]; cancel?: readonly string[] } {
    if (category !== classPlan.category) return {};
    const id = dueId(kind, `class-plan/${streamId}`, String(fact.round));
    if (fact.type !== 'ClassPlanFiled') return { cancel: [id] };
    return { set: [{ id, dueAt: fact.silenceApprovesAt, data: { classId: streamId, round: fact.round } }] };
  }

  fire({ command, data }: DueNow<SilenceOver>): Promise<Decided<ClassPlan>> {
    return this.store.decide(classPlan, data.classId, command, (plan, at) => approveBySilence(plan, data.round, at.now));
  }
}
