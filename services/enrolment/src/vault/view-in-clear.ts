import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInstant, type Actor } from '@libs/platform';
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { visible } from '../class-plan/class-plan-body';
import { person } from '../person/person.decider';
import { PeopleInReach } from '../person-list/people-in-reach.query';
import { Vault, onlyVersion, personHolder } from './vault';
import { openVault, vaultOpening } from './vault-opening.decider';

const longestPurpose = 200;

export class ClearViewBody {
  /** What it is for, in the words of whoever looks; it is recorded with their account before anything is shown. */
  @Matches(visible) @MaxLength(longestPurpose) readonly purpose!: string;
}

/** Name and numbers of one person in clear. The account that money goes to is no part of it. */
export class ClearView {
  @IsUUID() readonly openingId!: string;
  @IsUUID() readonly personId!: string;
  @IsString() readonly name!: string;
  @IsString() readonly idNo!: string;
  @IsOptional() @IsString() readonly phone?: string;
  @IsInstant() readonly openedAt!: string;
}

export class ViewInClear extends Command<ClearView> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly personId: string,
    readonly body: ClearViewBody,
  ) {
    super();
  }
}

@CommandHandler(ViewInClear)
export class ViewInClearHandler implements ICommandHandler<ViewInClear> {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly reach: PeopleInReach,
  ) {}

  async execute({ command, actor, personId, body: { purpose } }: ViewInClear): Promise<ClearView> {
    await this.reach.mustReach(actor, personId);
    const { state: known } = await this.store.stateOf(person, personId);
    if (known.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND');
    const openingId = childId(command.id, 'vault-opening');
    const asked = { purpose, askedBy: command.actor, payees: [{ kind: 'PERSON' as const, id: personId }] };
    const { state: opening } = await this.store.decide(vaultOpening, openingId, command, (state, { now }) => openVault(state, asked, now));
    const holder = personHolder(personId);
    const [name = '', idNo = '', phone] = await this.vault.at([
      { holder, field: 'name', version: known.nameVersion },
      { holder, field: 'id-no', version: onlyVersion },
      { holder, field: 'phone', version: known.phoneVersion ?? '' },
    ]);
    return { openingId, personId, name, idNo, ...(phone !== undefined && { phone }), openedAt: opening.lastAt ?? '' };
  }
}
