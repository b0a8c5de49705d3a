import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { OrganisationAccounts } from './organisation-accounts';
import { organisationAnswerOf, type OrganisationAnswer } from './organisation-answer';
import { changeOrganisationAccount, organisation, type Organisation } from './organisation.decider';
import type { OrganisationAccountBody } from './register-organisation';

export class ChangeOrganisationAccount extends Command<OrganisationAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly organisationId: string,
    readonly body: OrganisationAccountBody,
  ) {
    super();
  }
}

@CommandHandler(ChangeOrganisationAccount)
export class ChangeOrganisationAccountHandler implements ICommandHandler<ChangeOrganisationAccount> {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: OrganisationAccounts,
  ) {}

  async execute({ command, actor, organisationId, body }: ChangeOrganisationAccount): Promise<OrganisationAnswer> {
    mustReachOrganisation(actor, organisationId, (await this.store.stateOf(organisation, organisationId)).state);
    const hash = await this.accounts.keep(organisationId, body);
    const decided = await this.store.decide(organisation, organisationId, command, (state, { now }) =>
      changeOrganisationAccount(state, hash, now),
    );
    return organisationAnswerOf(decided);
  }
}

/** An organisation outside the reach of whoever asks is to them as if it did not exist. */
function mustReachOrganisation(actor: Actor, organisationId: string, state: Organisation): void {
  const reached = state.status === 'REGISTERED' && actor.scope.covers({ region: state.directory.region, organisation: organisationId });
  if (!reached) throw new Refused('ORGANISATION_NOT_FOUND');
}
