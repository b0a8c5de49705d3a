import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, ExpectedVersion, PageOf, Public } from '@libs/platform';
import { ApplyForSubsidy } from './claim/apply-for-subsidy';
import { ClaimAnswer } from './claim/claim-answer';
import { ClaimBody } from './claim/claim-body';
import { PassFirstReview } from './claim/pass-first-review';
import { PassSecondReview } from './claim/pass-second-review';
import { ObjectionAnswer, ObjectionBody, RaiseObjection } from './claim/raise-objection';
import { RecheckClaim } from './claim/recheck-claim';
import { ResolveObjection, ResolveObjectionBody } from './claim/resolve-objection';
import { ReviewAnswer, ReviewBody } from './claim/review-body';
import { StartPublicity } from './claim/start-publicity';
import { ClaimList, ClaimListQuery, ClaimSummary } from './claim-list/claim-list.query';

@Controller('claims')
@Allow('reviewer')
export class ClaimsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly claims: ClaimList,
  ) {}

  @Post()
  @Allow('trainee', 'registrar', 'employer', 'reviewer')
  @Answers(ClaimAnswer)
  applyForSubsidy(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: ClaimBody) {
    return this.commands.execute(new ApplyForSubsidy(command, actor, body));
  }

  @Post(':claimId/first-reviews')
  @Answers(ReviewAnswer)
  passFirstReview(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) id: string,
    @ExpectedVersion() seen: number | undefined,
    @Body() body: ReviewBody,
  ) {
    return this.commands.execute(new PassFirstReview(command, actor, id, seen, body));
  }

  @Post(':claimId/second-reviews')
  @Answers(ReviewAnswer)
  passSecondReview(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) id: string,
    @ExpectedVersion() seen: number | undefined,
    @Body() body: ReviewBody,
  ) {
    return this.commands.execute(new PassSecondReview(command, actor, id, seen, body));
  }

  @Post(':claimId/publicities')
  @Answers(ClaimAnswer)
  startPublicity(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) id: string,
    @ExpectedVersion() seen?: number,
  ) {
    return this.commands.execute(new StartPublicity(command, actor, id, seen));
  }

  @Post(':claimId/rechecks')
  @Answers(ClaimAnswer)
  recheckClaim(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) id: string,
    @ExpectedVersion() seen?: number,
  ) {
    return this.commands.execute(new RecheckClaim(command, actor, id, seen));
  }

  @Post(':claimId/objections')
  @Public()
  @Answers(ObjectionAnswer)
  raiseObjection(@CommandOf() command: CommandMeta, @Param('claimId', ParseUUIDPipe) claimId: string, @Body() body: ObjectionBody) {
    return this.commands.execute(new RaiseObjection(command, claimId, body));
  }

  @Post(':claimId/objection-resolutions')
  @Answers(ClaimAnswer)
  resolveObjection(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) claimId: string,
    @ExpectedVersion() seen: number | undefined,
    @Body() body: ResolveObjectionBody,
  ) {
    return this.commands.execute(new ResolveObjection(command, actor, claimId, seen, body));
  }

  @Get()
  @Allow('trainee', 'registrar', 'employer', 'reviewer', 'finance', 'fund-manager', 'supervisor', 'policy-officer', 'audit-administrator')
  @Answers(PageOf(ClaimSummary))
  claimPage(@ActorOf() actor: Actor, @Query() query: ClaimListQuery) {
    return this.claims.page(actor, query);
  }

  @Get(':claimId')
  @Allow('trainee', 'registrar', 'employer', 'reviewer', 'finance', 'fund-manager', 'supervisor', 'policy-officer', 'audit-administrator')
  @Answers(ClaimAnswer)
  claim(@ActorOf() actor: Actor, @Param('claimId', ParseUUIDPipe) claimId: string, @Query() query: AfterQuery) {
    return this.claims.one(actor, claimId, query);
  }
}
