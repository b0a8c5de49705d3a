import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf } from '@libs/platform';
import { ConfirmFinding, FindingBody } from './finding/confirm-finding';
import { FindingAnswer } from './finding/finding-answer';
import { PublishFinding } from './finding/publish-finding';
import { PaymentTrace, TraceView } from './payment-trace/payment-trace.query';

@Controller()
export class SupervisionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly traces: PaymentTrace,
  ) {}

  @Post('findings')
  @Allow('supervisor')
  @Answers(FindingAnswer)
  confirmFinding(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: FindingBody) {
    return this.commands.execute(new ConfirmFinding(command, actor, body));
  }

  @Post('findings/:classId/publications')
  @Allow('supervisor')
  @Answers(FindingAnswer)
  publishFinding(@CommandOf() command: CommandMeta, @Param('classId', ParseUUIDPipe) classId: string) {
    return this.commands.execute(new PublishFinding(command, classId));
  }

  @Get('payments/:orderId/trace')
  @Allow('supervisor', 'audit-administrator', 'finance')
  @Answers(TraceView)
  trace(@ActorOf() actor: Actor, @Param('orderId', ParseUUIDPipe) orderId: string) {
    return this.traces.of(actor, orderId);
  }
}
