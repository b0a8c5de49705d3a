import { Controller, Get, Query } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, PageOf } from '@libs/platform';
import { AlertList, AlertListQuery, AlertView } from './alert/alert-list.query';
import { HeardFactList, HeardFactListQuery, HeardFactPage } from './heard-fact/heard-fact-list.query';
import { SanctionList, SanctionListQuery, SanctionView } from './sanctions/sanction-list.query';

@Controller()
export class ScreensController {
  constructor(
    private readonly heard: HeardFactList,
    private readonly sanctions: SanctionList,
    private readonly alerts: AlertList,
  ) {}

  @Get('facts')
  @Allow('supervisor', 'policy-officer', 'audit-administrator')
  @Answers(HeardFactPage)
  facts(@ActorOf() actor: Actor, @Query() query: HeardFactListQuery) {
    return this.heard.page(actor, query);
  }

  @Get('sanctions')
  @Allow('supervisor', 'registrar', 'employer')
  @Answers(PageOf(SanctionView))
  sanctionsOf(@ActorOf() actor: Actor, @Query() query: SanctionListQuery) {
    return this.sanctions.page(actor, query);
  }

  @Get('alerts')
  @Allow('supervisor', 'reviewer')
  @Answers(PageOf(AlertView))
  alertsOf(@ActorOf() actor: Actor, @Query() query: AlertListQuery) {
    return this.alerts.page(actor, query);
  }
}
