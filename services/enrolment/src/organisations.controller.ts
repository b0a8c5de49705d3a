import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { ChangeOrganisationAccount } from './organisation/change-organisation-account';
import { OrganisationAnswer, OrganisationView } from './organisation/organisation-answer';
import { OrganisationAccountBody, OrganisationBody, RegisterOrganisation } from './organisation/register-organisation';
import { OrganisationList, OrganisationListQuery } from './organisation-list/organisation-list.query';

/** The directory of institutions, enterprises, assessors, agencies and platforms. */
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly organisations: OrganisationList,
  ) {}

  @Post()
  @Allow('reviewer')
  @Answers(OrganisationAnswer)
  registerOrganisation(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: OrganisationBody) {
    return this.commands.execute(new RegisterOrganisation(command, actor, body));
  }

  @Post(':organisationId/accounts')
  @Allow('reviewer')
  @Answers(OrganisationAnswer)
  changeOrganisationAccount(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Body() body: OrganisationAccountBody,
  ) {
    return this.commands.execute(new ChangeOrganisationAccount(command, actor, organisationId, body));
  }

  @Get()
  @Allow('registrar', 'employer', 'assessor', 'reviewer', 'finance', 'fund-manager', 'supervisor')
  @Answers(PageOf(OrganisationView))
  organisationsInReach(@ActorOf() actor: Actor, @Query() query: OrganisationListQuery) {
    return this.organisations.page(actor, query);
  }

  @Get(':organisationId')
  @Allow('registrar', 'employer', 'assessor', 'reviewer', 'finance', 'fund-manager', 'supervisor')
  @Answers(OrganisationView)
  organisation(@ActorOf() actor: Actor, @Param('organisationId', ParseUUIDPipe) organisationId: string, @Query() query: AfterQuery) {
    return this.organisations.one(actor, organisationId, query);
  }
}
