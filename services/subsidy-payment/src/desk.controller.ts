import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, Public } from '@libs/platform';
import { HoldAnswer, HoldBody, HoldCases, ReleaseHold, ReleaseHoldBody } from './claim/hold-cases';
import { ImportSubsidy, ImportSubsidyBody, ImportedSubsidyAnswer } from './entitlements/import-subsidy';
import { PublicityList, PublicityListView } from './publicity-list/publicity-list.query';
import { ReassessmentAnswer, RequestReassessment, RequestReassessmentBody } from './reassessment/request-reassessment';

/** What concerns people or claims beside their own way through the office. */
@Controller()
export class DeskController {
  constructor(
    private readonly commands: CommandBus,
    private readonly lists: PublicityList,
  ) {}

  @Post('imported-subsidies')
  @Allow('reviewer')
  @Answers(ImportedSubsidyAnswer)
  importSubsidy(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: ImportSubsidyBody) {
    return this.commands.execute(new ImportSubsidy(command, actor, body));
  }

  @Post('reassessments')
  @Allow('policy-officer')
  @Answers(ReassessmentAnswer)
  requestReassessment(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: RequestReassessmentBody) {
    return this.commands.execute(new RequestReassessment(command, actor, body));
  }

  @Post('holds')
  @Allow('supervisor')
  @Answers(HoldAnswer)
  holdCases(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: HoldBody) {
    return this.commands.execute(new HoldCases(command, actor, body));
  }

  @Post('holds/releases')
  @Allow('supervisor')
  @Answers(HoldAnswer)
  releaseHold(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: ReleaseHoldBody) {
    return this.commands.execute(new ReleaseHold(command, actor, body));
  }

  @Get('publicity-lists/:claimId')
  @Public()
  @Answers(PublicityListView)
  publicityList(@Param('claimId', ParseUUIDPipe) claimId: string) {
    return this.lists.of(claimId);
  }
}
