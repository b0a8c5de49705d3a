import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { accountAnswerOf, type AccountAnswer } from './account-answer';
import { account, signOutAccount } from './account.decider';
import { accountStream } from './grant-account';

/** Ends all sessions of the account that asks, here and everywhere. */
export class SignOutAccount extends Command<AccountAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
  ) {
    super();
  }
}

@CommandHandler(SignOutAccount)
export class SignOutAccountHandler implements ICommandHandler<SignOutAccount> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor: { id } }: SignOutAccount): Promise<AccountAnswer> {
    const decided = await this.store.decide(account, accountStream(id), command, (state, { now }) => signOutAccount(state, id, now));
    return accountAnswerOf(id, decided);
  }
}
