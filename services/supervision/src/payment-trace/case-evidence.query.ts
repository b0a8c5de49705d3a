import { Injectable } from '@nestjs/common';
import { CaseDecidedV1, ClaimSubmittedV1 } from '@libs/contracts';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsString, IsUUID, ValidateNested } from 'class-validator';
import { HeardFacts } from '../heard-fact/heard-facts';
import { nameOfType } from '../heard-fact/on-every-fact';
import { CaseChain } from './case-chain';
import { TraceLinkView, TraceNodeView } from './payment-trace.query';
import { Tracing } from './tracing';

export class CaseFactsView {
  @IsUUID() readonly caseId!: string;
  /** What the chain needs up to the payment, and was not heard: of a case on its way, the steps that are still to come. */
  @IsString({ each: true }) readonly missing!: readonly string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TraceNodeView) readonly nodes!: readonly TraceNodeView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TraceLinkView) readonly links!: readonly TraceLinkView[];
}

/** What a case stands on, from its last decision back to each sign-in, before anything is paid. */
@Injectable()
export class CaseFacts {
  constructor(
    private readonly facts: HeardFacts,
    private readonly cases: CaseChain,
  ) {}

  async of(actor: Actor, caseId: string): Promise<CaseFactsView> {
    const decided = (await this.facts.find(CaseDecidedV1, { caseId })).at(-1);
    const [claim] = decided ? await this.facts.find(ClaimSubmittedV1, { claimId: decided.data.claimId }) : [];
    if (decided === undefined || claim === undefined) throw new Refused('CASE_NOT_FOUND');
    const { region, institutionId = '' } = claim.data;
    actor.scope.check({ region, organisation: institutionId });
    const tracing = new Tracing((type) => nameOfType.get(type) ?? type);
    const from = tracing.add(decided);
    await this.cases.trace(tracing, { from, caseId, log: decided.log, seq: decided.seq });
    return { caseId, ...tracing.trace };
  }
}
