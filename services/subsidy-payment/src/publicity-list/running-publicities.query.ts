import { Injectable } from '@nestjs/common';
import { IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { Clock, Refused, businessDate } from '@libs/kernel';
import { IsBusinessDay, IsInstant, IsRegionPrefix, PageQuery, pageOf, type Page } from '@libs/platform';
import { ObjectionView, objectionView } from '../claim/claim-answer';
import { claim } from '../claim/claim.decider';
import { casesOf } from '../claim/steps';
import { daysLeft, isPosted } from './posted';
import { PublicityPostingRow } from './publicity-posting.projection';

export class RunningPublicitiesQuery extends PageQuery {
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
}

export class RunningPublicityView {
  @IsUUID() readonly claimId!: string;
  @IsString() readonly region!: string;
  /** Who filed the claim; absent where a person asks for themselves. */
  @IsOptional() @IsString() readonly organisationName?: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsInt() readonly people!: number;
  @IsBusinessDay() readonly lastDay!: string;
  @IsInstant() readonly endsAt!: string;
  /** Days after today until the last one; 0 on the last day itself. */
  @IsInt() readonly daysLeft!: number;
}

/** What became of an objection, for whoever holds its number; what it said is for the office alone. */
export class ObjectionStateView extends ObjectionView {
  @IsUUID() readonly claimId!: string;
}

@Injectable()
export class RunningPublicities {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async page(asked: RunningPublicitiesQuery): Promise<Page<RunningPublicityView>> {
    const now = this.clock.now();
    const query = this.database.getRepository(PublicityPostingRow).createQueryBuilder('one').where('one.endsAt > :now', { now });
    if (asked.region !== undefined) query.andWhere('starts_with(one.region, :region)', { region: asked.region });
    const page = await pageOf(query, asked, { list: 'publicity-lists', by: [['one.seq', (row) => row.seq]], descending: true });
    const names = await this.#namesOf(page.items);
    const shown = await Promise.all(page.items.map((row) => this.#shown(row, names.get(row.organisationId), businessDate(now))));
    return { ...page, items: shown.flatMap((view) => view ?? []) };
  }

  async objection(claimId: string, objectionId: string): Promise<ObjectionStateView> {
    const { state } = await this.store.stateOf(claim, claimId);
    const cases = state.status === 'FILED' ? casesOf(state) : [];
    const found = cases.flatMap(({ objections = [] }) => objections).find((one) => one.objectionId === objectionId);
    if (!found) throw new Refused('OBJECTION_NOT_FOUND');
    const { statement: _, ...shown } = objectionView(found);
    return { claimId, ...shown };
  }

  /** A list from which the last line was taken is none. */
  async #shown(
    { claimId, region }: PublicityPostingRow,
    name: string | undefined,
    today: string,
  ): Promise<RunningPublicityView | undefined> {
    const { state } = await this.store.stateOf(claim, claimId);
    const cases = state.status === 'FILED' ? casesOf(state).filter(isPosted) : [];
    const publicity = cases[0]?.publicity;
    if (state.status !== 'FILED' || publicity === undefined) return undefined;
    const { lastDay, endsAt } = publicity;
    return {
      claimId,
      region,
      ...(name !== undefined && { organisationName: name }),
      programmes: state.programmes,
      people: cases.length,
      lastDay,
      endsAt,
      daysLeft: daysLeft(today, lastDay),
    };
  }

  async #namesOf(rows: readonly PublicityPostingRow[]): Promise<ReadonlyMap<string, string>> {
    const known = await this.database.query<readonly { organisation_id: string; name: string }[]>(
      'select organisation_id, name from public.organisation where organisation_id = any($1)',
      [rows.map(({ organisationId }) => organisationId)],
    );
    return new Map(known.map(({ organisation_id: id, name }) => [id, name]));
  }
}
