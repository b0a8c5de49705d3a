import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { Vault, personHolder } from '../vault/vault';
import { personAnswerOf, type PersonAnswer } from './person-answer';
import type { AccountBody } from './person-fields';
import { changePersonAccount, person } from './person.decider';
import { answersForAccount, mustReachPerson } from './whose-person';

export class ChangePersonAccount extends Command<PersonAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly personId: string,
    readonly body: AccountBody,
  ) {
    super();
  }
}

@CommandHandler(ChangePersonAccount)
export class ChangePersonAccountHandler implements ICommandHandler<ChangePersonAccount> {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  async execute({ command, actor, personId, body }: ChangePersonAccount): Promise<PersonAnswer> {
    mustReachPerson(actor, personId, (await this.store.stateOf(person, personId)).state);
    const holder = personHolder(personId);
    const hash = this.vault.versionOf(holder, 'account', body.number);
    await this.vault.put(holder, [{ field: 'account', version: hash, value: body.number }]);
    const decided = this.store.decide(person, personId, command, (state) =>
      changePersonAccount(state, { kind: body.kind, hash }, answersForAccount(actor, personId)),
    );
    return personAnswerOf(await decided);
  }
}
