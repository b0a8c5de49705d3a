import { Body, Controller, Post } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, ChangesNothing, Public } from '@libs/platform';
import { DecidedCasesView } from './what-if/decided-case';
import { ReplayBody, Replays } from './what-if/replay.query';
import { RuleAnswerView, RuleQuestionBody, RuleQuestions } from './what-if/rule-question.query';
import { SimulationBody, Simulations } from './what-if/simulate.query';

@Controller()
export class WhatIfController {
  constructor(
    private readonly simulations: Simulations,
    private readonly replays: Replays,
    private readonly rules: RuleQuestions,
  ) {}

  @Post('simulations')
  @Allow('policy-officer')
  @ChangesNothing()
  @Answers(DecidedCasesView)
  simulate(@ActorOf() actor: Actor, @Body() body: SimulationBody) {
    return this.simulations.simulate(actor, body);
  }

  @Post('replays')
  @Allow('policy-officer')
  @ChangesNothing()
  @Answers(DecidedCasesView)
  replay(@ActorOf() actor: Actor, @Body() body: ReplayBody) {
    return this.replays.replay(actor, body);
  }

  @Post('rule-questions')
  @Public()
  @ChangesNothing()
  @Answers(RuleAnswerView)
  askRule(@Body() body: RuleQuestionBody) {
    return this.rules.answer(body);
  }
}
