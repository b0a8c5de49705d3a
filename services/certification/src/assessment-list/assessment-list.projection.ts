import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { AssessmentFact } from '../assessment/assessment.decider';

/** Of a class that can be assessed: whose it is. */
@Entity('assessed_class')
export class AssessedClassRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
}

/** The latest result of a person in a class. */
@Entity('assessment_result')
export class AssessmentResultRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('boolean') passed!: boolean;
  @Column('text', { name: 'assessor_id' }) assessorId!: string;
  @Column('date', { name: 'assessed_on' }) assessedOn!: string;
  @Column('uuid', { name: 'certificate_id', nullable: true }) certificateId!: string | null;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class AssessmentListProjection implements Projection {
  readonly name = 'assessment-list';
  readonly rows = [AssessedClassRow, AssessmentResultRow];

  async apply({ category, streamId: classId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'assessment') return;
    const known = fact as AssessmentFact;
    switch (known.type) {
      case 'ClassHeardOf': {
        const { institutionId, region } = known;
        await rows.upsert(AssessedClassRow, { classId, institutionId, region }, ['classId']);
        return;
      }
      case 'AssessmentResultRecorded': {
        // Only a class that was heard of can be assessed.
        const { institutionId, region } = await rows.findOneByOrFail(AssessedClassRow, { classId });
        const { personId, passed, assessorId, assessedOn, certificateId = null } = known;
        const result = { classId, personId, passed, assessorId, assessedOn, certificateId, institutionId, region, version, seq };
        await rows.upsert(AssessmentResultRow, result, ['classId', 'personId']);
        return;
      }
      case 'TraineeHeardOf':
        return;
    }
  }
}
