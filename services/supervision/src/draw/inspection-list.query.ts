import { Injectable } from '@nestjs/common';
import { PageQuery, QueryInt, Rejected, Scope, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { DrawRow } from './draw-list.projection';
import { InspectionTaskRow } from './inspection-list.projection';

export class InspectionListQuery extends PageQuery {
  @IsOptional() @IsIn(['open', 'done']) readonly state?: 'open' | 'done';
  @IsOptional() @IsUUID() readonly draw?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly object?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class EvidenceView {
  @IsString() readonly name!: string;
  @IsString() readonly sha256!: string;
  @IsInt() readonly bytes!: number;
}

export class InspectionView {
  @IsUUID() readonly taskId!: string;
  @IsUUID() readonly drawId!: string;
  @IsString() readonly objectId!: string;
  @IsString({ each: true }) readonly inspectorIds!: readonly string[];
  /** By when the team has to have been there. */
  @IsOptional() @IsString() readonly inspectBy?: string;
  @IsString() readonly assignedAt!: string;
  /** `clean`, or the kind of what was found; absent while the inspection is open. */
  @IsOptional() @IsString() readonly kind?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @IsString() readonly note?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => EvidenceView) readonly evidence!: readonly EvidenceView[];
  @IsString({ each: true }) readonly personIds!: readonly string[];
  @IsOptional() @IsString() readonly recordedBy?: string;
  @IsOptional() @IsString() readonly recordedAt?: string;
  /** By when the results of the whole draw are public, once they are all there; and when they were. */
  @IsOptional() @IsString() readonly publishBy?: string;
  @IsOptional() @IsString() readonly publishedAt?: string;
  @IsInt() readonly seq!: number;
}

const viewOf = (row: InspectionTaskRow, draw: DrawRow | undefined): InspectionView => {
  const { firstSeq: _, office: __, inspectBy, kind, classId, note, recordedBy, recordedAt, ...rest } = row;
  const perhaps = { inspectBy, kind, classId, note, recordedBy, recordedAt, publishBy: draw?.publishBy, publishedAt: draw?.publishedAt };
  return { ...rest, ...Object.fromEntries(Object.entries(perhaps).filter(([, value]) => typeof value === 'string')) };
};

@Injectable()
export class InspectionList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: InspectionListQuery): Promise<Page<InspectionView>> {
    await this.views.caughtUp('inspection-list', asked.after);
    const query = this.tasksOf(actor);
    if (asked.state !== undefined) query.andWhere(`task.kind is ${asked.state === 'open' ? '' : 'not '}null`);
    if (asked.draw !== undefined) query.andWhere('task.drawId = :draw', { draw: asked.draw });
    if (asked.object !== undefined) query.andWhere('task.objectId = :object', { object: asked.object });
    const page = await pageOf(query, asked, {
      list: 'inspections',
      by: [
        ['task.firstSeq', (row) => row.firstSeq],
        ['task.taskId', (row) => row.taskId],
      ],
      descending: true,
    });
    const draws = await this.drawsOf(page.items);
    return { ...page, items: page.items.map((row) => viewOf(row, draws.get(row.drawId))) };
  }

  async one(actor: Actor, taskId: string, after?: number): Promise<InspectionView> {
    await this.views.caughtUp('inspection-list', after);
    const row = await this.tasksOf(actor).andWhere('task.taskId = :taskId', { taskId }).getOne();
    if (!row) throw new Rejected('NOT_FOUND');
    return viewOf(row, (await this.drawsOf([row])).get(row.drawId));
  }

  /** A supervisor sees the tasks of their office's draws; an inspector those of the teams that they are on. */
  private tasksOf(actor: Actor): SelectQueryBuilder<InspectionTaskRow> {
    const rows = this.database.getRepository(InspectionTaskRow).createQueryBuilder('task').where('true');
    // Draws belong to the offices of regions, never to an organisation.
    const query = new Scope(actor.scope.region, undefined).narrow(rows, { region: 'task.office', organisation: `''` });
    return actor.roles.includes('supervisor') ? query : query.andWhere('task.inspectorIds @> array[:inspector]', { inspector: actor.id });
  }

  private async drawsOf(tasks: readonly InspectionTaskRow[]): Promise<ReadonlyMap<string, DrawRow>> {
    const ids = [...new Set(tasks.map(({ drawId }) => drawId))];
    if (ids.length === 0) return new Map();
    const rows = await this.database.getRepository(DrawRow).createQueryBuilder('draw').where('draw.drawId = any(:ids)', { ids }).getMany();
    return new Map(rows.map((row) => [row.drawId, row]));
  }
}
