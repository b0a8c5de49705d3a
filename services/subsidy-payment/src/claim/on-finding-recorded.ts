import { Injectable } from '@nestjs/common';
import { FindingRecordedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { ClaimsOfClass } from '../claim-list/claims-of-class';
import { claim } from './claim.decider';
import { ClaimsAndBooks } from './claims-and-books';
import { reasonOfFinding, takeFinding } from './finding.decider';
import { casesOf } from './steps';

@Injectable()
export class OnFindingRecorded implements Consumer<FindingRecordedV1> {
  readonly name = 'claim.on-finding-recorded';
  readonly contract = FindingRecordedV1;
  constructor(
    private readonly store: EventStore,
    private readonly claims: ClaimsOfClass,
    private readonly together: ClaimsAndBooks,
  ) {}

  // Each claim on the class is a decision of its own under an id of its own: a repeat finds those done that were done, and does the rest.
  async handle({ command, data: { classId, kind, personId } }: Message<FindingRecordedV1>): Promise<void> {
    const reason = reasonOfFinding[kind];
    // Who signed in for others is a matter of that person: a finding that names nobody takes nobody's money.
    const named = personId !== undefined || kind === 'falsified_training';
    if (reason === undefined || classId === undefined || !named) return;
    const concerned = { classId, people: personId === undefined ? [] : [personId] };
    for (const claimId of await this.claims.all(classId)) {
      const { state } = await this.store.stateOf(claim, claimId);
      // All its people, whoever is still concerned: heard again after it was done, the same message names the same books.
      const people = state.status === 'UNFILED' ? [] : casesOf(state).map((one) => one.personId);
      await this.together.decide({ ...command, id: `${command.id}/${claimId}` }, claimId, people, (known, books, now) =>
        takeFinding(known, books, { ...concerned, reason, now }),
      );
    }
  }
}
