import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position, maybeInstant } from '@libs/platform';
import { businessDate } from '@libs/kernel';
import type { ClassPlanFact, ClassPlanMode, ClassPlanStatus, Site, Venue } from '../class-plan/class-plan.decider';
import type { PlannedSession } from '../class-plan/timetable';
import type { ClassRosterFact } from '../class-roster/class-roster.decider';

@Entity('class_plan')
export class ClassPlanRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('text') status!: ClassPlanStatus;
  @Column('text', { name: 'class_no' }) classNo!: string;
  @Column('text') title!: string;
  @Column('text') occupation!: string;
  @Column('text', { name: 'occupation_name' }) occupationName!: string;
  @Column('text') level!: string;
  @Column('text') mode!: ClassPlanMode;
  @Column('text') venue!: Venue;
  @Column('integer', { nullable: true }) capacity!: number | null;
  @Column('text', { name: 'starts_on' }) startsOn!: string;
  @Column('text', { name: 'ends_on' }) endsOn!: string;
  @Column('integer', { name: 'class_hours' }) classHours!: number;
  /** How many are on the roster. */
  @Column('integer', { default: 0 }) enrolled!: number;
  @Column('jsonb') site!: Site;
  @Column('jsonb') sessions!: readonly PlannedSession[];
  @Column('integer') round!: number;
  @Column('timestamptz', { name: 'filed_at', transformer: maybeInstant }) filedAt!: string;
  @Column('timestamptz', { name: 'silence_approves_at', transformer: maybeInstant }) silenceApprovesAt!: string;
  @Column('text', { name: 'return_reason', nullable: true }) returnReason!: string | null;
  @Column('timestamptz', { name: 'approved_at', nullable: true, transformer: maybeInstant }) approvedAt!: string | null;
  @Column('text', { name: 'approval_basis', nullable: true }) approvalBasis!: 'REVIEW' | 'SILENCE' | null;
  /** Where the plan's first fact stands in the log: newest plans first, without ties, and a page never shifts. */
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class ClassPlanListProjection implements Projection {
  readonly name = 'class-plan-list';
  readonly rows = [ClassPlanRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category === 'class-roster') return this.#count(streamId, fact as ClassRosterFact, rows);
    if (category !== 'class-plan') return;
    const change = changeOf(fact as ClassPlanFact);
    if (version === 1)
      await rows.insert(ClassPlanRow, { ...change, classId: streamId, enrolled: 0, firstSeq: seq, version, seq } as ClassPlanRow);
    else await rows.update(ClassPlanRow, { classId: streamId }, { ...change, version, seq });
  }

  // The plan itself does not change by it, so that an officer's version of it stays what it was.
  async #count(classId: string, fact: ClassRosterFact, rows: EntityManager): Promise<void> {
    if (fact.type === 'TraineeEnrolled') await rows.update(ClassPlanRow, { classId }, { enrolled: fact.place });
  }
}

function changeOf(fact: ClassPlanFact): Partial<ClassPlanRow> {
  switch (fact.type) {
    case 'ClassPlanFiled': {
      const { plan, round, filedAt, silenceApprovesAt } = fact;
      const { sessions, capacity = null } = plan;
      return {
        ...plan,
        capacity,
        startsOn: businessDate(sessions[0]?.startsAt ?? filedAt),
        endsOn: businessDate(sessions.at(-1)?.endsAt ?? filedAt),
        classHours: sessions.reduce((sum, { classHours }) => sum + classHours, 0),
        status: 'APPLIED',
        round,
        filedAt,
        silenceApprovesAt,
        returnReason: null,
        approvedAt: null,
        approvalBasis: null,
      };
    }
    case 'ClassPlanReturned':
      return { status: 'RETURNED', returnReason: fact.reason };
    case 'ClassPlanApproved':
      return { status: 'APPROVED', approvedAt: fact.approvedAt, approvalBasis: fact.basis };
  }
}
