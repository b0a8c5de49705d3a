import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { ClaimsPaying } from '../claim-list/claims-paying';
import { ClassRecords } from '../class-record/class-records';
import { hearAccount, payee, payeeName } from '../payee/payee.decider';
import { changeAccount, type AccountChange } from './account-change.decider';
import { claim } from './claim.decider';

@Injectable()
export class TakeAccountChange {
  constructor(
    private readonly store: EventStore,
    private readonly records: ClassRecords,
    private readonly claims: ClaimsPaying,
  ) {}

  // The record first: a first review of a claim that is decided from now on sees it, and each claim that was decided before hears of it.
  async take(command: CommandMeta, change: AccountChange, seq: number): Promise<void> {
    await this.records.keepAccount(change, seq);
    const { payee: paid, accountVersion } = change;
    const heard = await this.store.decide(
      payee,
      childId('payee', payeeName(paid)),
      { ...command, id: `${command.id}/heard` },
      (known, { now }) => hearAccount(known, accountVersion, now),
    );
    // Where our log stood then tells earlier claims from later ones, however often this is heard. Each claim is a decision of its own under an id of its own: a repeat finds those done that were done, and does the rest.
    for (const claimId of await this.claims.until(paid, heard.seq))
      await this.store.decide(claim, claimId, { ...command, id: `${command.id}/${claimId}` }, (state, { now }) =>
        changeAccount(state, change, now),
      );
  }
}
