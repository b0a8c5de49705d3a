import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsString, IsUUID, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Refused, maskedIdNo } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { PeopleInReach } from '../person-list/people-in-reach.query';
import { person } from '../person/person.decider';
import { Vault, onlyVersion, personHolder } from './vault';

const mostAtOnce = 2_000;

export class MaskedPeopleBody {
  @IsUUID(undefined, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(mostAtOnce) readonly personIds!: string[];
}

export class MaskedPersonView {
  @IsUUID() readonly personId!: string;
  @IsString() readonly name!: string;
  @IsString() readonly idNo!: string;
}

export class MaskedPeopleAnswer {
  @ValidateNested({ each: true }) @Type(() => MaskedPersonView) readonly people!: readonly MaskedPersonView[];
}

/** 张三丰 is 张**: of a name the first character is shown. */
function maskedName(name: string): string {
  const [first = '', ...others] = [...name];
  return first + '*'.repeat(Math.max(others.length, 1));
}

export type NamedPerson = { readonly personId: string; readonly nameVersion: string };

/** What screens and lists may show of a person. */
@Injectable()
export class MaskedPeople {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly reach: PeopleInReach,
  ) {}

  /** Services ask for whom they like and are told where somebody is unknown; to everybody else, whoever is out of reach is left out. */
  async askedBy(actor: Actor, { personIds }: MaskedPeopleBody): Promise<MaskedPeopleAnswer> {
    if (actor.roles.includes('system')) return this.of({ personIds });
    const reached = await this.reach.named(actor, personIds);
    return this.of({ personIds: personIds.filter((personId) => reached.has(personId)) });
  }

  async of({ personIds }: MaskedPeopleBody): Promise<MaskedPeopleAnswer> {
    const named = await Promise.all(personIds.map((personId) => this.#named(personId)));
    const [names, numbers] = await Promise.all([
      this.names(named),
      this.vault.at(personIds.map((id) => ({ holder: personHolder(id), field: 'id-no' as const, version: onlyVersion }))),
    ]);
    return { people: personIds.map((personId, at) => ({ personId, name: names[at] ?? '', idNo: maskedIdNo(numbers[at] ?? '') })) };
  }

  /** The masked names of people, in their order. */
  async names(people: readonly NamedPerson[]): Promise<readonly string[]> {
    const places = people.map(({ personId, nameVersion }) => ({
      holder: personHolder(personId),
      field: 'name' as const,
      version: nameVersion,
    }));
    return (await this.vault.at(places)).map((name) => maskedName(name ?? ''));
  }

  async #named(personId: string): Promise<NamedPerson> {
    const { state } = await this.store.stateOf(person, personId);
    if (state.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND', { person: personId });
    return { personId, nameVersion: state.nameVersion };
  }
}
