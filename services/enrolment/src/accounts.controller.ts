import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, PageOf, SignedIn } from '@libs/platform';
import { AccountAnswer, AccountView, GrantBody } from './account/account-answer';
import { GrantAccount } from './account/grant-account';
import { OwnAccount, OwnAccountView } from './account/own-account.query';
import { StandingView, standingOf } from './account/standing-view';
import { SignOutAccount } from './account/sign-out-account';
import { AccountList, AccountListQuery } from './account-list/account-list.query';

/** Accounts and what they may do; who they are is told by whoever signs them in. */
@Controller()
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly accounts: AccountList,
    private readonly own: OwnAccount,
  ) {}

  @Post('accounts')
  @Allow('security-administrator', 'system')
  @Answers(AccountAnswer)
  grantAccount(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: GrantBody) {
    return this.commands.execute(new GrantAccount(command, actor, body));
  }

  @Post('accounts/sign-outs')
  @SignedIn()
  @Answers(AccountAnswer)
  signOutAccount(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor) {
    return this.commands.execute(new SignOutAccount(command, actor));
  }

  @Get('accounts')
  @Allow('security-administrator', 'audit-administrator')
  @Answers(PageOf(AccountView))
  accountsInReach(@ActorOf() actor: Actor, @Query() query: AccountListQuery) {
    return this.accounts.page(actor, query);
  }

  @Get('me')
  @SignedIn()
  @Answers(OwnAccountView)
  ownAccount(@ActorOf() actor: Actor) {
    return this.own.of(actor);
  }

  @Get('me/standing')
  @SignedIn()
  @Answers(StandingView)
  ownStanding(@ActorOf() actor: Actor) {
    return standingOf(actor);
  }
}
