import { Injectable } from '@nestjs/common';
import { ClaimRejectedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { businessDate } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { MeasuresHeard } from './measures-heard';
import { imposeMeasure, sanctions } from './sanctions.decider';

const reason = 'CLASS_DAY_ATTENDANCE_BELOW_80';
const finding = 'class_day_attendance';

@Injectable()
export class OnClaimRejected implements Consumer<ClaimRejectedV1> {
  readonly name = 'sanctions.on-claim-rejected';
  readonly contract = ClaimRejectedV1;

  constructor(
    private readonly store: EventStore,
    private readonly heard: MeasuresHeard,
  ) {}

  // A class that fails on a day is a finding as soon as a claim on it is rejected for it; a pack without measures has nothing to say to that.
  async handle({ command, data }: Message<ClaimRejectedV1>): Promise<void> {
    const { institutionId: organisationId, region, classIds, cases, pack, rejectedAt } = data;
    if (organisationId === undefined || !cases.some((one) => one.reason === reason)) return;
    const rules = await this.heard.soonOfPack(pack);
    if (!rules) return;
    const measure = rules.measureOf(finding);
    for (const classId of await this.heard.belowThreshold(classIds)) {
      const grounds = { organisationId, region, cause: finding, causeId: classId, measure, on: businessDate(rejectedAt) };
      await this.store.decide(sanctions, organisationId, { ...command, id: `${command.id}/${classId}` }, (state) =>
        imposeMeasure(state, grounds, rules),
      );
    }
  }
}
