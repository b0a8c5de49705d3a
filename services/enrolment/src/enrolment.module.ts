import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { announce } from './announce';
import { ApproveClassPlanHandler } from './class-plan/approve-class-plan';
import { ClassOpeningPacks } from './class-plan/class-opening-packs';
import { classPlan } from './class-plan/class-plan.decider';
import { EverySilenceApproves } from './class-plan/every-silence-approves';
import { FileClassPlanHandler } from './class-plan/file-class-plan';
import { FileClassPlanAgainHandler } from './class-plan/file-class-plan-again';
import { ReturnClassPlanHandler } from './class-plan/return-class-plan';
import { ClassPlanListProjection, ClassPlanRow } from './class-plan-list/class-plan-list.projection';
import { ClassPlanList } from './class-plan-list/class-plan-list.query';
import { EnrolmentController } from './enrolment.controller';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';

@Module(
  service({
    name: 'enrolment',
    controllers: [EnrolmentController],
    providers: [
      FileClassPlanHandler,
      FileClassPlanAgainHandler,
      ApproveClassPlanHandler,
      ReturnClassPlanHandler,
      ClassPlanList,
      ClassOpeningPacks,
    ],
    deciders: [classPlan],
    projections: [ClassPlanListProjection],
    due: [EverySilenceApproves],
    announce,
    entities: [ClassPlanRow],
    migrations: [FirstTables1767225600001],
  }),
)
export class EnrolmentModule {}
