import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { PayeeChecks } from './payee-checks';
import { personsPaid, type Lives } from './payout-release.decider';

const mayGo: readonly string[] = ['IN_PUBLICITY', 'PUBLICITY_ENDED'];

/** What a release has to know before it is decided. */
@Injectable()
export class ReleaseGrounds {
  constructor(
    private readonly store: EventStore,
    private readonly payees: PayeeChecks,
  ) {}

  /** A claim out of reach is to this officer as if it did not exist. */
  async lives(actor: Actor, claimIds: readonly string[]): Promise<Lives> {
    const persons: string[] = [];
    for (const claimId of claimIds) {
      const { state } = await this.store.stateOf(claim, claimId);
      mustReach(actor, state);
      for (const one of filed(state).cases.values()) if (mayGo.includes(one.stage)) persons.push(...personsPaid(one));
    }
    return this.payees.lives(persons);
  }
}
