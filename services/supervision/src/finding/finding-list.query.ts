import { Injectable } from '@nestjs/common';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { FindingRow } from './finding-list.projection';

export class FindingListQuery extends PageQuery {
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly organisation?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class FindingView {
  @IsUUID() readonly findingId!: string;
  @IsUUID() readonly classId!: string;
  @IsString() readonly kind!: string;
  @IsString() readonly organisationId!: string;
  @IsString() readonly region!: string;
  /** How many people it names; none where it is the class as a whole. */
  @IsInt() readonly people!: number;
  @IsString() readonly confirmedAt!: string;
  @IsString() readonly publishBy!: string;
  @IsOptional() @IsString() readonly publishedAt?: string;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class FindingList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: FindingListQuery): Promise<Page<FindingView>> {
    await this.views.caughtUp('finding-list', asked.after);
    const rows = this.database.getRepository(FindingRow).createQueryBuilder('finding').where('true');
    const query = actor.scope.narrow(rows, { region: 'finding.region', organisation: 'finding.organisationId' });
    if (asked.organisation !== undefined) query.andWhere('finding.organisationId = :organisation', { organisation: asked.organisation });
    const page = await pageOf(query, asked, {
      list: 'findings',
      by: [
        ['finding.seq', (row) => row.seq],
        ['finding.findingId', (row) => row.findingId],
      ],
      descending: true,
    });
    return { ...page, items: page.items.map(({ publishedAt, ...row }) => ({ ...row, ...(publishedAt !== null && { publishedAt }) })) };
  }
}
