import { Controller, Get, Query } from '@nestjs/common';
import { Actor, ActorOf, AfterQuery, Allow, Answers } from '@libs/platform';
import { OwnMoney, OwnMoneyView } from './own-money/own-money.query';

@Controller()
export class TraineeController {
  constructor(private readonly money: OwnMoney) {}

  @Get('own-money')
  @Allow('trainee')
  @Answers(OwnMoneyView)
  ownMoney(@ActorOf() actor: Actor, @Query() query: AfterQuery) {
    return this.money.of(actor, query);
  }
}
