import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { SanctionImposed } from './sanctions.decider';

@Entity('sanction')
export class SanctionRow {
  @PrimaryColumn('uuid', { name: 'sanction_id' }) sanctionId!: string;
  @Column('text', { name: 'organisation_id' }) organisationId!: string;
  @Column('text') region!: string;
  @Column('text') measure!: string;
  @Column('text') cause!: string;
  @Column('text', { name: 'cause_id' }) causeId!: string;
  @Column('text', { name: 'imposed_on' }) imposedOn!: string;
  @Column('text', { name: 'fix_by' }) fixBy!: string;
  @Column('text', { name: 'report_by' }) reportBy!: string;
  @Column('text', { name: 'banned_until', nullable: true }) bannedUntil!: string | null;
  @Column('text') pack!: string;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class SanctionListProjection implements Projection {
  readonly name = 'sanction-list';
  readonly rows = [SanctionRow];

  async apply({ category, streamId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'sanctions') return;
    const { type: _, bannedUntil = null, ...imposed } = fact as SanctionImposed;
    await rows.insert(SanctionRow, { organisationId: streamId, ...imposed, bannedUntil, seq });
  }
}
