import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type CommandMeta, type Decider, type Fact, type Streams } from '@libs/event-store';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { claim, type Claim } from './claim.decider';
import type { Books, ClaimAndBooks } from './decide-cases.decider';

const bookOf = (personId: string): string => `book/${personId}`;

/** A claim and the books of its people are read, decided and written as one: no entitlement is ever reserved beside a decision. */
@Injectable()
export class ClaimsAndBooks {
  constructor(private readonly store: EventStore) {}

  async decide(
    command: CommandMeta,
    claimId: string,
    people: readonly string[],
    decision: (state: Claim, books: Books, now: string) => ClaimAndBooks,
  ): Promise<{ readonly state: Claim; readonly seq: number; readonly repeated: boolean }> {
    const unique = [...new Set(people)];
    const books = unique.map((personId) => [bookOf(personId), [entitlements as Decider<unknown, Fact>, personId]] as const);
    const streams: Streams = { claim: [claim as Decider<unknown, Fact>, claimId], ...Object.fromEntries(books) };
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const known = states as Readonly<Record<string, unknown>>;
      const open = Object.fromEntries(unique.map((personId) => [personId, known[bookOf(personId)] as Entitlements]));
      const { claim: facts, books: changes, take, free } = decision(known['claim'] as Claim, open, now);
      const byName = Object.entries(changes).map(([personId, change]) => [bookOf(personId), change] as const);
      return withKeys({ claim: facts, ...Object.fromEntries(byName) }, { take, free });
    });
    return { state: decided.streams['claim']?.state as Claim, seq: decided.seq, repeated: decided.repeated };
  }
}
