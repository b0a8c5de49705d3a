import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { entitlements } from '../entitlements/entitlements.decider';
import { KnownPacks } from '../pack/known-packs';
import { ClaimsAndBooks } from './claims-and-books';
import { takeRevocation, type Revocation } from './revocation.decider';

/** Finds the claims that a revoked certificate concerns in the person's book, which no claim can be missing from. */
@Injectable()
export class TakeRevocation {
  constructor(
    private readonly store: EventStore,
    private readonly together: ClaimsAndBooks,
    private readonly packs: KnownPacks,
  ) {}

  async take(command: CommandMeta, revocation: Pick<Revocation, 'personId' | 'certificateId' | 'cause'>): Promise<void> {
    const { personId } = revocation;
    const [shelf, { state: book }] = await Promise.all([this.packs.all(), this.store.stateOf(entitlements, personId)]);
    const claimIds = new Set(book.claims.values());
    // Each claim is a decision of its own under an id of its own: a repeat finds those done that were done, and does the rest.
    for (const claimId of claimIds) {
      await this.together.decide({ ...command, id: `${command.id}/${claimId}` }, claimId, [personId], (state, books, now) =>
        takeRevocation(state, books[personId] ?? entitlements.initial, {
          ...revocation,
          claimId,
          evaluate: shelf.evaluateAt(shelf.readAt),
          now,
        }),
      );
    }
  }
}
