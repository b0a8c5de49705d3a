import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { mustReach } from '../claim/whose-claim';
import { ClaimRow } from './claim-list.projection';

/** The claims that somebody means by a claim or a class, of those that they may see. */
@Injectable()
export class ClaimsOfClass {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async reached(actor: Actor, { claimId, classId }: { readonly claimId?: string; readonly classId?: string }): Promise<readonly string[]> {
    if (claimId !== undefined) {
      mustReach(actor, (await this.store.stateOf(claim, claimId)).state);
      return [claimId];
    }
    const query = this.database.getRepository(ClaimRow).createQueryBuilder('claim').where(':classId = any(claim.classIds)', { classId });
    const rows = await actor.scope
      .narrow(query, { region: 'claim.region', organisation: 'claim.organisationId' })
      .orderBy('claim.firstSeq')
      .getMany();
    if (rows.length === 0) throw new Refused('CLAIM_NOT_FOUND');
    return rows.map((row) => row.claimId);
  }
}
