import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Actor, ActorOf, AfterQuery, Allow, Answers, PageOf } from '@libs/platform';
import { BankAnswerList, BankAnswerListQuery, BankMessageView } from './bank-answer-list/bank-answer-list.query';
import { OnePayout } from './payout/one-payout.query';
import { PayoutView } from './payout/payout-answer';
import { PayoutList, PayoutListQuery, PayoutSummary } from './payout/payout-list.query';

@Controller()
@Allow('finance', 'reviewer', 'supervisor', 'fund-manager', 'audit-administrator')
export class PayingDeskController {
  constructor(
    private readonly payouts: PayoutList,
    private readonly onePayout: OnePayout,
    private readonly bank: BankAnswerList,
  ) {}

  @Get('payouts')
  @Answers(PageOf(PayoutSummary))
  payoutPage(@ActorOf() actor: Actor, @Query() query: PayoutListQuery) {
    return this.payouts.page(actor, query);
  }

  @Get('payouts/:payoutId')
  @Answers(PayoutView)
  payout(@ActorOf() actor: Actor, @Param('payoutId', ParseUUIDPipe) payoutId: string, @Query() query: AfterQuery) {
    return this.onePayout.of(actor, payoutId, query);
  }

  @Get('bank-answers')
  @Answers(PageOf(BankMessageView))
  bankAnswers(@ActorOf() actor: Actor, @Query() query: BankAnswerListQuery) {
    return this.bank.page(actor, query);
  }
}
