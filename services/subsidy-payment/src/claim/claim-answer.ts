import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { yuanOf } from '@libs/kernel';
import { IsBusinessDay, IsInstant } from '@libs/platform';
import { linesOf, outcomeOf, type Case, type Claim, type DecisionNote, type Outcome, type Stage } from './claim.decider';
import { shownHash } from './as-shown.decider';
import { hashOf } from './hash-of';
import { grounds, type Ground, type Objection } from './objections';
import { casesOf, filed, goesOn } from './steps';

const outcomes = ['ELIGIBLE', 'HELD', 'REJECTED', 'PAID', 'CLAWBACK_OPENED', 'CLAWBACK_CLOSED'] as const;
const stages = ['DECIDED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'IN_PUBLICITY', 'PUBLICITY_ENDED', 'RELEASED', 'PAID'] as const;

export class CasePayeeView {
  @IsIn(['PERSON', 'ORGANISATION']) readonly kind!: 'PERSON' | 'ORGANISATION';
  @IsString() readonly id!: string;
}

export class CaseLineView {
  @IsInt() readonly line!: number;
  @IsString() readonly programme!: string;
  @IsString() readonly fund!: string;
  @ValidateNested() @Type(() => CasePayeeView) readonly payee!: CasePayeeView;
  @IsString() readonly amount!: string;
  /** The version of the payee's account that the reviewers said yes to. */
  @IsOptional() @IsInt() readonly accountVersion?: number;
  @IsOptional() @IsInt() readonly units?: number;
  @IsOptional() @IsString() readonly unit?: string;
}

export class DecisionView {
  @IsUUID() readonly decisionId!: string;
  /** What led to it: the application, a recheck, a reassessment, a reservation that was freed … */
  @IsString() readonly cause!: string;
  @IsIn(['ELIGIBLE', 'HELD', 'REJECTED']) readonly outcome!: DecisionNote['outcome'];
  @IsOptional() @IsString() readonly reason?: string;
  @IsObject() readonly detail!: object;
  @IsInstant() readonly decidedAt!: string;
  /** `id@version` of the deciding pack. */
  @IsString() readonly pack!: string;
}

export class ObjectionView {
  @IsUUID() readonly objectionId!: string;
  @IsIn(grounds) readonly ground!: Ground;
  @IsOptional() @IsString() readonly statement?: string;
  @IsInstant() readonly raisedAt!: string;
  /** Absent while nobody has decided on it. */
  @IsOptional() @IsBoolean() readonly upheld?: boolean;
  @IsOptional() @IsInstant() readonly resolvedAt?: string;
}

export class CaseView {
  @IsUUID() readonly caseId!: string;
  @IsUUID() readonly personId!: string;
  @IsInt() readonly place!: number;
  @IsIn(outcomes) readonly outcome!: Outcome;
  @IsOptional() @IsString() readonly reason?: string;
  @IsObject() readonly detail!: object;
  /** Every failed or unknown test of the last decision. */
  @IsString({ each: true }) readonly reasons!: readonly string[];
  @ValidateNested({ each: true }) @Type(() => CaseLineView) readonly lines!: readonly CaseLineView[];
  @IsIn(stages) readonly stage!: Stage;
  /** Why it waits for its reviews once more. */
  @IsOptional() @IsString() readonly sentBack?: string;
  @IsIn(['NONE', 'PENDING', 'QUEUED', 'COMMITTED']) readonly funds!: Case['funds'];
  /** What a review says yes to, while it waits for one: to be sent back with it. */
  @IsOptional() @IsString() readonly hash?: string;
  @IsOptional() @IsUUID() readonly payoutId?: string;
  @ValidateNested({ each: true }) @Type(() => DecisionView) readonly decisions!: readonly DecisionView[];
  /** What anybody said against it while it was posted. */
  @ValidateNested({ each: true }) @Type(() => ObjectionView) readonly objections!: readonly ObjectionView[];
}

export class PublicityView {
  @IsBusinessDay() readonly lastDay!: string;
  @IsInstant() readonly endsAt!: string;
}

/** A claim as it stands, and what every command on it answers. */
export class ClaimAnswer {
  @IsUUID() readonly claimId!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly region!: string;
  @IsOptional() @IsString() readonly organisationId?: string;
  @IsUUID('all', { each: true }) readonly classIds!: readonly string[];
  @IsOptional() @IsIn([1, 2]) readonly stage?: 1 | 2;
  @IsBusinessDay() readonly appliedOn!: string;
  /** How many cases came to what. */
  @IsObject() readonly outcomeCounts!: object;
  @IsOptional() @ValidateNested() @Type(() => PublicityView) readonly publicity?: PublicityView;
  @ValidateNested({ each: true }) @Type(() => CaseView) readonly cases!: readonly CaseView[];
  /** For `If-Match`: raised by every change that an officer can see. */
  @IsInt() readonly version!: number;
  /** The position to hand to `?after=`; only on the answer to a change. */
  @IsOptional() @IsInt() readonly seq?: number;
}

export const lineView = ({ line, programme, fund, payee, amountFen, units, unit }: ReturnType<typeof linesOf>[number]): CaseLineView => ({
  line,
  programme,
  fund,
  payee,
  amount: yuanOf(amountFen),
  ...(units !== undefined && { units }),
  ...(unit !== undefined && { unit }),
});

const reviewedLine = (line: Parameters<typeof lineView>[0], accountVersion: number | undefined): CaseLineView => ({
  ...lineView(line),
  ...(accountVersion !== undefined && { accountVersion }),
});

const decisionView = ({ decisionId, cause, outcome, reason, detail, decidedAt, pack }: DecisionNote): DecisionView => ({
  decisionId,
  cause,
  outcome,
  ...(reason !== undefined && { reason }),
  detail,
  decidedAt,
  pack,
});

const isReviewed = (one: Case): boolean => goesOn(one) && (one.stage === 'DECIDED' || one.stage === 'FIRST_REVIEWED');

export const objectionView = ({ resolved, ...objection }: Objection): ObjectionView => ({
  ...objection,
  ...(resolved && { upheld: resolved.upheld, resolvedAt: resolved.at }),
});

export function caseView(one: Case): CaseView {
  const { outcome, reason, detail } = outcomeOf(one);
  return {
    caseId: one.caseId,
    personId: one.personId,
    place: one.place,
    outcome,
    ...(reason !== undefined && { reason }),
    detail,
    reasons: (one.decision?.failed ?? []).map((test) => test.reason),
    lines: outcome === 'REJECTED' ? [] : linesOf(one).map((line) => reviewedLine(line, one.accounts.get(line.line))),
    stage: one.stage,
    ...(one.sentBack !== undefined && { sentBack: one.sentBack }),
    funds: one.funds,
    ...(isReviewed(one) && { hash: shownHash(one, hashOf) }),
    ...(one.payoutId !== undefined && { payoutId: one.payoutId }),
    decisions: one.decisions.map(decisionView),
    objections: (one.objections ?? []).map(objectionView),
  };
}

/** `of` one person: as it concerns them, and nobody else. */
export function claimAnswer(claimId: string, state: Claim, seq?: number, of?: string): ClaimAnswer {
  const claim = filed(state);
  const cases = casesOf(claim).filter(({ personId }) => of === undefined || personId === of);
  const views = cases.map(caseView);
  const publicity = cases.flatMap((one) => one.publicity ?? []).sort((one, other) => other.endsAt.localeCompare(one.endsAt))[0];
  const counts: Record<string, number> = {};
  for (const { outcome } of views) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return {
    claimId,
    programmes: claim.programmes,
    region: claim.region,
    ...(claim.organisationId !== undefined && { organisationId: claim.organisationId }),
    classIds: claim.classIds,
    ...(claim.stage !== undefined && { stage: claim.stage }),
    appliedOn: claim.appliedOn,
    outcomeCounts: counts,
    ...(publicity && { publicity }),
    cases: views,
    version: claim.viewVersion,
    ...(seq !== undefined && { seq }),
  };
}
