import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';
import {
  IsBusinessDay,
  IsInstant,
  IsRegionPrefix,
  PageQuery,
  QueryInt,
  Views,
  cursorOf,
  valuesOf,
  type Actor,
  type Page,
} from '@libs/platform';
import { ClaimRow } from '../claim-list/claim-list.projection';
import { yuanOfFen } from '../payout/payment-order-list.query';
import { WaitingCaseRow } from './claim-queue.projection';
import { waitingKinds, type WaitsFor } from './waits-for';
import { WorkingDaysLeft } from './working-days-left';

const programmes = ['UI_SKILL', 'TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING', 'APPRENTICESHIP'] as const;

export class ClaimQueueQuery extends PageQuery {
  @IsOptional() @IsIn(waitingKinds) readonly waitsFor?: WaitsFor;
  @IsOptional() @IsIn(programmes) readonly programme?: string;
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly organisation?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

/** What of one claim waits for one thing. */
export class QueuedClaim {
  @IsUUID() readonly claimId!: string;
  @IsIn(waitingKinds) readonly waitsFor!: WaitsFor;
  /** Since when the first of its cases waits for it. */
  @IsInstant() readonly since!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly region!: string;
  @IsOptional() @IsString() readonly organisationId?: string;
  @IsUUID('all', { each: true }) readonly classIds!: readonly string[];
  @IsBusinessDay() readonly appliedOn!: string;
  /** How many cases of the claim wait for it, with how many lines over how much. */
  @IsInt() readonly cases!: number;
  @IsInt() readonly lines!: number;
  @IsString() readonly amount!: string;
  /** Of these, how many the ledger has no money for yet. */
  @IsInt() readonly withoutFunds!: number;
  /** How many cases of the whole claim something holds, and to how many somebody objects. */
  @IsInt() readonly held!: number;
  @IsInt() readonly objections!: number;
  /** Of publicity: its last day, when it ends, and how many working days remain; none where the calendar of that year is not published. */
  @IsOptional() @IsBusinessDay() readonly lastDay?: string;
  @IsOptional() @IsInstant() readonly endsAt?: string;
  @IsOptional() @IsInt() readonly workingDaysLeft?: number;
  @IsInt() readonly version!: number;
}

type Grouped = {
  readonly claimId: string;
  readonly waitsFor: WaitsFor;
  readonly since: Date;
  readonly cases: string;
  readonly lines: string;
  readonly amountFen: string;
  readonly withoutFunds: string;
  readonly lastDay: string | null;
  readonly endsAt: Date | null;
};

const list = 'claim-queue';
const heldKinds: readonly WaitsFor[] = ['HOLD', 'OBJECTION', 'REISSUE'];

/** What waits for an office, oldest first. */
@Injectable()
export class ClaimQueue {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly workingDays: WorkingDaysLeft,
  ) {}

