import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { ClassPlanRow } from '../class-plan-list/class-plan-list.projection';
import { plansReachedBy, staffAlone } from '../class-plan-list/plans-in-reach';
import { TagBody } from '../person/person-fields';
import { MaskedPeople } from '../vault/masked-people.query';
import { EnrolmentRow, RosterNameRow } from './roster-list.projection';

export class RosterQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class RosterPlaceView {
  @IsUUID() readonly enrolmentId!: string;
  @IsUUID() readonly personId!: string;
  @IsInt() readonly place!: number;
  /** 张*: of a name the first character. */
  @IsString() readonly name!: string;
  @IsString() readonly group!: string;
  @IsOptional() @IsString() readonly employerId?: string;
  @ValidateNested({ each: true }) @Type(() => TagBody) readonly tags!: readonly TagBody[];
  @IsInstant() readonly enrolledAt!: string;
}

@Injectable()
export class RosterList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly masked: MaskedPeople,
  ) {}

  async page(actor: Actor, classId: string, asked: RosterQuery): Promise<Page<RosterPlaceView>> {
    await Promise.all(['class-plan-list', 'roster-list'].map((view) => this.views.caughtUp(view, asked.after)));
    const plans = plansReachedBy(actor, this.database.getRepository(ClassPlanRow).createQueryBuilder('plan'));
    const plan = await plans.andWhere('plan.classId = :classId', { classId }).getOne();
    if (!plan) throw new Refused('CLASS_PLAN_NOT_FOUND');
    const query = this.database.getRepository(EnrolmentRow).createQueryBuilder('one').where('one.classId = :classId', { classId });
    const employerId = staffAlone(actor, plan);
    if (employerId !== undefined) query.andWhere('one.employerId = :employerId', { employerId });
    const page = await pageOf(query, asked, { list: `roster-${classId}`, by: [['one.place', (row) => row.place]] });
    const names = await this.#names(page.items);
    return { ...page, items: page.items.map((row) => viewOf(row, names.get(row.personId) ?? '')) };
  }

  async #names(rows: readonly EnrolmentRow[]): Promise<ReadonlyMap<string, string>> {
    const named = await this.database.getRepository(RosterNameRow).findBy({ personId: In(rows.map(({ personId }) => personId)) });
    const names = await this.masked.names(named);
    return new Map(named.map(({ personId }, at) => [personId, names[at] ?? '']));
  }
}

function viewOf({ enrolmentId, personId, place, group, employerId, tags, enrolledAt }: EnrolmentRow, name: string): RosterPlaceView {
  return { enrolmentId, personId, place, name, group, ...(employerId !== null && { employerId }), tags, enrolledAt };
}
