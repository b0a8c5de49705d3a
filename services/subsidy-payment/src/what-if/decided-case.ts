import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { CaseDecision } from '@libs/policy';
import { CaseLineView, lineView } from '../claim/claim-answer';

/** A decision that was made for somebody to look at; nothing of it is kept. */
export class DecidedCaseView {
  @IsUUID() readonly caseId!: string;
  @IsUUID() readonly personId!: string;
  @IsInt() readonly place!: number;
  @IsIn(['ELIGIBLE', 'HELD', 'REJECTED']) readonly outcome!: CaseDecision['outcome'];
  @IsOptional() @IsString() readonly reason?: string;
  @IsObject() readonly detail!: object;
  @IsString({ each: true }) readonly reasons!: readonly string[];
  @ValidateNested({ each: true }) @Type(() => CaseLineView) readonly lines!: readonly CaseLineView[];
  @IsString() readonly pack!: string;
}

export class DecidedCasesView {
  @ValidateNested({ each: true }) @Type(() => DecidedCaseView) readonly cases!: readonly DecidedCaseView[];
}

export const decidedCaseView = (
  whose: { readonly caseId: string; readonly personId: string; readonly place: number },
  decision: CaseDecision,
): DecidedCaseView => ({
  ...whose,
  outcome: decision.outcome,
  ...(decision.reason !== undefined && { reason: decision.reason }),
  detail: decision.detail,
  reasons: decision.failed.map(({ reason }) => reason),
  lines: decision.outcome === 'REJECTED' ? [] : decision.lines.map(lineView),
  pack: decision.packs[0]?.pack ?? '',
});
