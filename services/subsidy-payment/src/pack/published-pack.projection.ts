import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { instant } from '@libs/platform';
import { pack, type PackFact } from './pack.decider';

@Entity('published_pack')
export class PublishedPackRow {
  @PrimaryColumn('text', { name: 'pack_id' }) packId!: string;
  @PrimaryColumn('integer', { name: 'pack_version' }) packVersion!: number;
  @Column('text') hash!: string;
  @Column('text') region!: string;
  /** As it was signed: canonical JSON. */
  @Column('text') body!: string;
  @Column('timestamptz', { name: 'known_at', transformer: instant }) knownAt!: string;
}

/** Every version of a pack that decisions may know, and since when. */
@Injectable()
export class PublishedPackProjection implements Projection {
  readonly name = 'published-pack';
  readonly rows = [PublishedPackRow];

  async apply({ category, streamId, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    const known = fact as PackFact;
    if (category !== pack.category || known.type !== 'PolicyPackPublished') return;
    const { version, hash, region, body, knownAt } = known;
    await rows.insert(PublishedPackRow, { packId: streamId, packVersion: version, hash, region, body, knownAt });
  }
}
