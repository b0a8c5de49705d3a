import { Injectable } from '@nestjs/common';
import { FindingRecordedV1 } from '@libs/contracts';
import { EventStore, type CommandMeta, type Decider, type Fact, type Streams } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { classFindings, hearFinding, type ClassFindings, type FindingAtClass } from '../class-record/class-findings.decider';
import { claim, type Claim } from './claim.decider';
import { ClaimsAndBooks } from './claims-and-books';
import { findingStands, reasonOfFinding, takeFinding } from './finding.decider';
import { casesOf } from './steps';

@Injectable()
export class OnFindingRecorded implements Consumer<FindingRecordedV1> {
  readonly name = 'claim.on-finding-recorded';
  readonly contract = FindingRecordedV1;
  constructor(
    private readonly store: EventStore,
    private readonly together: ClaimsAndBooks,
  ) {}

  async handle({ command, data: { classId, kind, personId } }: Message<FindingRecordedV1>): Promise<void> {
    const reason = reasonOfFinding[kind];
    // Who signed in for others is a matter of that person: a finding that names nobody takes nobody's money.
    const named = personId !== undefined || kind === 'falsified_training';
    if (reason === undefined || classId === undefined || !named) return;
    const found = { reason, ...(personId !== undefined && { personId }) };
    const people = personId === undefined ? [] : [personId];
    // Each claim on the class is a decision of its own under an id of its own: a repeat finds those done that were done, and does the rest.
    for (const claimId of await this.#heard(command, classId, found)) {
      const { state } = await this.store.stateOf(claim, claimId);
      // All its people, whoever is still concerned: heard again after it was done, the same message names the same books.
      const everybody = state.status === 'UNFILED' ? [] : casesOf(state).map((one) => one.personId);
      await this.together.decide({ ...command, id: `${command.id}/${claimId}` }, claimId, everybody, (known, books, now) =>
        takeFinding(known, books, { classId, people, reason, now }),
      );
    }
  }

  /** Answers every claim on the class that was filed before the finding; those that are filed after it know of it. */
  async #heard(command: CommandMeta, classId: string, found: FindingAtClass): Promise<readonly string[]> {
    // A claim may be filed between the look and the lock: then the look is taken again, under an id that says which claims it saw.
    for (;;) {
      const { state } = await this.store.stateOf(classFindings, classId);
      const claimIds = [...state.claimIds];
      const streams: Streams = Object.fromEntries([
        ['class', [classFindings as Decider<unknown, Fact>, classId]],
        ...claimIds.map((claimId) => [claimId, [claim as Decider<unknown, Fact>, claimId]]),
      ]);
      const own = { ...command, id: `${command.id}/heard/${claimIds.length}` };
      const { streams: after } = await this.store.decideTogether(own, streams, (states, { now }) => {
        const known = states as Readonly<Record<string, unknown>>;
        const ofClass = known['class'] as ClassFindings;
        if (ofClass.claimIds.size > claimIds.length) return {};
        const marked = claimIds.map((claimId) => [claimId, findingStands(known[claimId] as Claim, { classId, ...found }, now)] as const);
        return { class: hearFinding(ofClass, found, now), ...Object.fromEntries<readonly Fact[]>(marked) };
      });
      const ofClass = after['class']?.state as ClassFindings;
      if (ofClass.findings.some((known) => known.reason === found.reason && known.personId === found.personId)) return claimIds;
    }
  }
}
