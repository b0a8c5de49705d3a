import { Controller, Get } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers } from '@libs/platform';
import { OwnRecord, OwnRecordView } from './own-record/own-record.query';

@Controller()
export class TraineeController {
  constructor(private readonly own: OwnRecord) {}

  @Get('own-record')
  @Allow('trainee')
  @Answers(OwnRecordView)
  ownRecord(@ActorOf() actor: Actor) {
    return this.own.of(actor);
  }
}
