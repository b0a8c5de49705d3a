import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { DrawFact, InspectionReport } from './draw.decider';

/** 检查任务: who goes where until when, and what was found there. */
@Entity('inspection_task')
export class InspectionTaskRow {
  @PrimaryColumn('uuid', { name: 'task_id' }) taskId!: string;
  @Column('uuid', { name: 'draw_id' }) drawId!: string;
  @Column('text', { name: 'object_id' }) objectId!: string;
  @Column('text', { name: 'inspector_ids', array: true }) inspectorIds!: string[];
  @Column('text', { nullable: true }) office!: string | null;
  @Column('text', { name: 'inspect_by', nullable: true }) inspectBy!: string | null;
  @Column('text', { name: 'assigned_at' }) assignedAt!: string;
  @Column('text', { nullable: true }) kind!: string | null;
  @Column('uuid', { name: 'class_id', nullable: true }) classId!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('jsonb') evidence!: NonNullable<InspectionReport['evidence']>;
  @Column('text', { name: 'person_ids', array: true }) personIds!: string[];
  @Column('text', { name: 'recorded_by', nullable: true }) recordedBy!: string | null;
  @Column('text', { name: 'recorded_at', nullable: true }) recordedAt!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class InspectionListProjection implements Projection {
  readonly name = 'inspection-list';
  readonly rows = [InspectionTaskRow];

  async apply({ category, streamId: drawId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'draw') return;
    const known = fact as DrawFact;
    switch (known.type) {
      case 'InspectorsAssigned': {
        const { taskId, objectId, inspectorIds, office = null, inspectBy = null, assignedAt } = known;
        const nothing = { kind: null, classId: null, note: null, evidence: [], personIds: [], recordedBy: null, recordedAt: null };
        const assigned = { taskId, drawId, objectId, inspectorIds: [...inspectorIds], office, inspectBy, assignedAt };
        await rows.insert(InspectionTaskRow, { ...assigned, ...nothing, firstSeq: seq, seq });
        return;
      }
      case 'InspectionResultRecorded': {
        const { taskId, kind, by: recordedBy, recordedAt, report = {} } = known;
        const { classId = null, note = null, evidence = [] } = report;
        await rows.update(InspectionTaskRow, { taskId }, { kind, classId, note, evidence: [...evidence], recordedBy, recordedAt, seq });
        return;
      }
      case 'PersonConcerned':
        await rows.query('update public.inspection_task set person_ids = array_append(person_ids, $2), seq = $3 where task_id = $1', [
          known.taskId,
          known.personId,
          seq,
        ]);
        return;
      // Told by the draw itself.
      case 'InspectionPlanPublished':
      case 'RandomDrawExecuted':
      case 'InspectorRecused':
      case 'InspectionsCompleted':
      case 'DrawResultPublished':
        return;
    }
  }
}
