import { Injectable } from '@nestjs/common';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { AlertRow } from './alert-list.projection';

export class AlertListQuery extends PageQuery {
  @IsOptional() @Matches(/^[A-Z][A-Z_]{1,59}$/) readonly kind?: string;
  @IsOptional() @IsUUID() readonly person?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class AlertView {
  @IsInt() readonly seq!: number;
  @IsString() readonly kind!: string;
  @IsOptional() @IsUUID() readonly personId?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @IsString() readonly subject?: string;
  @IsOptional() @IsString() readonly region?: string;
  @IsString() readonly raisedAt!: string;
}

const viewOf = ({ personId, classId, subject, region, ...row }: AlertRow): AlertView => ({
  ...row,
  ...(personId !== null && { personId }),
  ...(classId !== null && { classId }),
  ...(subject !== null && { subject }),
  ...(region !== null && { region }),
});

@Injectable()
export class AlertList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  /** What belongs to no region is for those alone who see every region; alerts belong to no organisation at all. */
  async page(actor: Actor, asked: AlertListQuery): Promise<Page<AlertView>> {
    await this.views.caughtUp('alert-list', asked.after);
    const rows = this.database.getRepository(AlertRow).createQueryBuilder('alert').where('true');
    const query = actor.scope.narrow(rows, { region: 'alert.region', organisation: `''` });
    if (asked.kind !== undefined) query.andWhere('alert.kind = :kind', { kind: asked.kind });
    if (asked.person !== undefined) query.andWhere('alert.personId = :person', { person: asked.person });
    const page = await pageOf(query, asked, { list: 'alerts', by: [['alert.seq', (row) => row.seq]] });
    return { ...page, items: page.items.map(viewOf) };
  }
}
