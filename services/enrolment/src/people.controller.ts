import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { CategorisePerson } from './person/categorise-person';
import { ChangePersonAccount } from './person/change-person-account';
import { PersonAnswer } from './person/person-answer';
import { AccountBody, CategoriesBody } from './person/person-fields';
import { PeopleAnswer, PeopleBody, RegisterPeople } from './person/register-people';
import { PersonBody, RegisterPerson } from './person/register-person';
import { PersonList, PersonListQuery, PersonView } from './person-list/person-list.query';
import { ClearView, ClearViewBody, ViewInClear } from './vault/view-in-clear';

/** People by their id; what is personal goes into the vault, and comes out of here masked. */
@Controller()
export class PeopleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly people: PersonList,
  ) {}

  @Post('people')
  @Allow('registrar', 'employer', 'reviewer')
  @Answers(PersonAnswer)
  registerPerson(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: PersonBody) {
    return this.commands.execute(new RegisterPerson(command, actor, body));
  }

  @Post('people-batches')
  @Allow('registrar', 'employer', 'reviewer')
  @Answers(PeopleAnswer)
  registerPeople(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: PeopleBody) {
    return this.commands.execute(new RegisterPeople(command, actor, body));
  }

  @Post('people/:personId/accounts')
  @Allow('trainee', 'registrar', 'employer', 'reviewer')
  @Answers(PersonAnswer)
  changePersonAccount(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() body: AccountBody,
  ) {
    return this.commands.execute(new ChangePersonAccount(command, actor, personId, body));
  }

  @Post('people/:personId/categories')
  @Allow('registrar', 'employer', 'reviewer')
  @Answers(PersonAnswer)
  categorisePerson(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() body: CategoriesBody,
  ) {
    return this.commands.execute(new CategorisePerson(command, actor, personId, body));
  }

  @Post('people/:personId/clear-views')
  @Allow('registrar', 'employer', 'reviewer', 'supervisor', 'inspector')
  @Answers(ClearView)
  viewInClear(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() body: ClearViewBody,
  ) {
    return this.commands.execute(new ViewInClear(command, actor, personId, body));
  }

  @Get('people')
  @Allow('registrar', 'employer', 'reviewer', 'supervisor')
  @Answers(PageOf(PersonView))
  peopleInReach(@ActorOf() actor: Actor, @Query() query: PersonListQuery) {
    return this.people.page(actor, query);
  }

  @Get('people/:personId')
  @Allow('trainee', 'registrar', 'employer', 'reviewer', 'supervisor')
  @Answers(PersonView)
  person(@ActorOf() actor: Actor, @Param('personId', ParseUUIDPipe) personId: string, @Query() query: AfterQuery) {
    return this.people.one(actor, personId, query);
  }
}
