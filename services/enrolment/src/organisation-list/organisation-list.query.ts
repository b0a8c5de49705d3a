import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsRegionPrefix, PageQuery, QueryInt, Views, pageOf, type Actor, type AfterQuery, type Page } from '@libs/platform';
import { organisationKinds, type OrganisationView } from '../organisation/organisation-answer';
import type { OrganisationKind } from '../organisation/organisation.decider';
import { OrganisationRow } from './organisation-list.projection';

export class OrganisationListQuery extends PageQuery {
  @IsOptional() @IsIn(organisationKinds) readonly kind?: OrganisationKind;
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

@Injectable()
export class OrganisationList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: OrganisationListQuery): Promise<Page<OrganisationView>> {
    await this.views.caughtUp('organisation-list', asked.after);
    const query = this.reachedBy(actor);
    if (asked.kind !== undefined) query.andWhere('one.kind = :kind', { kind: asked.kind });
    if (asked.region !== undefined) query.andWhere('starts_with(one.region, :region)', { region: asked.region });
    const page = await pageOf(query, asked, { list: 'organisations', by: [['one.firstSeq', (row) => row.firstSeq]], descending: true });
    return { ...page, items: page.items.map(viewOf) };
  }

  async one(actor: Actor, organisationId: string, { after }: AfterQuery): Promise<OrganisationView> {
    await this.views.caughtUp('organisation-list', after);
    const row = await this.reachedBy(actor).andWhere('one.organisationId = :organisationId', { organisationId }).getOne();
    if (!row) throw new Refused('ORGANISATION_NOT_FOUND');
    return viewOf(row);
  }

  private reachedBy(actor: Actor) {
    const query = this.database.getRepository(OrganisationRow).createQueryBuilder('one').where('one.registered');
    return actor.scope.narrow(query, { region: 'one.region', organisation: 'one.organisationId' });
  }
}

function viewOf({
  organisationId,
  kind,
  name,
  region,
  uscc,
  tier,
  accountVersion,
  bannedUntil,
  version,
  seq,
}: OrganisationRow): OrganisationView {
  return {
    organisationId,
    kind: kind ?? 'agency',
    name: name ?? '',
    region: region ?? '',
    uscc: uscc ?? '',
    ...(tier !== null && { tier }),
    accountVersion,
    ...(bannedUntil !== null && { bannedUntil }),
    version,
    seq,
  };
}
