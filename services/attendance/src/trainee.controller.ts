import { Controller, Get, Query } from '@nestjs/common';
import { Actor, ActorOf, AfterQuery, Allow, Answers } from '@libs/platform';
import { OwnAttendance, OwnAttendanceView } from './own-attendance/own-attendance.query';

@Controller()
export class TraineeController {
  constructor(private readonly own: OwnAttendance) {}

  @Get('own-attendance')
  @Allow('trainee')
  @Answers(OwnAttendanceView)
  ownAttendance(@ActorOf() actor: Actor, @Query() query: AfterQuery) {
    return this.own.of(actor, query);
  }
}
