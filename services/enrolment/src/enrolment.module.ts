import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { account } from './account/account.decider';
import { GrantAccountHandler } from './account/grant-account';
import { OwnAccount } from './account/own-account.query';
import { SignOutAccountHandler } from './account/sign-out-account';
import { AccountListProjection, AccountRow } from './account-list/account-list.projection';
import { AccountList } from './account-list/account-list.query';
import { AccountsController } from './accounts.controller';
import { announce } from './announce';
import { ApproveClassPlanHandler } from './class-plan/approve-class-plan';
import { ClassOpeningPacks } from './class-plan/class-opening-packs';
import { ClassPlanFilings } from './class-plan/class-plan-filings';
import { classPlan } from './class-plan/class-plan.decider';
import { EverySilenceApproves } from './class-plan/every-silence-approves';
import { FileClassPlanHandler } from './class-plan/file-class-plan';
import { FileClassPlanAgainHandler } from './class-plan/file-class-plan-again';
import { ReturnClassPlanHandler } from './class-plan/return-class-plan';
import { ClassPlanListProjection, ClassPlanRow } from './class-plan-list/class-plan-list.projection';
import { ClassPlanList } from './class-plan-list/class-plan-list.query';
import { classRoster } from './class-roster/class-roster.decider';
import { EnrolTraineesHandler } from './class-roster/enrol-trainees';
import { RosterChecks } from './class-roster/roster-check.query';
import { study } from './class-roster/study.decider';
import { WorkingAges } from './class-roster/working-ages';
import { ClassesController } from './classes.controller';
import { DesksController } from './desks.controller';
import { EnrolmentController } from './enrolment.controller';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { Accounts1767225600005 } from './migrations/0002-accounts';
import { OwnRecord1767225600012 } from './migrations/0003-own-record';
import { ChangeOrganisationAccountHandler } from './organisation/change-organisation-account';
import { OnSanctionImposed } from './organisation/on-sanction-imposed';
import { OrganisationAccounts } from './organisation/organisation-accounts';
import { organisation } from './organisation/organisation.decider';
import { RegisterOrganisationHandler } from './organisation/register-organisation';
import { OrganisationListProjection, OrganisationRow } from './organisation-list/organisation-list.projection';
import { OrganisationNames } from './organisation-list/organisation-names.query';
import { OrganisationList } from './organisation-list/organisation-list.query';
import { OrganisationsController } from './organisations.controller';
import { OwnPerson, OwnRecord } from './own-record/own-record.query';
import { PeopleController } from './people.controller';
import { CategorisePersonHandler } from './person/categorise-person';
import { ChangePersonAccountHandler } from './person/change-person-account';
import { EverySilenceOfTheIdentityBase } from './person/every-silence-of-the-identity-base';
import { IdentityBase } from './person/identity-base';
import { person } from './person/person.decider';
import { RegisterPeopleHandler } from './person/register-people';
import { RegisterPersonHandler } from './person/register-person';
import { PeopleInReach } from './person-list/people-in-reach.query';
import { PersonListProjection, PersonReachRow, PersonRow } from './person-list/person-list.projection';
import { PersonList } from './person-list/person-list.query';
import { Registries } from './registry-desk/registries';
import { RegistryDesk } from './registry-desk/registry-questions';
import { EnrolmentRow, RosterListProjection, RosterNameRow } from './roster-list/roster-list.projection';
import { RosterList } from './roster-list/roster-list.query';
import { MaskedPeople } from './vault/masked-people.query';
import { OpenPayeesHandler } from './vault/open-payees';
import { Payees } from './vault/payees';
import { Vault } from './vault/vault';
import { TraineeController } from './trainee.controller';
import { VaultKeys } from './vault/vault-keys';
import { vaultOpening } from './vault/vault-opening.decider';
import { ViewInClearHandler } from './vault/view-in-clear';

const verbs = [
  FileClassPlanHandler,
  FileClassPlanAgainHandler,
  ApproveClassPlanHandler,
  ReturnClassPlanHandler,
  RegisterOrganisationHandler,
  ChangeOrganisationAccountHandler,
  RegisterPersonHandler,
  ChangePersonAccountHandler,
  CategorisePersonHandler,
  EnrolTraineesHandler,
  OpenPayeesHandler,
  ViewInClearHandler,
  RegisterPeopleHandler,
  GrantAccountHandler,
  SignOutAccountHandler,
];
const asking = [ClassPlanList, OrganisationList, PersonList, RosterList, AccountList, OwnAccount, OwnPerson, OwnRecord];
const queries = [...asking, OrganisationNames, MaskedPeople, PeopleInReach, RosterChecks, RegistryDesk];
const needed = [ClassOpeningPacks, ClassPlanFilings, VaultKeys, Vault, Payees, OrganisationAccounts, IdentityBase, Registries, WorkingAges];

@Module(
  service({
    name: 'enrolment',
    controllers: [
      EnrolmentController,
      OrganisationsController,
      PeopleController,
      ClassesController,
      DesksController,
      AccountsController,
      TraineeController,
    ],
    providers: [...verbs, ...queries, ...needed],
    deciders: [classPlan, organisation, person, classRoster, study, vaultOpening, account],
    projections: [ClassPlanListProjection, OrganisationListProjection, PersonListProjection, RosterListProjection, AccountListProjection],
    consumers: [OnSanctionImposed],
    due: [EverySilenceApproves, EverySilenceOfTheIdentityBase],
    announce,
    entities: [ClassPlanRow, OrganisationRow, PersonRow, PersonReachRow, EnrolmentRow, RosterNameRow, AccountRow],
    migrations: [FirstTables1767225600001, Accounts1767225600005, OwnRecord1767225600012],
  }),
)
export class EnrolmentModule {}
