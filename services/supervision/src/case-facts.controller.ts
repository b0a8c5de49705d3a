import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers } from '@libs/platform';
import { CaseFacts, CaseFactsView } from './payment-trace/case-evidence.query';

@Controller('cases')
export class CaseFactsController {
  constructor(private readonly cases: CaseFacts) {}

  @Get(':caseId/facts')
  @Allow('reviewer', 'finance', 'supervisor', 'audit-administrator')
  @Answers(CaseFactsView)
  caseFacts(@ActorOf() actor: Actor, @Param('caseId', ParseUUIDPipe) caseId: string) {
    return this.cases.of(actor, caseId);
  }
}
