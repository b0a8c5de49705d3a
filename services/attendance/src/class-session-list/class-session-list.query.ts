import { Injectable } from '@nestjs/common';
import { IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { ClassSessionRow } from './class-session-list.projection';

export class ClassSessionListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class ClassSessionView {
  @IsUUID() readonly sessionId!: string;
  @IsUUID() readonly classId!: string;
  @IsString() readonly institutionId!: string;
  @IsString() readonly region!: string;
  @IsInstant() readonly startsAt!: string;
  @IsInstant() readonly endsAt!: string;
  @IsInt() readonly classHours!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class ClassSessionList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: ClassSessionListQuery): Promise<Page<ClassSessionView>> {
    await this.views.caughtUp('class-session-list', asked.after);
    const rows = this.database.getRepository(ClassSessionRow).createQueryBuilder('session').where('true');
    const query = actor.scope.narrow(rows, { region: 'session.region', organisation: 'session.institutionId' });
    if (asked.classId !== undefined) query.andWhere('session.classId = :classId', { classId: asked.classId });
    return pageOf(query, asked, {
      list: 'class-sessions',
      by: [
        ['session.startsAt', (row) => row.startsAt],
        ['session.sessionId', (row) => row.sessionId],
      ],
    });
  }
}
