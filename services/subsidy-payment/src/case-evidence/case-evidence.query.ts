import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsInstant, type Actor } from '@libs/platform';
import type { Step, Use } from '@libs/policy';
import { claim } from '../claim/claim.decider';
import { filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { entitlements } from '../entitlements/entitlements.decider';

export class TestView {
  /** Which condition it was, in the order in which they were tested. */
  @IsString() readonly test!: string;
  @IsIn(['TRUE', 'FALSE', 'UNKNOWN']) readonly is!: Step['is'];
  @IsObject() readonly values!: object;
}

export class DecidingPackView {
  /** `id@version` */
  @IsString() readonly pack!: string;
  @IsString() readonly hash!: string;
}

export class UseView {
  @IsIn(['RESERVED', 'CONSUMED']) readonly state!: Use['state'];
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly occupation!: string;
  @IsString() readonly level!: string;
  @IsString() readonly year!: string;
  /** The case that holds it; none where it was imported. */
  @IsOptional() @IsUUID() readonly caseId?: string;
}

/** Everything that the last decision on a case stands on, as it was frozen with the decision. */
export class CaseEvidence {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsUUID() readonly personId!: string;
  @IsOptional() @IsUUID() readonly decisionId?: string;
  /** Nothing that became known later was part of the decision. */
  @IsOptional() @IsInstant() readonly knownAt?: string;
  @IsOptional() @IsInstant() readonly decidedAt?: string;
  @IsOptional() @IsObject() readonly input?: object;
  @IsArray() @ValidateNested({ each: true }) @Type(() => TestView) readonly tests!: readonly TestView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => DecidingPackView) readonly packs!: readonly DecidingPackView[];
  /** The person's book of entitlements as it stands now. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => UseView) readonly book!: readonly UseView[];
  @IsOptional() @IsString() readonly firstReviewer?: string;
  @IsOptional() @IsString() readonly secondReviewer?: string;
  @IsOptional() @IsString() readonly releasedBy?: string;
}

const useView = ({ state, programmes, occupation, level, year, caseId }: Use): UseView => ({
  state,
  programmes,
  occupation,
  level,
  year: String(year),
  ...(caseId !== undefined && { caseId }),
});

@Injectable()
export class CaseEvidences {
  constructor(private readonly store: EventStore) {}

  async of(actor: Actor, claimId: string, caseId: string): Promise<CaseEvidence> {
    const { state } = await this.store.stateOf(claim, claimId);
    mustReach(actor, state);
    const one = filed(state).cases.get(caseId);
    if (one === undefined) throw new Refused('CASE_NOT_FOUND');
    const { personId, decision, input, firstReviewer, secondReviewer, releasedBy } = one;
    const last = one.decisions.at(-1);
    const book = (await this.store.stateOf(entitlements, personId)).state;
    return {
      claimId,
      caseId,
      personId,
      ...(last && { decisionId: last.decisionId, knownAt: last.knownAt, decidedAt: last.decidedAt }),
      ...(input && { input }),
      tests: decision?.trace ?? [],
      packs: decision?.packs ?? [],
      book: [...book.uses.values()].map(useView),
      ...(firstReviewer !== undefined && { firstReviewer }),
      ...(secondReviewer !== undefined && { secondReviewer }),
      ...(releasedBy !== undefined && { releasedBy }),
    };
  }
}
