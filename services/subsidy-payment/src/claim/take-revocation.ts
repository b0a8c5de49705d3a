import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { entitlements, loseCertificate } from '../entitlements/entitlements.decider';
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
    const shelf = await this.packs.all();
    // The book first: a claim that is decided after it knows of the loss, and one that was decided before it is in the book by now.
    await this.store.decide(entitlements, personId, { ...command, id: `${command.id}/book` }, (known, { now }) =>
      loseCertificate(known, revocation.certificateId, revocation.cause, now),
    );
    const { state: book } = await this.store.stateOf(entitlements, personId);
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
