import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { DrawFact } from './draw.decider';

@Entity('draw')
export class DrawRow {
  @PrimaryColumn('uuid', { name: 'draw_id' }) drawId!: string;
  @Column('text') status!: 'COMMITTED' | 'DRAWN' | 'PUBLISHED';
  @Column('text', { name: 'frame_hash' }) frameHash!: string;
  @Column('text', { name: 'committed_at' }) committedAt!: string;
  @Column('text', { name: 'publish_by', nullable: true }) publishBy!: string | null;
  @Column('text', { name: 'published_at', nullable: true }) publishedAt!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** Which draw an inspection belongs to. */
@Entity('inspection')
export class InspectionRow {
  @PrimaryColumn('uuid', { name: 'task_id' }) taskId!: string;
  @Column('uuid', { name: 'draw_id' }) drawId!: string;
}

@Injectable()
export class DrawListProjection implements Projection {
  readonly name = 'draw-list';
  readonly rows = [DrawRow, InspectionRow];

  async apply({ category, streamId: drawId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'draw') return;
    const known = fact as DrawFact;
    switch (known.type) {
      case 'InspectionPlanPublished': {
        const { frameHash, publishedAt: committedAt } = known;
        const nothing = { publishBy: null, publishedAt: null };
        await rows.insert(DrawRow, { drawId, status: 'COMMITTED', frameHash, committedAt, ...nothing, firstSeq: seq, seq });
        return;
      }
      case 'RandomDrawExecuted':
        await rows.update(DrawRow, { drawId }, { status: 'DRAWN', seq });
        return;
      case 'InspectorsAssigned':
        await rows.insert(InspectionRow, { taskId: known.taskId, drawId });
        return;
      case 'InspectionsCompleted':
        await rows.update(DrawRow, { drawId }, { publishBy: known.publishBy, seq });
        return;
      case 'DrawResultPublished':
        await rows.update(DrawRow, { drawId }, { status: 'PUBLISHED', publishedAt: known.publishedAt, seq });
        return;
      // Told by the draw itself.
      case 'InspectorRecused':
      case 'InspectionResultRecorded':
      case 'PersonConcerned':
        return;
    }
  }
}
