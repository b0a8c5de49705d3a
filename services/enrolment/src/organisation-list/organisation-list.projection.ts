import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { OrganisationFact, OrganisationKind, Tier } from '../organisation/organisation.decider';

@Entity('organisation')
export class OrganisationRow {
  @PrimaryColumn('text', { name: 'organisation_id' }) organisationId!: string;
  /** Of an organisation that is not registered only a ban is known. */
  @Column('boolean') registered!: boolean;
  @Column('text', { nullable: true }) kind!: OrganisationKind | null;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { nullable: true }) uscc!: string | null;
  @Column('text', { nullable: true }) tier!: Tier | null;
  @Column('integer', { name: 'account_version' }) accountVersion!: number;
  @Column('text', { name: 'banned_until', nullable: true }) bannedUntil!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class OrganisationListProjection implements Projection {
  readonly name = 'organisation-list';
  readonly rows = [OrganisationRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'organisation') return;
    const before = version === 1 ? undefined : await rows.findOneBy(OrganisationRow, { organisationId: streamId });
    const change = changeOf(fact as OrganisationFact, before?.bannedUntil ?? null);
    if (version === 1)
      await rows.insert(OrganisationRow, {
        registered: false,
        accountVersion: 0,
        ...change,
        organisationId: streamId,
        firstSeq: seq,
        version,
        seq,
      } as OrganisationRow);
    else await rows.update(OrganisationRow, { organisationId: streamId }, { ...change, version, seq });
  }
}

function changeOf(fact: OrganisationFact, bannedUntil: string | null): Partial<OrganisationRow> {
  switch (fact.type) {
    case 'OrganisationRegistered': {
      const { kind, name, region, uscc, tier = null } = fact;
      return { registered: true, kind, name, region, uscc, tier };
    }
    case 'OrganisationAccountChanged':
      return { accountVersion: fact.accountVersion };
    case 'OrganisationBanned':
      return { bannedUntil: bannedUntil !== null && bannedUntil > fact.until ? bannedUntil : fact.until };
  }
}
