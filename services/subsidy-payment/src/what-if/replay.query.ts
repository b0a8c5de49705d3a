import { Injectable } from '@nestjs/common';
import { IsUUID, Matches } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { endOfDay, instantOf } from '@libs/kernel';
import { dayPattern, instantPattern, type Actor } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { casesOf, filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { KnownPacks } from '../pack/known-packs';
import { decidedCaseView, type DecidedCasesView } from './decided-case';

const day = new RegExp(dayPattern);

export class ReplayBody {
  @IsUUID() readonly claimId!: string;
  /** A day, then everything counts that was known by its 24:00; or a moment. */
  @Matches(new RegExp(`${dayPattern}|${instantPattern}`)) readonly knownAt!: string;
}

/** The last decision of each case again, from its frozen input, with the packs that were known then. */
@Injectable()
export class Replays {
  constructor(
    private readonly store: EventStore,
    private readonly packs: KnownPacks,
  ) {}

  async replay(actor: Actor, { claimId, knownAt }: ReplayBody): Promise<DecidedCasesView> {
    const { state: known } = await this.store.stateOf(claim, claimId);
    mustReach(actor, known);
    const state = filed(known);
    const evaluate = (await this.packs.all()).evaluateAt(day.test(knownAt) ? endOfDay(knownAt) : instantOf(knownAt));
    const cases = casesOf(state).flatMap(({ caseId, personId, place, input }) =>
      input ? [decidedCaseView({ caseId, personId, place }, evaluate(input))] : [],
    );
    return { cases };
  }
}
