import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsOptional, IsString, isUUID } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { roles, type Actor } from '@libs/platform';
import { organisation } from '../organisation/organisation.decider';
import { person } from '../person/person.decider';
import { MaskedPeople } from '../vault/masked-people.query';

export class OwnAccountView {
  @IsString() readonly account!: string;
  @IsString() readonly personId!: string;
  /** 张*: of a name the first character; left out where the person is not in the vault. */
  @IsOptional() @IsString() readonly name?: string;
  /** All that are granted; without a second factor some of them do not count. */
  @IsIn(roles, { each: true }) readonly roles!: readonly string[];
  @IsOptional() @IsString() readonly region?: string;
  @IsOptional() @IsString() readonly organisation?: string;
  @IsOptional() @IsString() readonly organisationName?: string;
  /** Whether this sign-in has shown one. */
  @IsBoolean() readonly secondFactor!: boolean;
}

/** Who one is here, and what one may do. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly store: EventStore,
    private readonly people: MaskedPeople,
  ) {}

  async of(actor: Actor): Promise<OwnAccountView> {
    const { region, organisation: own } = actor.scope;
    const granted = [...actor.roles, ...actor.withheld];
    const [name, organisationName] = await Promise.all([this.nameOf(actor.person), this.nameOfOrganisation(own)]);
    return {
      account: actor.id,
      personId: actor.person,
      ...(name !== undefined && { name }),
      roles: roles.filter((role) => granted.includes(role)),
      ...(region !== undefined && { region }),
      ...(own !== undefined && { organisation: own }),
      ...(organisationName !== undefined && { organisationName }),
      secondFactor: actor.secondFactor,
    };
  }

  private async nameOf(personId: string): Promise<string | undefined> {
    if (!isUUID(personId)) return undefined;
    const { state } = await this.store.stateOf(person, personId);
    if (state.status === 'UNKNOWN') return undefined;
    const [name] = await this.people.names([{ personId, nameVersion: state.nameVersion }]);
    return name;
  }

  private async nameOfOrganisation(organisationId: string | undefined): Promise<string | undefined> {
    if (organisationId === undefined) return undefined;
    const { state } = await this.store.stateOf(organisation, organisationId);
    return state.status === 'REGISTERED' ? state.directory.name : undefined;
  }
}
