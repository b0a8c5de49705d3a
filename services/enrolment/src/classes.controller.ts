import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, ChangesNothing, CommandOf, PageOf } from '@libs/platform';
import { EnrolTrainees, EnrolmentsAnswer, EnrolmentsBody } from './class-roster/enrol-trainees';
import { RosterCheckAnswer, RosterCheckBody, RosterChecks } from './class-roster/roster-check.query';
import { RosterList, RosterPlaceView, RosterQuery } from './roster-list/roster-list.query';

/** Who has a place in an approved class. */
@Controller('classes/:classId')
export class ClassesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rosters: RosterList,
    private readonly checks: RosterChecks,
  ) {}

  @Post('enrolments')
  @Allow('registrar')
  @Answers(EnrolmentsAnswer)
  enrolTrainees(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('classId', ParseUUIDPipe) classId: string,
    @Body() body: EnrolmentsBody,
  ) {
    return this.commands.execute(new EnrolTrainees(command, actor, classId, body));
  }

  @Post('roster-checks')
  @Allow('registrar')
  @ChangesNothing()
  @Answers(RosterCheckAnswer)
  checkRoster(@ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string, @Body() body: RosterCheckBody) {
    return this.checks.of(actor, classId, body);
  }

  @Get('roster')
  @Allow('registrar', 'employer', 'assessor', 'reviewer', 'supervisor')
  @Answers(PageOf(RosterPlaceView))
  roster(@ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string, @Query() query: RosterQuery) {
    return this.rosters.page(actor, classId, query);
  }
}
