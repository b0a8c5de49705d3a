import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, PageOf } from '@libs/platform';
import { CaseEvidence, CaseEvidences } from './case-evidence/case-evidence.query';
import { ClaimQueue, ClaimQueueQuery, QueuedClaim } from './claim-queue/claim-queue.query';
import { ClaimStepView, ClaimSteps, ClaimStepsQuery } from './claim-steps/claim-steps.query';

/** What reviewers and finance officers look at before they act. */
@Controller()
@Allow('reviewer', 'finance', 'supervisor', 'fund-manager', 'audit-administrator')
export class ReviewDeskController {
  constructor(
    private readonly queue: ClaimQueue,
    private readonly steps: ClaimSteps,
    private readonly evidences: CaseEvidences,
  ) {}

  @Get('claim-queue')
  @Answers(PageOf(QueuedClaim))
  claimQueue(@ActorOf() actor: Actor, @Query() query: ClaimQueueQuery) {
    return this.queue.page(actor, query);
  }

  @Get('claims/:claimId/steps')
  @Answers(PageOf(ClaimStepView))
  claimSteps(@ActorOf() actor: Actor, @Param('claimId', ParseUUIDPipe) claimId: string, @Query() query: ClaimStepsQuery) {
    return this.steps.page(actor, claimId, query);
  }

  @Get('claims/:claimId/cases/:caseId')
  @Answers(CaseEvidence)
  caseEvidence(@ActorOf() actor: Actor, @Param('claimId', ParseUUIDPipe) claimId: string, @Param('caseId', ParseUUIDPipe) caseId: string) {
    return this.evidences.of(actor, claimId, caseId);
  }
}
