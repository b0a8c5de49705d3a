import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import { PageQuery, QueryInt, Views, pageOf, type Page } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { inspectorRegister, theInspectors } from '../inspector-register/inspector-register.decider';
import { objectRegister, theRegister, tiers, type Tier } from '../object-register/object-register.decider';
import { draw } from './draw.decider';
import { DrawRow } from './draw-list.projection';
import { drawViewOf, type DrawView } from './draw-view';

export class DrawListQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class DrawSummary {
  @IsUUID() readonly drawId!: string;
  @IsIn(['COMMITTED', 'DRAWN', 'PUBLISHED']) readonly status!: 'COMMITTED' | 'DRAWN' | 'PUBLISHED';
  @IsString() readonly frameHash!: string;
  @IsString() readonly committedAt!: string;
  @IsOptional() @IsString() readonly publishBy?: string;
  @IsOptional() @IsString() readonly publishedAt?: string;
  @IsInt() readonly seq!: number;
}

export class RegisteredObjectView {
  @IsString() readonly objectId!: string;
  @IsString() readonly name!: string;
  @IsIn(tiers) readonly tier!: Tier;
  @IsOptional() @IsString() readonly organisationId?: string;
}

export class RegisteredInspectorView {
  @IsString() readonly inspectorId!: string;
  @IsString({ each: true }) readonly conflicts!: readonly string[];
  @IsOptional() @IsString({ each: true }) readonly expertise?: readonly string[];
}

export class RegistersView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => RegisteredObjectView) readonly objects!: readonly RegisteredObjectView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => RegisteredInspectorView) readonly inspectors!: readonly RegisteredInspectorView[];
}

const summaryOf = ({ firstSeq: _, publishBy, publishedAt, ...row }: DrawRow): DrawSummary => ({
  ...row,
  ...(publishBy !== null && { publishBy }),
  ...(publishedAt !== null && { publishedAt }),
});

@Injectable()
export class DrawList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly store: EventStore,
  ) {}

  async page(asked: DrawListQuery): Promise<Page<DrawSummary>> {
    await this.views.caughtUp('draw-list', asked.after);
    const query = this.database.getRepository(DrawRow).createQueryBuilder('draw').where('true');
    const page = await pageOf(query, asked, { list: 'draws', by: [['draw.firstSeq', (row) => row.firstSeq]], descending: true });
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** From the draw's own facts, so that it shows what was just done to it. */
  async one(drawId: string): Promise<DrawView> {
    return drawViewOf(drawId, await this.store.stateOf(draw, drawId));
  }

  async registers(): Promise<RegistersView> {
    const [objects, inspectors] = await Promise.all([
      this.store.stateOf(objectRegister, theRegister),
      this.store.stateOf(inspectorRegister, theInspectors),
    ]);
    return { objects: [...objects.state.values()], inspectors: [...inspectors.state.values()] };
  }
}
