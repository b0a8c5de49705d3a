import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { personAnswerOf, type PersonAnswer } from './person-answer';
import { categoriesFrom, type CategoriesBody } from './person-fields';
import { categorisePerson, person } from './person.decider';
import { employmentOf, mustReachPerson } from './whose-person';

export class CategorisePerson extends Command<PersonAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly personId: string,
    readonly body: CategoriesBody,
  ) {
    super();
  }
}

@CommandHandler(CategorisePerson)
export class CategorisePersonHandler implements ICommandHandler<CategorisePerson> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, personId, body }: CategorisePerson): Promise<PersonAnswer> {
    const decided = await this.store.decide(person, personId, command, (state) => {
      mustReachPerson(actor, personId, state);
      return categorisePerson(state, categoriesFrom({ ...body, ...employmentOf(actor, body) }));
    });
    return personAnswerOf(decided);
  }
}
