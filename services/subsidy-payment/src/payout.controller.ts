import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, ChangesNothing, CommandOf, PageOf } from '@libs/platform';
import { BankAnswersBody, BankAnswersTaken, TakeBankAnswers } from './bank/take-bank-answers';
import { PaymentOrderList, PaymentOrderListQuery, PaymentOrderView } from './payout/payment-order-list.query';
import { PayoutAnswer, ReissueAnswer } from './payout/payout-answer';
import { ReissuePayment } from './payout/reissue-payment';
import { PayoutPreview, PayoutPreviews } from './payout/preview-payout';
import { ClaimsToRelease, ReleasePayoutBody } from './payout/releasable';
import { ReleasePayout } from './payout/release-payout';
import { ResolutionAnswer, ResolvePayout, ResolvePayoutBody } from './payout/resolve-payout';

@Controller()
export class PayoutController {
  constructor(
    private readonly commands: CommandBus,
    private readonly orders: PaymentOrderList,
    private readonly previews: PayoutPreviews,
  ) {}

  @Post('payout-previews')
  @Allow('finance')
  @ChangesNothing()
  @Answers(PayoutPreview)
  previewPayout(@ActorOf() actor: Actor, @Body() body: ClaimsToRelease) {
    return this.previews.of(actor, body);
  }

  @Post('payouts')
  @Allow('finance')
  @Answers(PayoutAnswer)
  releasePayout(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: ReleasePayoutBody) {
    return this.commands.execute(new ReleasePayout(command, actor, body));
  }

  @Post('payouts/:payoutId/resolutions')
  @Allow('finance')
  @Answers(ResolutionAnswer)
  resolvePayout(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('payoutId', ParseUUIDPipe) payoutId: string,
    @Body() body: ResolvePayoutBody,
  ) {
    return this.commands.execute(new ResolvePayout(command, actor, payoutId, body));
  }

  @Get('payment-orders')
  @Allow('finance', 'reviewer', 'supervisor', 'fund-manager', 'audit-administrator', 'registrar', 'employer')
  @Answers(PageOf(PaymentOrderView))
  paymentOrders(@ActorOf() actor: Actor, @Query() query: PaymentOrderListQuery) {
    return this.orders.page(actor, query);
  }

  @Post('payment-orders/:orderId/reissues')
  @Allow('finance')
  @Answers(ReissueAnswer)
  reissuePayment(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Param('orderId', ParseUUIDPipe) orderId: string) {
    return this.commands.execute(new ReissuePayment(command, actor, orderId));
  }

  @Post('bank-answers')
  @Allow('bank')
  @Answers(BankAnswersTaken)
  takeBankAnswers(@CommandOf() command: CommandMeta, @Body() body: BankAnswersBody) {
    return this.commands.execute(new TakeBankAnswers(command, body));
  }
}
