import { Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf } from '@libs/platform';
import { CloseClass, ClosingAnswer } from './class-attendance/close-class';
import { ClassAttendanceList, ClassAttendanceView } from './class-attendance-list/class-attendance-list.query';

@Controller('classes/:classId')
export class ClassesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly classes: ClassAttendanceList,
  ) {}

  @Post('closings')
  @Allow('registrar')
  @Answers(ClosingAnswer)
  closeClass(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string) {
    return this.commands.execute(new CloseClass(command, actor, classId));
  }

  @Get('attendance')
  @Allow('registrar', 'reviewer', 'supervisor')
  @Answers(ClassAttendanceView)
  attendance(@ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string, @Query() query: AfterQuery) {
    return this.classes.one(actor, classId, query);
  }
}
