import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId, usccFault } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { visible } from '../class-plan/class-plan-body';
import { OrganisationAccounts } from './organisation-accounts';
import { OrganisationAnswer, organisationAnswerOf, organisationKinds, tiers } from './organisation-answer';
import { organisation, registerOrganisation, type OrganisationKind, type Tier } from './organisation.decider';

const longestName = 100;
const longestUscc = 40;

export class OrganisationAccountBody {
  @Matches(/^[0-9A-Za-z-]{4,34}$/) readonly number!: string;
  @IsOptional() @Matches(visible) @MaxLength(longestName) readonly bankName?: string;
}

export class OrganisationBody {
  @IsIn(organisationKinds) readonly kind!: OrganisationKind;
  @Matches(visible) @MaxLength(longestName) readonly name!: string;
  /** GB/T 2260, six digits. */
  @Matches(/^[0-9]{6}$/) readonly region!: string;
  /** 统一社会信用代码 */
  @IsString() @MaxLength(longestUscc) readonly uscc!: string;
  @IsOptional() @IsIn(tiers) readonly tier?: Tier;
  @IsOptional() @ValidateNested() @Type(() => OrganisationAccountBody) readonly account?: OrganisationAccountBody;
}

export class RegisterOrganisation extends Command<OrganisationAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: OrganisationBody,
  ) {
    super();
  }
}

@CommandHandler(RegisterOrganisation)
export class RegisterOrganisationHandler implements ICommandHandler<RegisterOrganisation> {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: OrganisationAccounts,
  ) {}

  async execute({ command, actor, body }: RegisterOrganisation): Promise<OrganisationAnswer> {
    const { kind, name, region, uscc, tier, account } = body;
    const fault = usccFault(uscc);
    if (fault !== null) throw new Refused('USCC_INVALID', { fault });
    if (!actor.scope.covers({ region, ...ofNobody(actor) })) throw new Refused('ORGANISATION_REGION_OUT_OF_REACH', { region });
    const organisationId = childId(command.id, 'organisation');
    const hash = account && (await this.accounts.keep(organisationId, account));
    const directory = { kind, name, region, uscc, ...(tier !== undefined && { tier }) };
    const decided = this.store.decide(organisation, organisationId, command, (state, { now }) =>
      registerOrganisation(state, directory, hash, now),
    );
    return organisationAnswerOf(await decided.catch(sayingWhoseCode(uscc)));
  }
}

// Who registers others does it in a region, for whichever organisation.
const ofNobody = ({ scope }: Actor) => (scope.organisation === undefined ? {} : { organisation: scope.organisation });

/** An organisation takes no other key than its code. */
const sayingWhoseCode =
  (uscc: string) =>
  (error: unknown): never => {
    throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('USCC_TAKEN', { uscc }) : error;
  };
