import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import { PageQuery, QueryInt, Views, pageOf, type Page } from '@libs/platform';
import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { inspectorRegister, theInspectors } from '../inspector-register/inspector-register.decider';
import { objectRegister, theRegister } from '../object-register/object-register.decider';
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

  async registers() {
    const [objects, inspectors] = await Promise.all([
      this.store.stateOf(objectRegister, theRegister),
      this.store.stateOf(inspectorRegister, theInspectors),
    ]);
    return { objects: [...objects.state.values()], inspectors: [...inspectors.state.values()] };
  }
}
