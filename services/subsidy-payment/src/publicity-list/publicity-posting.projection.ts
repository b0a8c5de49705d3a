import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { instant, position } from '@libs/platform';
import { claim, type ClaimFact } from '../claim/claim.decider';

/** That a claim's list was posted, and until when; who is on it now is asked of the claim. */
@Entity('publicity_posting')
export class PublicityPostingRow {
  @PrimaryColumn('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('text') region!: string;
  /** Empty where a person asks for themselves. */
  @Column('text', { name: 'organisation_id' }) organisationId!: string;
  /** Long past while nothing was posted. */
  @Column('timestamptz', { name: 'ends_at', transformer: instant }) endsAt!: string;
  @Column('bigint', { transformer: position }) seq!: number;
}

const never = '1970-01-01T00:00:00.000Z';

@Injectable()
export class PublicityPostingProjection implements Projection {
  readonly name = 'publicity-posting';
  readonly rows = [PublicityPostingRow];

  async apply({ category, streamId: claimId, seq, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== claim.category) return;
    const known = fact as ClaimFact;
    if (known.type === 'ClaimSubmitted') {
      const { region, organisationId = '' } = known;
      await rows.insert(PublicityPostingRow, { claimId, region, organisationId, endsAt: never, seq });
    }
    // The later of two postings of one claim ends last.
    if (known.type === 'PublicityStarted') await rows.update(PublicityPostingRow, { claimId }, { endsAt: known.endsAt, seq });
  }
}
