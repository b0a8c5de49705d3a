import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type CommandMeta, type Decider, type Fact, type Streams } from '@libs/event-store';
import { classFindings, type ClassFindings } from '../class-record/class-findings.decider';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { claim, type Claim } from './claim.decider';
import type { Books, ClaimAndBooks, Classes } from './decide-cases.decider';

const bookOf = (personId: string): string => `book/${personId}`;
const classOf = (classId: string): string => `class/${classId}`;

type Decision = (state: Claim, books: Books, now: string, classes: Classes) => ClaimAndBooks;
type Decided = { readonly state: Claim; readonly seq: number; readonly repeated: boolean };

/** A claim and the books of its people are read, decided and written as one: no entitlement is ever reserved beside a decision. */
@Injectable()
export class ClaimsAndBooks {
  constructor(private readonly store: EventStore) {}

  /** As it stands now; for questions, never for decisions. */
  stateOf(claimId: string): Promise<{ readonly state: Claim }> {
    return this.store.stateOf(claim, claimId);
  }

  decide(command: CommandMeta, claimId: string, people: readonly string[], decision: Decision): Promise<Decided> {
    return this.#decide(command, { claimId, people, classIds: [] }, decision);
  }

  /** A claim is filed together with the classes on which it stands: it knows what was found there, and whatever is found later finds it. */
  file(
    command: CommandMeta,
    filed: { readonly claimId: string; readonly people: readonly string[]; readonly classIds: readonly string[] },
    decision: Decision,
  ): Promise<Decided> {
    return this.#decide(command, filed, decision);
  }

  async #decide(
    command: CommandMeta,
    { claimId, people, classIds }: Parameters<ClaimsAndBooks['file']>[1],
    decision: Decision,
  ): Promise<Decided> {
    const unique = [...new Set(people)];
    const books = unique.map((personId) => [bookOf(personId), [entitlements as Decider<unknown, Fact>, personId]] as const);
    const classes = classIds.map((classId) => [classOf(classId), [classFindings as Decider<unknown, Fact>, classId]] as const);
    const streams: Streams = { claim: [claim as Decider<unknown, Fact>, claimId], ...Object.fromEntries([...books, ...classes]) };
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const known = states as Readonly<Record<string, unknown>>;
      const open = Object.fromEntries(unique.map((personId) => [personId, known[bookOf(personId)] as Entitlements]));
      const found = Object.fromEntries(classIds.map((classId) => [classId, known[classOf(classId)] as ClassFindings]));
      const { claim: facts, books: ofBooks, classes: ofClasses = {}, take, free } = decision(known['claim'] as Claim, open, now, found);
      const changes = [
        ...Object.entries(ofBooks).map(([personId, change]) => [bookOf(personId), change] as const),
        ...Object.entries(ofClasses).map(([classId, change]) => [classOf(classId), change] as const),
      ];
      return withKeys({ claim: facts, ...Object.fromEntries<readonly Fact[]>(changes) }, { take, free });
    });
    return { state: decided.streams['claim']?.state as Claim, seq: decided.seq, repeated: decided.repeated };
  }
}
