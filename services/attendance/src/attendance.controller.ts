import { Controller, Get, Query } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, PageOf } from '@libs/platform';
import { ClassSessionList, ClassSessionListQuery, ClassSessionView } from './class-session-list/class-session-list.query';

@Controller('class-sessions')
export class AttendanceController {
  constructor(private readonly sessions: ClassSessionList) {}

  @Get()
  @Allow('registrar', 'reviewer', 'supervisor')
  @Answers(PageOf(ClassSessionView))
  classSessions(@ActorOf() actor: Actor, @Query() query: ClassSessionListQuery) {
    return this.sessions.page(actor, query);
  }
}
