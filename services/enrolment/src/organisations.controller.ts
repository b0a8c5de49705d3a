import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, ChangesNothing, CommandOf, PageOf } from '@libs/platform';
import { ChangeOrganisationAccount } from './organisation/change-organisation-account';
import { OrganisationAnswer, OrganisationView } from './organisation/organisation-answer';
import { OrganisationAccountBody, OrganisationBody, RegisterOrganisation } from './organisation/register-organisation';
import { OrganisationNames, OrganisationNamesAnswer, OrganisationNamesBody } from './organisation-list/organisation-names.query';
import { OrganisationList, OrganisationListQuery } from './organisation-list/organisation-list.query';

// Names of organisations are public: whoever is signed in may read them.
const everybody = [
  ...(['registrar', 'employer', 'trainee', 'assessor', 'bank', 'reviewer', 'finance', 'fund-manager', 'supervisor', 'inspector'] as const),
  ...(['third-party', 'policy-officer', 'system-administrator', 'security-administrator', 'audit-administrator', 'operator'] as const),
] as const;
// A security administrator names organisations in grants.
const lookingRoles = [
  ...(['registrar', 'employer', 'assessor', 'reviewer', 'finance', 'fund-manager', 'supervisor'] as const),
  ...(['security-administrator', 'audit-administrator'] as const),
] as const;

/** The directory of institutions, enterprises, assessors, agencies and platforms. */
@Controller()
export class OrganisationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly organisations: OrganisationList,
    private readonly names: OrganisationNames,
  ) {}

  @Post('organisations')
  @Allow('reviewer')
  @Answers(OrganisationAnswer)
  registerOrganisation(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: OrganisationBody) {
    return this.commands.execute(new RegisterOrganisation(command, actor, body));
  }

  @Post('organisation-names')
  @Allow(...everybody)
  @ChangesNothing()
  @Answers(OrganisationNamesAnswer)
  organisationNames(@Body() body: OrganisationNamesBody) {
    return this.names.of(body);
  }

  @Post('organisations/:organisationId/accounts')
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

  @Get('organisations')
  @Allow(...lookingRoles)
  @Answers(PageOf(OrganisationView))
  organisationsInReach(@ActorOf() actor: Actor, @Query() query: OrganisationListQuery) {
    return this.organisations.page(actor, query);
  }

  @Get('organisations/:organisationId')
  @Allow(...lookingRoles)
  @Answers(OrganisationView)
  organisation(@ActorOf() actor: Actor, @Param('organisationId', ParseUUIDPipe) organisationId: string, @Query() query: AfterQuery) {
    return this.organisations.one(actor, organisationId, query);
  }
}
