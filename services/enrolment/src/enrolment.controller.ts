import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, ExpectedVersion, PageOf } from '@libs/platform';
import { ClassPlanAnswer } from './class-plan/class-plan-answer';
import { ApproveClassPlan } from './class-plan/approve-class-plan';
import { ClassPlanBody } from './class-plan/class-plan-body';
import { FileClassPlan } from './class-plan/file-class-plan';
import { FileClassPlanAgain } from './class-plan/file-class-plan-again';
import { ReturnClassPlan, ReturnClassPlanBody } from './class-plan/return-class-plan';
import { ClassPlanList, ClassPlanListQuery, ClassPlanSummary, ClassPlanView } from './class-plan-list/class-plan-list.query';

@Controller('class-plans')
export class EnrolmentController {
  constructor(
    private readonly commands: CommandBus,
    private readonly plans: ClassPlanList,
  ) {}

  @Post()
  @Allow('registrar')
  @Answers(ClassPlanAnswer)
  fileClassPlan(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: ClassPlanBody) {
    return this.commands.execute(new FileClassPlan(command, actor, body));
  }

  @Post(':classId/filings')
  @Allow('registrar')
  @Answers(ClassPlanAnswer)
  fileClassPlanAgain(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('classId', ParseUUIDPipe) classId: string,
    @Body() body: ClassPlanBody,
  ) {
    return this.commands.execute(new FileClassPlanAgain(command, actor, classId, body));
  }

  @Post(':classId/approvals')
  @Allow('reviewer')
  @Answers(ClassPlanAnswer)
  approveClassPlan(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('classId', ParseUUIDPipe) classId: string,
    @ExpectedVersion() seen: number | undefined,
  ) {
    return this.commands.execute(new ApproveClassPlan(command, actor, classId, seen));
  }

  @Post(':classId/returns')
  @Allow('reviewer')
  @Answers(ClassPlanAnswer)
  returnClassPlan(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('classId', ParseUUIDPipe) classId: string,
    @ExpectedVersion() seen: number | undefined,
    @Body() body: ReturnClassPlanBody,
  ) {
    return this.commands.execute(new ReturnClassPlan(command, actor, classId, seen, body));
  }

  @Get()
  @Allow('registrar', 'employer', 'assessor', 'reviewer', 'supervisor')
  @Answers(PageOf(ClassPlanSummary))
  classPlans(@ActorOf() actor: Actor, @Query() query: ClassPlanListQuery) {
    return this.plans.page(actor, query);
  }

  @Get(':classId')
  @Allow('registrar', 'employer', 'assessor', 'reviewer', 'supervisor', 'finance', 'fund-manager', 'audit-administrator')
  @Answers(ClassPlanView)
  classPlan(@ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string, @Query() query: AfterQuery) {
    return this.plans.one(actor, classId, query);
  }
}
