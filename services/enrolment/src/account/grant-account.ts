import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isUUID } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { roles, type Actor } from '@libs/platform';
import { person } from '../person/person.decider';
import { accountAnswerOf, type AccountAnswer, type GrantBody } from './account-answer';
import { account, grantAccount, type Grant, type Granter } from './account.decider';

export const accountStream = (name: string): string => childId('account', name);

export class GrantAccount extends Command<AccountAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: GrantBody,
  ) {
    super();
  }
}

@CommandHandler(GrantAccount)
export class GrantAccountHandler implements ICommandHandler<GrantAccount> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body }: GrantAccount): Promise<AccountAnswer> {
    await this.mustBeKnown(body);
    const decided = await this.store
      .decide(account, accountStream(body.account), command, (state, { now }) => grantAccount(state, grantIn(body), granterOf(actor), now))
      .catch(sayingWhoIsAdministrator);
    return accountAnswerOf(body.account, decided);
  }

  /** A trainee acts on their own records, and so has to be somebody of the vault; an id in its form that is nobody's is a slip. */
  private async mustBeKnown({ personId, roles: wanted }: GrantBody): Promise<void> {
    if (!isUUID(personId) && !wanted.includes('trainee')) return;
    const known = isUUID(personId) && (await this.store.stateOf(person, personId)).state.status === 'REGISTERED';
    if (!known) throw new Refused('PERSON_NOT_FOUND', { person: personId });
  }
}

const grantIn = ({ account: name, personId, roles: wanted, region, organisation }: GrantBody): Grant => ({
  account: name,
  personId,
  // In one order, so that the same grant is the same however it was written.
  roles: roles.filter((role) => wanted.includes(role)),
  ...(region !== undefined && { region }),
  ...(organisation !== undefined && { organisation }),
});

const sayingWhoIsAdministrator = (error: unknown): never => {
  throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('PERSON_IS_ADMINISTRATOR') : error;
};

const granterOf = ({ id, person: own, scope }: Actor): Granter => ({ account: id, person: own, covers: (place) => scope.covers(place) });
