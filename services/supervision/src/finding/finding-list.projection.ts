import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { FindingFact } from './finding.decider';

@Entity('finding')
export class FindingRow {
  @PrimaryColumn('uuid', { name: 'finding_id' }) findingId!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('text') kind!: string;
  @Column('text', { name: 'organisation_id' }) organisationId!: string;
  @Column('text') region!: string;
  @Column('integer') people!: number;
  @Column('text', { name: 'confirmed_at' }) confirmedAt!: string;
  @Column('text', { name: 'publish_by' }) publishBy!: string;
  @Column('text', { name: 'published_at', nullable: true }) publishedAt!: string | null;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class FindingListProjection implements Projection {
  readonly name = 'finding-list';
  readonly rows = [FindingRow];

  async apply({ category, streamId: classId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'finding') return;
    const known = fact as FindingFact;
    switch (known.type) {
      case 'FindingConfirmed': {
        const { findingId, kind, organisationId, region, confirmedAt, publishBy } = known;
        // A new finding at a class gives all of its results a new day, as the decision has it.
        await rows.update(FindingRow, { classId }, { publishBy, publishedAt: null });
        const found = { findingId, classId, kind, organisationId, region, confirmedAt, publishBy };
        await rows.insert(FindingRow, { ...found, people: 0, publishedAt: null, seq });
        return;
      }
      case 'PersonFound':
        await rows.increment(FindingRow, { findingId: known.findingId }, 'people', 1);
        return;
      case 'FindingResultPublished':
        await rows.update(FindingRow, { classId }, { publishedAt: known.publishedAt });
        return;
    }
  }
}
