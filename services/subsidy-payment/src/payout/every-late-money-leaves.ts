import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { childId } from '@libs/kernel';
import { claim, type ClaimFact } from '../claim/claim.decider';
import { casesWithLateMoney } from '../claim/release.decider';
import { patiently } from './patiently';
import { PayeeChecks } from './payee-checks';
import { lateMoneyLeaves, personsPaid } from './payout-release.decider';
import { payout } from './payout.decider';

type LateMoneyOf = { readonly claimId: string };
const kind = 'late-money-leaves';

// The ledger's answer brings money to cases that may have been released before it; a hold that ends may have stood in its way.
const brings = (fact: ClaimFact): boolean => (fact.type === 'FundsAnswered' && fact.committed.length > 0) || fact.type === 'CaseFreed';

@Injectable()
export class EveryLateMoneyLeaves implements DueHandler<ClaimFact, LateMoneyOf> {
  readonly kind = kind;
  readonly attempts = 10;
  readonly attemptSeconds = 20;
  constructor(
    private readonly store: EventStore,
    private readonly payees: PayeeChecks,
  ) {}

  sets({ category, id, streamId, fact, meta }: RecordedFact<ClaimFact>): { set?: readonly NewDue<LateMoneyOf>[] } {
    if (category !== claim.category || !brings(fact)) return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { claimId: streamId } }] };
  }

  async fire({ command, data: { claimId }, signal }: DueNow<LateMoneyOf>): Promise<void> {
    const { state } = await this.store.stateOf(claim, claimId);
    const late = casesWithLateMoney(state);
    if (late.length === 0) return;
    const lives = await patiently(signal, () => this.payees.lives(late.flatMap(personsPaid)));
    for (const releaser of new Set(late.map(({ releasedBy }) => releasedBy ?? ''))) {
      const id = `${command.id}/${releaser}`;
      const payoutId = childId(id, 'payout');
      await this.store.decideTogether({ ...command, id }, { payout: [payout, payoutId], claim: [claim, claimId] }, (states, { now }) => {
        const decided = lateMoneyLeaves(states.payout, states.claim, { claimId, payoutId, releaser, lives, now });
        return withKeys({ payout: decided.payout, claim: decided.claims.flatMap(({ facts }) => facts) }, {});
      });
    }
  }

  /** The money stays set aside: the row waits for an operator. */
  async gaveUp(_: DueNow<LateMoneyOf>, why: string): Promise<never> {
    throw new Error(`the money that came late did not leave: ${why}`);
  }
}
