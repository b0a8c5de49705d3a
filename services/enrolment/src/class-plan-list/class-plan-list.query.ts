import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import {
  IsBusinessDay,
  IsInstant,
  IsRegionPrefix,
  PageQuery,
  QueryInt,
  Views,
  pageOf,
  type Actor,
  type AfterQuery,
  type Page,
} from '@libs/platform';
import { PlannedSessionView } from '../class-plan/class-plan-answer';
import { SiteBody } from '../class-plan/class-plan-body';
import type { ClassPlanMode, ClassPlanStatus, Venue } from '../class-plan/class-plan.decider';
import { ClassPlanRow } from './class-plan-list.projection';
import { plansReachedBy } from './plans-in-reach';

export class ClassPlanListQuery extends PageQuery {
  @IsOptional() @IsIn(['APPLIED', 'RETURNED', 'APPROVED']) readonly status?: ClassPlanStatus;
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly institution?: string;
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class ClassPlanSummary {
  @IsUUID() readonly classId!: string;
  @IsString() readonly institutionId!: string;
  @IsString() readonly region!: string;
  @IsIn(['APPLIED', 'RETURNED', 'APPROVED']) readonly status!: ClassPlanStatus;
  @IsString() readonly classNo!: string;
  @IsString() readonly title!: string;
  /** Code of the 2022 edition. */
  @IsString() readonly occupation!: string;
  @IsString() readonly occupationName!: string;
  @IsString() readonly level!: string;
  @IsIn(['OFFLINE', 'ONLINE', 'BLENDED']) readonly mode!: ClassPlanMode;
  @IsIn(['ORDINARY', 'CORRECTIONAL']) readonly venue!: Venue;
  @IsOptional() @IsInt() readonly capacity?: number;
  /** Business dates of the first and the last session. */
  @IsBusinessDay() readonly startsOn!: string;
  @IsBusinessDay() readonly endsOn!: string;
  @IsInt() readonly classHours!: number;
  /** How many are on the roster. */
  @IsInt() readonly enrolled!: number;
  @IsInt() readonly round!: number;
  @IsInstant() readonly filedAt!: string;
  @IsInstant() readonly silenceApprovesAt!: string;
  @IsOptional() @IsString() readonly returnReason?: string;
  @IsOptional() @IsInstant() readonly approvedAt?: string;
  @IsOptional() @IsIn(['REVIEW', 'SILENCE']) readonly approvalBasis?: 'REVIEW' | 'SILENCE';
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export class ClassPlanView extends ClassPlanSummary {
  @ValidateNested() @Type(() => SiteBody) readonly site!: SiteBody;
  @ValidateNested({ each: true }) @Type(() => PlannedSessionView) readonly sessions!: readonly PlannedSessionView[];
}

@Injectable()
export class ClassPlanList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: ClassPlanListQuery): Promise<Page<ClassPlanSummary>> {
    await this.views.caughtUp('class-plan-list', asked.after);
    const query = this.reachedBy(actor);
    if (asked.status !== undefined) query.andWhere('plan.status = :status', { status: asked.status });
    if (asked.institution !== undefined) query.andWhere('plan.institutionId = :institution', { institution: asked.institution });
    if (asked.region !== undefined) query.andWhere('starts_with(plan.region, :region)', { region: asked.region });
    const page = await pageOf(query, asked, { list: 'class-plans', by: [['plan.firstSeq', (row) => row.firstSeq]], descending: true });
    return { ...page, items: page.items.map(summaryOf) };
  }

  async one(actor: Actor, classId: string, { after }: AfterQuery): Promise<ClassPlanView> {
    await this.views.caughtUp('class-plan-list', after);
    const row = await this.reachedBy(actor).andWhere('plan.classId = :classId', { classId }).getOne();
    if (!row) throw new Refused('CLASS_PLAN_NOT_FOUND');
    return { ...summaryOf(row), site: row.site, sessions: row.sessions };
  }

  private reachedBy(actor: Actor) {
    return plansReachedBy(actor, this.database.getRepository(ClassPlanRow).createQueryBuilder('plan'));
  }
}

function summaryOf(row: ClassPlanRow): ClassPlanSummary {
  const { site: _, sessions: __, firstSeq: ___, capacity, returnReason, approvedAt, approvalBasis, ...summary } = row;
  return {
    ...summary,
    ...(capacity !== null && { capacity }),
    ...(returnReason !== null && { returnReason }),
    ...(approvedAt !== null && { approvedAt }),
    ...(approvalBasis !== null && { approvalBasis }),
  };
}
