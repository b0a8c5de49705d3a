import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { maybeInstant, position } from '@libs/platform';
import type { ClassRosterFact } from '../class-roster/class-roster.decider';
import type { PersonFact, PersonTag } from '../person/person.decider';

@Entity('enrolment')
export class EnrolmentRow {
  @PrimaryColumn('uuid', { name: 'enrolment_id' }) enrolmentId!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('integer') place!: number;
  @Column('text', { name: 'group_name' }) group!: string;
  @Column('text', { name: 'employer_id', nullable: true }) employerId!: string | null;
  @Column('jsonb') tags!: readonly PersonTag[];
  @Column('boolean') offline!: boolean;
  @Column('timestamptz', { name: 'enrolled_at', transformer: maybeInstant }) enrolledAt!: string;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** Under which version the vault has somebody's name; a copy, so that a roster is read without the list of people. */
@Entity('roster_name')
export class RosterNameRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'name_version' }) nameVersion!: string;
}

@Injectable()
export class RosterListProjection implements Projection {
  readonly name = 'roster-list';
  readonly rows = [EnrolmentRow, RosterNameRow];

  async apply({ category, streamId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category === 'person') return this.#named(streamId, fact as PersonFact, rows);
    if (category === 'class-roster') return this.#enrolled(streamId, fact as ClassRosterFact, seq, rows);
  }

  async #enrolled(classId: string, fact: ClassRosterFact, seq: number, rows: EntityManager): Promise<void> {
    if (fact.type !== 'TraineeEnrolled') return;
    const { type: _, retirement: __, employerId = null, ...enrolled } = fact;
    await rows.insert(EnrolmentRow, { ...enrolled, classId, employerId, seq });
  }

  async #named(personId: string, fact: PersonFact, rows: EntityManager): Promise<void> {
    if (fact.type === 'PersonNamed') await rows.upsert(RosterNameRow, { personId, nameVersion: fact.nameVersion }, ['personId']);
  }
}
