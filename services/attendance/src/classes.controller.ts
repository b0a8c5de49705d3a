import { Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf } from '@libs/platform';
import { CloseClass, ClosingAnswer } from './class-attendance/close-class';
import { ClassAttendanceList, ClassAttendanceView } from './class-attendance-list/class-attendance-list.query';
import { Wall, WallQuery } from './wall/wall.query';

@Controller('classes/:classId')
export class ClassesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly classes: ClassAttendanceList,
    private readonly walls: Wall,
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

  @Get('wall')
  @Allow('registrar', 'reviewer', 'supervisor', 'inspector')
  wall(
    @ActorOf() actor: Actor,
    @Param('classId', ParseUUIDPipe) classId: string,
    @Query() query: WallQuery,
    @Headers('last-event-id') seen: string | undefined,
  ) {
    return this.walls.open(actor, classId, query, seen);
  }
}
