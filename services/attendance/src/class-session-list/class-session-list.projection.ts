import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position, instant } from '@libs/platform';
import type { ClassSessionFact } from '../class-session/class-session.decider';

@Entity('class_session')
export class ClassSessionRow {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('timestamptz', { name: 'starts_at', transformer: instant }) startsAt!: string;
  @Column('timestamptz', { name: 'ends_at', transformer: instant }) endsAt!: string;
  @Column('integer', { name: 'class_hours' }) classHours!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class ClassSessionListProjection implements Projection {
  readonly name = 'class-session-list';
  readonly rows = [ClassSessionRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'class-session') return;
    const known = fact as ClassSessionFact;
    switch (known.type) {
      case 'SessionScheduled': {
        const { type: _, site: __, ...schedule } = known;
        await rows.insert(ClassSessionRow, { sessionId: streamId, ...schedule, version, seq });
        return;
      }
      // What was withheld and who came changes nothing that this list shows.
      case 'SessionSchedulingWithheld':
      case 'SignInRecorded':
      case 'SignOutRecorded':
      case 'FaceFlagReviewed':
        return;
    }
  }
}
