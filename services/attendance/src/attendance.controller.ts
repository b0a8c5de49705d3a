import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { FlagReviewAnswer, ReviewFaceFlag, ReviewFaceFlagBody } from './class-session/review-face-flag';
import { ClassSessionList, ClassSessionListQuery, ClassSessionView } from './class-session-list/class-session-list.query';
import { SignInList, SignInsView } from './sign-in-list/sign-in-list.query';

@Controller('class-sessions')
export class AttendanceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly sessions: ClassSessionList,
    private readonly signIns: SignInList,
  ) {}

  @Get()
  @Allow('registrar', 'reviewer', 'supervisor')
  @Answers(PageOf(ClassSessionView))
  classSessions(@ActorOf() actor: Actor, @Query() query: ClassSessionListQuery) {
    return this.sessions.page(actor, query);
  }

  @Get(':sessionId/sign-ins')
  @Allow('registrar', 'reviewer', 'supervisor')
  @Answers(SignInsView)
  signInsOfSession(@ActorOf() actor: Actor, @Param('sessionId', ParseUUIDPipe) sessionId: string, @Query() query: AfterQuery) {
    return this.signIns.ofSession(actor, sessionId, query);
  }

  @Post(':sessionId/flag-reviews')
  @Allow('reviewer')
  @Answers(FlagReviewAnswer)
  reviewFaceFlag(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Body() body: ReviewFaceFlagBody,
  ) {
    return this.commands.execute(new ReviewFaceFlag(command, actor, sessionId, body));
  }
}
