import { Injectable } from '@nestjs/common';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { IsBusinessDay, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { AssessmentResultRow } from './assessment-list.projection';

export class AssessmentListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class AssessmentResultView {
  @IsUUID() readonly classId!: string;
  @IsUUID() readonly personId!: string;
  @IsBoolean() readonly passed!: boolean;
  @IsString() readonly assessorId!: string;
  @IsBusinessDay() readonly assessedOn!: string;
  @IsOptional() @IsUUID() readonly certificateId?: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class AssessmentList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: AssessmentListQuery): Promise<Page<AssessmentResultView>> {
    await this.views.caughtUp('assessment-list', asked.after);
    const rows = this.database.getRepository(AssessmentResultRow).createQueryBuilder('result').where('true');
    // An institution sees the results of its classes, an assessor those that it gave.
    const organisation = actor.roles.includes('assessor') ? 'result.assessorId' : 'result.institutionId';
    const query = actor.scope.narrow(rows, { region: 'result.region', organisation });
    if (asked.classId !== undefined) query.andWhere('result.classId = :classId', { classId: asked.classId });
    const page = await pageOf(query, asked, {
      list: 'assessments',
      by: [
        ['result.classId', (row) => row.classId],
        ['result.personId', (row) => row.personId],
      ],
    });
    return { ...page, items: page.items.map(viewOf) };
  }
}

function viewOf({ institutionId: _, region: __, certificateId, ...shown }: AssessmentResultRow): AssessmentResultView {
  return { ...shown, ...(certificateId !== null && { certificateId }) };
}
