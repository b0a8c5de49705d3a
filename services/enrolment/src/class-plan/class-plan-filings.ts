import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type CommandMeta } from '@libs/event-store';
import { Clock, Refused, businessDate } from '@libs/kernel';
import { mustNotBeBanned, organisation } from '../organisation/organisation.decider';
import { ClassOpeningPacks } from './class-opening-packs';
import { answerOf, type ClassPlanAnswer } from './class-plan-answer';
import { formOf, type ClassPlanBody } from './class-plan-body';
import { classPlan, fileClassPlan, type ClassPlan } from './class-plan.decider';

/** The plan and the standing of its institution are one decision: no plan slips in beside a ban. */
@Injectable()
export class ClassPlanFilings {
  constructor(
    private readonly store: EventStore,
    private readonly packs: ClassOpeningPacks,
    private readonly clock: Clock,
  ) {}

  async file(
    command: CommandMeta,
    classId: string,
    institutionId: string,
    body: ClassPlanBody,
    mustReach: (plan: ClassPlan) => void = () => undefined,
  ): Promise<ClassPlanAnswer> {
    const { region, classNo } = body;
    const filing = { classId, institutionId, region, form: formOf(body, this.packs.fenceRadiusMetres(region, this.clock.now())) };
    const streams = { plan: [classPlan, classId], institution: [organisation, institutionId] } as const;
    const decided = this.store.decideTogether(command, streams, ({ plan, institution }, { now }) => {
      mustReach(plan);
      mustNotBeBanned(institution, businessDate(now));
      const { facts, keys } = fileClassPlan(plan, filing, this.packs.inForce(region, now), now);
      return withKeys({ plan: facts }, keys);
    });
    const { streams: now, seq, repeated } = await decided.catch(sayingWhichNumber(classNo));
    return answerOf({ ...now.plan, seq, repeated });
  }
}

/** A class plan takes no other key than its opening number, so that is what was taken. */
const sayingWhichNumber =
  (classNo: string) =>
  (error: unknown): never => {
    throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('CLASS_NO_TAKEN', { classNo }) : error;
  };
