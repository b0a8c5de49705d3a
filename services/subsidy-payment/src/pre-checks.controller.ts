import { Body, Controller, Post } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, ChangesNothing } from '@libs/platform';
import { ClaimBody } from './claim/claim-body';
import { PreCheckAnswer, PreChecks } from './what-if/pre-check.query';

/** What a claim would come to, line by line, before anybody files it. */
@Controller('claim-pre-checks')
export class PreChecksController {
  constructor(private readonly checks: PreChecks) {}

  @Post()
  @Allow('registrar', 'employer', 'reviewer')
  @ChangesNothing()
  @Answers(PreCheckAnswer)
  preCheck(@ActorOf() actor: Actor, @Body() body: ClaimBody) {
    return this.checks.of(actor, body);
  }
}
