import { Injectable } from '@nestjs/common';
import { IsUUID, Matches } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { endOfDay, instantOf } from '@libs/kernel';
import { claim } from '../claim/claim.decider';
import { casesOf, filed } from '../claim/steps';
import { KnownPacks } from '../pack/known-packs';
import { decidedCaseView, type DecidedCasesView } from './decided-case';

const day = /^\d{4}-\d{2}-\d{2}$/;

export class ReplayBody {
  @IsUUID() readonly claimId!: string;
  /** A day, then everything counts that was known by its 24:00; or a moment. */
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,3})?Z)?$/) readonly knownAt!: string;
}

/** The last decision of each case again, from its frozen input, with the packs that were known then. */
@Injectable()
export class Replays {
  constructor(
    private readonly store: EventStore,
    private readonly packs: KnownPacks,
  ) {}

  async replay({ claimId, knownAt }: ReplayBody): Promise<DecidedCasesView> {
    const state = filed((await this.store.stateOf(claim, claimId)).state);
    const evaluate = (await this.packs.all()).evaluateAt(day.test(knownAt) ? endOfDay(knownAt) : instantOf(knownAt));
    const cases = casesOf(state).flatMap(({ caseId, personId, place, input }) =>
      input ? [decidedCaseView({ caseId, personId, place }, evaluate(input))] : [],
    );
    return { cases };
  }
}
