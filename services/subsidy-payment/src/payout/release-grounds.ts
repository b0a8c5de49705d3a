import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { PayeeChecks } from './payee-checks';
import { personsPaid, type AskedClaim, type Lives } from './payout-release.decider';
import type { ClaimToRelease } from './releasable';

const mayGo: readonly string[] = ['IN_PUBLICITY', 'PUBLICITY_ENDED'];

type Grounds = { readonly asked: readonly AskedClaim[]; readonly lives: Lives };

/** What a release has to know before it is decided. */
@Injectable()
export class ReleaseGrounds {
  constructor(
    private readonly store: EventStore,
    private readonly payees: PayeeChecks,
  ) {}

  /** The claims as they stand, and whether those whom they pay are alive. A claim out of reach is to this officer as if it did not exist. */
  async of(actor: Actor, claims: readonly ClaimToRelease[]): Promise<Grounds> {
    const asked: AskedClaim[] = [];
    const persons: string[] = [];
    for (const { claimId, version } of claims) {
      const { state } = await this.store.stateOf(claim, claimId);
      mustReach(actor, state);
      asked.push({ claimId, state, seenVersion: version });
      for (const one of filed(state).cases.values()) if (mayGo.includes(one.stage)) persons.push(...personsPaid(one));
    }
    return { asked, lives: await this.payees.lives(persons) };
  }
}
