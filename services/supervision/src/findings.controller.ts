import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Actor, ActorOf, Allow, Answers, PageOf } from '@libs/platform';
import { ClassFindings, ClassFindingsView } from './finding/class-findings.query';
import { FindingList, FindingListQuery, FindingView } from './finding/finding-list.query';
import { PaymentList, PaymentListQuery, PaymentsView } from './payment-trace/payment-list.query';

@Controller()
export class FindingsController {
  constructor(
    private readonly findings: FindingList,
    private readonly ofClass: ClassFindings,
    private readonly payments: PaymentList,
  ) {}

  @Get('findings')
  @Allow('supervisor', 'audit-administrator')
  @Answers(PageOf(FindingView))
  findingList(@ActorOf() actor: Actor, @Query() query: FindingListQuery) {
    return this.findings.page(actor, query);
  }

  /** With the money that these findings stopped, hold, or claim back. */
  @Get('findings/:classId')
  @Allow('supervisor', 'audit-administrator')
  @Answers(ClassFindingsView)
  findingsOf(@ActorOf() actor: Actor, @Param('classId', ParseUUIDPipe) classId: string) {
    return this.ofClass.one(actor, classId);
  }

  @Get('payments')
  @Allow('supervisor', 'audit-administrator', 'finance')
  @Answers(PaymentsView)
  paymentList(@ActorOf() actor: Actor, @Query() query: PaymentListQuery) {
    return this.payments.find(actor, query);
  }
}
