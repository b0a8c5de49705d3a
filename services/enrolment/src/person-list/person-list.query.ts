import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type AfterQuery, type Page } from '@libs/platform';
import { identityOutcomes } from '../person/person-answer';
import { TagBody, accountKinds } from '../person/person-fields';
import type { AccountKind, IdentityOutcome } from '../person/person.decider';
import { MaskedPeople } from '../vault/masked-people.query';
import { PersonRow } from './person-list.projection';

export class PersonListQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class PersonView {
  @IsUUID() readonly personId!: string;
  /** 张*: of a name the first character. */
  @IsString() readonly name!: string;
  @IsIn(['M', 'F']) readonly sex!: 'M' | 'F';
  @IsOptional() @IsString() readonly group?: string;
  @IsOptional() @IsString() readonly employerId?: string;
  @ValidateNested({ each: true }) @Type(() => TagBody) readonly tags!: readonly TagBody[];
  @IsIn(identityOutcomes) readonly identity!: IdentityOutcome;
  @IsOptional() @IsInstant() readonly identityAskedAt?: string;
  @IsOptional() @IsIn(accountKinds) readonly accountKind?: AccountKind;
  /** 0 while no account is known. */
  @IsInt() readonly accountVersion!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class PersonList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly masked: MaskedPeople,
  ) {}

  async page(actor: Actor, asked: PersonListQuery): Promise<Page<PersonView>> {
    await this.views.caughtUp('person-list', asked.after);
    const page = await pageOf(this.reachedBy(actor), asked, {
      list: 'people',
      by: [['person.firstSeq', (row) => row.firstSeq]],
      descending: true,
    });
    return { ...page, items: await this.shown(page.items) };
  }

  async one(actor: Actor, personId: string, { after }: AfterQuery): Promise<PersonView> {
    await this.views.caughtUp('person-list', after);
    const row = await this.reachedBy(actor).andWhere('person.personId = :personId', { personId }).getOne();
    const [view] = row ? await this.shown([row]) : [];
    if (!view) throw new Refused('PERSON_NOT_FOUND');
    return view;
  }

  private async shown(rows: readonly PersonRow[]): Promise<readonly PersonView[]> {
    const names = await this.masked.names(rows);
    return rows.map((row, at) => viewOf(row, names[at] ?? ''));
  }

  private reachedBy({ person: self, roles, scope }: Actor): SelectQueryBuilder<PersonRow> {
    const query = this.database.getRepository(PersonRow).createQueryBuilder('person').where('true');
    // A trainee is the person behind the account, and sees nobody else.
    if (roles.every((role) => role === 'trainee')) return query.andWhere('cast(person.personId as text) = :own', { own: self });
    const { region, organisation } = scope;
    const within = [
      'reach.person_id = person.person_id',
      ...(region === undefined ? [] : ['starts_with(reach.region, :scopeRegion)']),
      ...(organisation === undefined ? [] : ['reach.organisation_id = :scopeOrganisation']),
    ];
    return query.andWhere(`exists (select from person_reach reach where ${within.join(' and ')})`, {
      scopeRegion: region,
      scopeOrganisation: organisation,
    });
  }
}

function viewOf(row: PersonRow, name: string): PersonView {
  const { nameVersion: _, firstSeq: __, group, employerId, identityAskedAt, accountKind, ...shown } = row;
  return {
    ...shown,
    name,
    ...(group !== null && { group }),
    ...(employerId !== null && { employerId }),
    ...(identityAskedAt !== null && { identityAskedAt }),
    ...(accountKind !== null && { accountKind }),
  };
}
