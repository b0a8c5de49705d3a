import { Injectable } from '@nestjs/common';
import { AttendanceSummarisedV1, ClassOpeningApprovedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { childId } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { HeardFacts } from '../heard-fact/heard-facts';
import { SupervisionRules } from '../rules/supervision-rules';
import { alert, looksLikeProxy, raiseAlert } from './alert.decider';

@Injectable()
export class OnAttendanceSummarised implements Consumer<AttendanceSummarisedV1> {
  readonly name = 'alert.on-attendance-summarised';
  readonly contract = AttendanceSummarisedV1;

  constructor(
    private readonly store: EventStore,
    private readonly facts: HeardFacts,
    private readonly rules: SupervisionRules,
  ) {}

  async handle({ command, data, recordedAt }: Message<AttendanceSummarisedV1>): Promise<unknown> {
    const { classId, personId, faceFlags } = data;
    if (!looksLikeProxy(faceFlags, this.rules.proxySignInFaceFlags(recordedAt))) return undefined;
    const [approved] = await this.facts.find(ClassOpeningApprovedV1, { classId });
    const region = approved && { region: approved.data.region };
    return this.store.decide(alert, childId(`${classId}/${personId}`, 'PROXY_SIGN_IN'), command, (state, { now }) =>
      raiseAlert(state, { kind: 'PROXY_SIGN_IN', personId, classId, ...region }, now),
    );
  }
}
