import { Injectable } from '@nestjs/common';
import { CaseDecidedV1, CasesDroppedV1, ClaimHeldV1, ClawbackOpenedV1, HoldReleasedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { HeardFacts } from '../heard-fact/heard-facts';
import { MeasuresHeard } from '../sanctions/measures-heard';
import { FindingAnswer, findingAnswerOf } from './finding-answer';
import { effectsOf, reasonOf, totalOf, type Effect, type EffectKind } from './finding-effects';
import { finding } from './finding.decider';

export class FindingEffectView {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsUUID() readonly personId!: string;
  /** Stopped before it was paid, held on its way, or claimed back. */
  @IsIn(['STOPPED', 'HELD', 'RECOVERED']) readonly kind!: EffectKind;
  @IsString() readonly reason!: string;
  @IsString() readonly amount!: string;
  @IsString() readonly at!: string;
  @IsOptional() @IsString() readonly debtor?: string;
}

export class ClassFindingsView extends FindingAnswer {
  @IsString() readonly organisationId!: string;
  @IsString() readonly region!: string;
  @IsString({ each: true }) readonly personIds!: readonly string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => FindingEffectView) readonly effects!: readonly Effect[];
  @IsString() readonly stopped!: string;
  @IsString() readonly held!: string;
  @IsString() readonly recovered!: string;
}

@Injectable()
export class ClassFindings {
  constructor(
    private readonly store: EventStore,
    private readonly facts: HeardFacts,
    private readonly heard: MeasuresHeard,
  ) {}

  async one(actor: Actor, classId: string): Promise<ClassFindingsView> {
    const { organisationId, region } = await this.heard.classHeard(classId);
    actor.scope.check({ region, organisation: organisationId });
    const standing = await this.store.stateOf(finding, classId);
    const { confirmed, people } = standing.state;
    const answer = findingAnswerOf(classId, standing);
    const effects = await this.effects(
      classId,
      confirmed.map(({ kind }) => reasonOf(kind)),
    );
    const personIds = [...new Set(people.map((one) => one.slice(one.lastIndexOf('/') + 1)))];
    const totals = { stopped: totalOf(effects, 'STOPPED'), held: totalOf(effects, 'HELD'), recovered: totalOf(effects, 'RECOVERED') };
    return { ...answer, organisationId, region, personIds, effects, ...totals };
  }

  private async effects(classId: string, reasons: readonly string[]): Promise<readonly Effect[]> {
    const decisions = (await this.facts.find(CaseDecidedV1, { classIds: [classId] })).map(({ data }) => data);
    const claimIds = [...new Set(decisions.map(({ claimId }) => claimId))];
    const caseIds = [...new Set(decisions.map(({ caseId }) => caseId))];
    const [dropped, held, released] = await Promise.all([
      Promise.all(claimIds.map((claimId) => this.facts.find(CasesDroppedV1, { claimId }))),
      Promise.all(claimIds.map((claimId) => this.facts.find(ClaimHeldV1, { claimId }))),
      Promise.all(claimIds.map((claimId) => this.facts.find(HoldReleasedV1, { claimId }))),
    ]);
    const opened = await Promise.all(reasons.map((reason) => this.facts.find(ClawbackOpenedV1, { reason })));
    return effectsOf(
      {
        decisions,
        dropped: dropped.flat().map(({ data }) => ({ ...data, at: data.droppedAt })),
        held: held.flat().map(({ data }) => ({ ...data, at: data.heldAt })),
        released: released.flat().map(({ data }) => ({ ...data, at: data.releasedAt })),
        clawbacks: opened
          .flat()
          .map(({ data }) => data)
          .filter(({ caseId }) => caseIds.includes(caseId)),
      },
      reasons,
    );
  }
}
