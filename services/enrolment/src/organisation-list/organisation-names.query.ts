import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsString, Matches, ValidateNested } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { OrganisationRow } from './organisation-list.projection';

const mostAtOnce = 500;

export class OrganisationNamesBody {
  @Matches(/^[A-Za-z0-9._-]{1,100}$/, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(mostAtOnce) readonly organisationIds!: string[];
}

export class OrganisationNameView {
  @IsString() readonly organisationId!: string;
  @IsString() readonly name!: string;
}

export class OrganisationNamesAnswer {
  @ValidateNested({ each: true }) @Type(() => OrganisationNameView) readonly organisations!: readonly OrganisationNameView[];
}

/** By which names organisations go in the directory, which is public: whoever comes upon an id may know whose it is. Unknown ones are left out. */
@Injectable()
export class OrganisationNames {
  constructor(private readonly database: DataSource) {}

  async of({ organisationIds }: OrganisationNamesBody): Promise<OrganisationNamesAnswer> {
    const rows = await this.database.getRepository(OrganisationRow).findBy({ organisationId: In(organisationIds), registered: true });
    return { organisations: rows.map(({ organisationId, name }) => ({ organisationId, name: name ?? '' })) };
  }
}
