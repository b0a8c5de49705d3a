import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { FundRowAnswer, FundRowView } from './fund-row/fund-row-answer';
import { PostAllotment, PostAllotmentBody } from './fund-row/post-allotment';
import { FundRowList, FundRowListQuery, QueueView } from './fund-row-list/fund-row-list.query';
import { AllHistoryQuery, AllHistoryView, HistoryQuery, HistoryView } from './journal/history';
import { BalancesQuery, BalancesView, Journal, JournalEntryView, JournalQuery } from './journal/journal.query';

@Controller()
export class FundLedgerController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rows: FundRowList,
    private readonly journal: Journal,
  ) {}

  @Post('allotments')
  @Allow('fund-manager')
  @Answers(FundRowAnswer)
  postAllotment(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: PostAllotmentBody) {
    return this.commands.execute(new PostAllotment(command, actor, body));
  }

  @Get('fund-rows')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator', 'policy-officer')
  @Answers(PageOf(FundRowView))
  fundRows(@ActorOf() actor: Actor, @Query() query: FundRowListQuery) {
    return this.rows.page(actor, query);
  }

  @Get('fund-history')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator')
  @Answers(AllHistoryView)
  historyOfAll(@ActorOf() actor: Actor, @Query() query: AllHistoryQuery) {
    return this.journal.historyOfAll(actor, query);
  }

  @Get('fund-rows/:rowId')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator', 'policy-officer')
  @Answers(FundRowView)
  fundRow(@ActorOf() actor: Actor, @Param('rowId', ParseUUIDPipe) rowId: string, @Query() query: AfterQuery) {
    return this.rows.one(actor, rowId, query);
  }

  @Get('fund-rows/:rowId/balances')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator')
  @Answers(BalancesView)
  balances(@ActorOf() actor: Actor, @Param('rowId', ParseUUIDPipe) rowId: string, @Query() query: BalancesQuery) {
    return this.journal.balances(actor, rowId, query);
  }

  @Get('fund-rows/:rowId/history')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator')
  @Answers(HistoryView)
  history(@ActorOf() actor: Actor, @Param('rowId', ParseUUIDPipe) rowId: string, @Query() query: HistoryQuery) {
    return this.journal.history(actor, rowId, query);
  }

  @Get('fund-rows/:rowId/journal')
  @Allow('fund-manager', 'finance', 'supervisor', 'audit-administrator')
  @Answers(PageOf(JournalEntryView))
  entries(@ActorOf() actor: Actor, @Param('rowId', ParseUUIDPipe) rowId: string, @Query() query: JournalQuery) {
    return this.journal.page(actor, rowId, query);
  }

  @Get('fund-rows/:rowId/queue')
  @Allow('fund-manager', 'finance', 'reviewer', 'supervisor', 'audit-administrator')
  @Answers(QueueView)
  queue(@ActorOf() actor: Actor, @Param('rowId', ParseUUIDPipe) rowId: string, @Query() query: AfterQuery) {
    return this.rows.queue(actor, rowId, query);
  }
}
