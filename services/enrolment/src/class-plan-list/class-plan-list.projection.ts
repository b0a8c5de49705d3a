import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import type { ClassPlanFact, ClassPlanMode, ClassPlanStatus, Site } from '../class-plan/class-plan.decider';
import type { PlannedSession } from '../class-plan/timetable';

// PostgreSQL's bigint comes as text; positions stay far below 2^53.
const position = { to: (value: number) => value, from: (value: string | number) => Number(value) };
const instant = { to: (value: string | null) => value, from: (value: Date | null) => value?.toISOString() ?? null };

@Entity('class_plan')
export class ClassPlanRow {
  @PrimaryColumn('uuid', { name: 'class_id' }) classId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('text') status!: ClassPlanStatus;
  @Column('text', { name: 'class_no' }) classNo!: string;
  @Column('text') title!: string;
  @Column('text', { name: 'occupation_code' }) occupationCode!: string;
  @Column('text') level!: string;
  @Column('text') mode!: ClassPlanMode;
  @Column('jsonb') site!: Site;
  @Column('jsonb') sessions!: readonly PlannedSession[];
  @Column('integer') round!: number;
  @Column('timestamptz', { name: 'filed_at', transformer: instant }) filedAt!: string;
  @Column('timestamptz', { name: 'silence_approves_at', transformer: instant }) silenceApprovesAt!: string;
  @Column('text', { name: 'return_reason', nullable: true }) returnReason!: string | null;
  @Column('timestamptz', { name: 'approved_at', nullable: true, transformer: instant }) approvedAt!: string | null;
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
    if (category !== 'class-plan') return;
    const change = changeOf(fact as ClassPlanFact);
    if (version === 1) await rows.insert(ClassPlanRow, { ...change, classId: streamId, firstSeq: seq, version, seq } as ClassPlanRow);
    else await rows.update(ClassPlanRow, { classId: streamId }, { ...change, version, seq });
  }
}

function changeOf(fact: ClassPlanFact): Partial<ClassPlanRow> {
  switch (fact.type) {
    case 'ClassPlanFiled': {
      const { plan, round, filedAt, silenceApprovesAt } = fact;
      return { ...plan, status: 'APPLIED', round, filedAt, silenceApprovesAt, returnReason: null, approvedAt: null, approvalBasis: null };
    }
    case 'ClassPlanReturned':
      return { status: 'RETURNED', returnReason: fact.reason };
    case 'ClassPlanApproved':
      return { status: 'APPROVED', approvedAt: fact.approvedAt, approvalBasis: fact.basis };
  }
}
