import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { IsBusinessDay, PageQuery, QueryInt, Views, pageOf, type Actor, type AfterQuery, type Page } from '@libs/platform';
import { claimAnswer, type ClaimAnswer } from '../claim/claim-answer';
import { claim } from '../claim/claim.decider';
import { isThePerson, mustReach } from '../claim/whose-claim';
import { ClaimRow } from './claim-list.projection';

export class ClaimListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @IsUUID() readonly personId?: string;
  @IsOptional() @IsIn(['UI_SKILL', 'TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING', 'APPRENTICESHIP']) readonly programme?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly organisation?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class ClaimSummary {
  @IsUUID() readonly claimId!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly region!: string;
  @IsOptional() @IsString() readonly organisationId?: string;
  @IsUUID('all', { each: true }) readonly classIds!: readonly string[];
  @IsOptional() @IsIn([1, 2]) readonly stage?: number;
  @IsBusinessDay() readonly appliedOn!: string;
  @IsInt() readonly cases!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class ClaimList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly store: EventStore,
  ) {}

  async page(actor: Actor, asked: ClaimListQuery): Promise<Page<ClaimSummary>> {
    await this.views.caughtUp('claim-list', asked.after);
    const query = this.#reachedBy(actor);
    if (asked.classId !== undefined) query.andWhere(':classId = any(claim.classIds)', { classId: asked.classId });
    if (asked.programme !== undefined) query.andWhere(':programme = any(claim.programmes)', { programme: asked.programme });
    if (asked.organisation !== undefined) query.andWhere('claim.organisationId = :organisation', { organisation: asked.organisation });
    if (asked.personId !== undefined)
      query.andWhere('exists (select from public.claim_case one where one.claim_id = claim.claim_id and one.person_id = :personId)', {
        personId: asked.personId,
      });
    const page = await pageOf(query, asked, { list: 'claims', by: [['claim.firstSeq', (row) => row.firstSeq]], descending: true });
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** Read from the log itself, so that what an officer sees is what the next decision stands on. */
  async one(actor: Actor, claimId: string, { after }: AfterQuery): Promise<ClaimAnswer> {
    await this.views.caughtUp('claim-list', after);
    const { state } = await this.store.stateOf(claim, claimId);
    mustReach(actor, state);
    return claimAnswer(claimId, state, undefined, isThePerson(actor) ? actor.person : undefined);
  }

  #reachedBy(actor: Actor) {
    const query = this.database.getRepository(ClaimRow).createQueryBuilder('claim').where('true');
    const { region, organisation } = actor.scope;
    const filed = 'claim.filedBy = :actor';
    const own = 'exists (select from public.claim_case one where one.claim_id = claim.claim_id and one.person_id::text = :person)';
    if (isThePerson(actor)) return query.andWhere(`(${filed} or ${own})`, { actor: actor.id, person: actor.person });
    const bounds = [
      ...(region === undefined ? [] : ['starts_with(claim.region, :scopeRegion)']),
      ...(organisation === undefined ? [] : ['claim.organisationId = :scopeOrganisation']),
    ];
    if (bounds.length === 0) return query;
    return query.andWhere(`(${filed} or (${bounds.join(' and ')}))`, {
      actor: actor.id,
      scopeRegion: region,
      scopeOrganisation: organisation,
    });
  }
}

function summaryOf({ firstSeq: _, filedBy: __, rejected: ___, organisationId, stage, ...row }: ClaimRow): ClaimSummary {
  return { ...row, ...(organisationId !== '' && { organisationId }), ...(stage !== null && { stage }) };
}
