import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position, maybeInstant } from '@libs/platform';
import type { BelowThreshold, ClassAttendanceFact, ClassDay, PersonDay } from '../class-attendance/class-attendance.decider';

@Entity('class_attendance')
export class ClassAttendanceRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('timestamptz', { name: 'closed_at', nullable: true, transformer: maybeInstant }) closedAt!: string | null;
  @Column('jsonb') days!: readonly ClassDay[];
  @Column('jsonb', { nullable: true }) below!: BelowThreshold | null;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Entity('person_attendance')
export class PersonAttendanceRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'enrolment_id' }) enrolmentId!: string;
  @Column('integer') place!: number;
  @Column('integer', { name: 'counted_hours', nullable: true }) countedHours!: number | null;
  @Column('integer', { name: 'scheduled_hours', nullable: true }) scheduledHours!: number | null;
  @Column('integer', { name: 'face_flags', nullable: true }) faceFlags!: number | null;
  @Column('jsonb', { nullable: true }) days!: readonly PersonDay[] | null;
}

@Injectable()
export class ClassAttendanceListProjection implements Projection {
  readonly name = 'class-attendance-list';
  readonly rows = [ClassAttendanceRow, PersonAttendanceRow];

  async apply(recorded: RecordedFact, rows: EntityManager): Promise<void> {
    if (recorded.category !== 'class-attendance') return;
    const { streamId: classId, version, seq } = recorded;
    const known = recorded.fact as ClassAttendanceFact;
    if (known.type === 'ClassOpened') {
      const { institutionId, region } = known;
      await rows.insert(ClassAttendanceRow, { classId, institutionId, region, closedAt: null, days: [], below: null, version, seq });
      return;
    }
    await changePerson(classId, known, rows);
    // Somebody may be listed before the class is heard of; its row then comes with the opening.
    await rows.update(ClassAttendanceRow, { classId }, { ...classChange(known), version, seq });
  }
}

async function changePerson(classId: string, fact: ClassAttendanceFact, rows: EntityManager): Promise<void> {
  if (fact.type === 'TraineeListed') {
    const { personId, enrolmentId, place } = fact;
    const nothingYet = { countedHours: null, scheduledHours: null, faceFlags: null, days: null };
    await rows.insert(PersonAttendanceRow, { classId, personId, enrolmentId, place, ...nothingYet });
  } else if (fact.type === 'PersonAttendanceSummarised') {
    const { personId, countedHours, scheduledHours, faceFlags, days } = fact;
    await rows.update(PersonAttendanceRow, { classId, personId }, { countedHours, scheduledHours, faceFlags, days: [...days] });
  }
}

function classChange(fact: ClassAttendanceFact): { closedAt?: string; days?: ClassDay[]; below?: BelowThreshold } {
  if (fact.type === 'ClassAttendanceClosed') return { closedAt: fact.closedAt, days: [...fact.days] };
  if (fact.type !== 'ClassDayBelowThreshold') return {};
  const { day, on, present, enrolled, needBp, pack } = fact;
  return { below: { day, on, present, enrolled, needBp, pack } };
}
