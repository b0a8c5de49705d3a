import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { AlertFact } from './alert.decider';
import type { Witnessed } from './witnessed';

@Entity('alert')
export class AlertRow {
  @PrimaryColumn('bigint', { transformer: position }) seq!: number;
  @Column('text') kind!: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('uuid', { name: 'class_id', nullable: true }) classId!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { name: 'raised_at' }) raisedAt!: string;
}

@Injectable()
export class AlertListProjection implements Projection {
  readonly name = 'alert-list';
  readonly rows = [AlertRow];

  async apply({ category, seq, fact, meta }: RecordedFact, rows: EntityManager): Promise<void> {
    const nothing = { personId: null, classId: null, subject: null, region: null };
    if (category === 'alert') {
      const { type: _, ...raised } = fact as AlertFact;
      await rows.insert(AlertRow, { seq, ...nothing, ...raised });
    }
    if (category === 'witnessed-log') {
      const seen = fact as Witnessed;
      if (seen.type === 'CheckpointForkSeen')
        await rows.insert(AlertRow, { seq, ...nothing, kind: 'LOG_FORK', subject: seen.log, raisedAt: meta.recordedAt });
    }
  }
}
