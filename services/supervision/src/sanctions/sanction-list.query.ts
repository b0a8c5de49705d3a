import { Injectable } from '@nestjs/common';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { SanctionRow } from './sanction-list.projection';

export class SanctionListQuery extends PageQuery {
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly organisation?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class SanctionView {
  @IsUUID() readonly sanctionId!: string;
  @IsString() readonly organisationId!: string;
  @IsString() readonly region!: string;
  @IsString() readonly measure!: string;
  @IsString() readonly cause!: string;
  /** The class at which it was found. */
  @IsString() readonly causeId!: string;
  @IsString() readonly imposedOn!: string;
  @IsString() readonly fixBy!: string;
  /** By then the upper office is told. */
  @IsString() readonly reportBy!: string;
  @IsOptional() @IsString() readonly bannedUntil?: string;
  @IsString() readonly pack!: string;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class SanctionList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: SanctionListQuery): Promise<Page<SanctionView>> {
    await this.views.caughtUp('sanction-list', asked.after);
    const rows = this.database.getRepository(SanctionRow).createQueryBuilder('sanction').where('true');
    const query = actor.scope.narrow(rows, { region: 'sanction.region', organisation: 'sanction.organisationId' });
    if (asked.organisation !== undefined) query.andWhere('sanction.organisationId = :organisation', { organisation: asked.organisation });
    const page = await pageOf(query, asked, {
      list: 'sanctions',
      by: [
        ['sanction.seq', (row) => row.seq],
        ['sanction.sanctionId', (row) => row.sanctionId],
      ],
    });
    return { ...page, items: page.items.map(({ bannedUntil, ...row }) => ({ ...row, ...(bannedUntil !== null && { bannedUntil }) })) };
  }
}
