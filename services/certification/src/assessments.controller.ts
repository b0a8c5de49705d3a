import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { AssessClass } from './assessment/assess-class';
import { AssessmentAnswer, AssessmentBody } from './assessment/assessment-body';
import { AssessmentList, AssessmentListQuery, AssessmentResultView } from './assessment-list/assessment-list.query';

@Controller('assessments')
export class AssessmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly assessments: AssessmentList,
  ) {}

  @Post()
  @Allow('assessor')
  @Answers(AssessmentAnswer)
  assessClass(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: AssessmentBody) {
    return this.commands.execute(new AssessClass(command, actor, body));
  }

  @Get()
  @Allow('assessor', 'registrar', 'reviewer', 'supervisor')
  @Answers(PageOf(AssessmentResultView))
  assessmentList(@ActorOf() actor: Actor, @Query() query: AssessmentListQuery) {
    return this.assessments.page(actor, query);
  }
}