  async page(actor: Actor, asked: ClaimQueueQuery): Promise<Page<QueuedClaim>> {
    await this.views.caughtUp('claim-list', asked.after);
    await this.views.caughtUp('claim-queue', asked.after);
    const groups = await grouped(this.#reachedBy(actor, asked), asked).getRawMany<Grouped>();
    const shown = groups.slice(0, asked.limit);
    const claimIds = [...new Set(shown.map(({ claimId }) => claimId))];
    const [claims, held] = await Promise.all([
      this.database.getRepository(ClaimRow).findBy({ claimId: In(claimIds) }),
      this.#held(claimIds),
    ]);
    const rows = new Map(claims.map((row) => [row.claimId, row]));
    const items = shown.flatMap((group) => {
      const row = rows.get(group.claimId);
      return row ? [this.#entry(group, row, held.get(group.claimId))] : [];
    });
    const last = groups.length > asked.limit ? shown.at(-1) : undefined;
    return { items, ...(last && { next: cursorOf(list, [last.since.toISOString(), last.claimId, last.waitsFor]) }) };
  }

  #reachedBy(actor: Actor, { waitsFor, programme, region, organisation, classId }: ClaimQueueQuery) {
    const query = this.database.getRepository(WaitingCaseRow).createQueryBuilder('one');
    query.innerJoin(ClaimRow, 'claim', 'claim.claimId = one.claimId').where('true');
    if (waitsFor !== undefined) query.andWhere('one.waitsFor = :waitsFor', { waitsFor });
    if (programme !== undefined) query.andWhere(':programme = any(claim.programmes)', { programme });
    if (region !== undefined) query.andWhere('starts_with(claim.region, :region)', { region });
    if (organisation !== undefined) query.andWhere('claim.organisationId = :organisation', { organisation });
    if (classId !== undefined) query.andWhere(':classId = any(claim.classIds)', { classId });
    return actor.scope.narrow(query, { region: 'claim.region', organisation: 'claim.organisationId' });
  }

  async #held(claimIds: readonly string[]): Promise<ReadonlyMap<string, { readonly held: number; readonly objections: number }>> {
    const rows = await this.database.getRepository(WaitingCaseRow).findBy({ claimId: In([...claimIds]), waitsFor: In([...heldKinds]) });
    return new Map(
      [...Map.groupBy(rows, ({ claimId }) => claimId)].map(([claimId, ofClaim]) => [
        claimId,
        {
          held: new Set(ofClaim.map(({ caseId }) => caseId)).size,
          objections: ofClaim.filter(({ waitsFor }) => waitsFor === 'OBJECTION').length,
        },
      ]),
    );
  }

  #entry(group: Grouped, row: ClaimRow, held = { held: 0, objections: 0 }): QueuedClaim {
    const { claimId, waitsFor, since, lastDay, endsAt } = group;
    const { programmes: asked, region, organisationId, classIds, appliedOn, version } = row;
    const posted = waitsFor === 'IN_PUBLICITY' ? { lastDay, endsAt } : { lastDay: null, endsAt: null };
    const left = posted.lastDay === null ? undefined : this.workingDays.until(posted.lastDay);
    return {
      claimId,
      waitsFor,
      since: since.toISOString(),
      programmes: asked,
      region,
      ...(organisationId !== '' && { organisationId }),
      classIds,
      appliedOn,
      cases: Number(group.cases),
      lines: Number(group.lines),
      amount: yuanOfFen(Number(group.amountFen)),
      withoutFunds: Number(group.withoutFunds),
      ...held,
      ...(posted.lastDay !== null && { lastDay: posted.lastDay }),
      ...(posted.endsAt !== null && { endsAt: posted.endsAt.toISOString() }),
      ...(left !== undefined && { workingDaysLeft: left }),
      version,
    };
  }
}

function grouped(query: SelectQueryBuilder<WaitingCaseRow>, { limit, cursor }: ClaimQueueQuery): SelectQueryBuilder<WaitingCaseRow> {
  query
    .select('one.claimId', 'claimId')
    .addSelect('one.waitsFor', 'waitsFor')
    .addSelect('min(one.since)', 'since')
    .addSelect('count(*)', 'cases')
    .addSelect('sum(one.lines)', 'lines')
    .addSelect('sum(one.amountFen)', 'amountFen')
    .addSelect('count(*) filter (where one.noFunds)', 'withoutFunds')
    .addSelect('max(one.lastDay)', 'lastDay')
    .addSelect('max(one.endsAt)', 'endsAt')
    .groupBy('one.claimId')
    .addGroupBy('one.waitsFor')
    .orderBy('min(one.since)')
    .addOrderBy('one.claimId')
    .addOrderBy('one.waitsFor')
    .limit(limit + 1);
  if (cursor === undefined) return query;
  const [since, claimId, waitsFor] = valuesOf(list, cursor, 3);
  const place = 'cast(:atSince as timestamptz), cast(:atClaim as uuid), cast(:atKind as text)';
  return query.having(`(min(one.since), one.claimId, one.waitsFor) > (${place})`, { atSince: since, atClaim: claimId, atKind: waitsFor });
}
