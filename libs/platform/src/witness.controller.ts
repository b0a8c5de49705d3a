import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CommandMeta } from '@libs/event-store';
import { Allow, Answers, Public } from './allow';
import { CommandOf } from './command-of';
import { CosignedView } from './log-proof-views';
import { CheckpointBody, Witnessing } from './witnessing';

/** Served by those services alone that others name as their witness. */
@Controller('checkpoints')
export class WitnessController {
  constructor(private readonly witnessing: Witnessing) {}

  @Post()
  @HttpCode(200)
  @Allow('system')
  @Answers(CosignedView)
  witness(@CommandOf() command: CommandMeta, @Body() body: CheckpointBody) {
    return this.witnessing.witness(command, body);
  }

  @Get(':log')
  @Public()
  @Answers(CosignedView)
  known(@Param('log') log: string) {
    return this.witnessing.known(log);
  }
}
