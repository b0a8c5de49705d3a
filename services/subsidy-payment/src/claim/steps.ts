// What every step on a claim has in common: which cases wait for it, and in which order it is refused.
import { Refused } from '@libs/kernel';
import type { CaseInput } from '@libs/policy';
import { cameBack, outcomeOf, type Case, type Claim, type FiledClaim, type FindingOnClaim } from './claim.decider';

export function filed(claim: Claim): FiledClaim {
  if (claim.status === 'UNFILED') throw new Refused('CLAIM_NOT_FOUND');
  return claim;
}

/** In roster order. */
export const casesOf = (claim: FiledClaim): readonly Case[] => [...claim.cases.values()].sort((one, other) => one.place - other.place);

export const classesOf = (input: Pick<CaseInput, 'class' | 'furtherClasses'> | undefined): readonly string[] =>
  [...(input?.class ? [input.class] : []), ...(input?.furtherClasses ?? [])].map(({ classId }) => classId);

/** The finding that concerns a person at the classes of a case. */
export const findingOn = (
  findings: readonly FindingOnClaim[],
  input: Pick<CaseInput, 'class' | 'furtherClasses'> | undefined,
  personId: string,
): FindingOnClaim | undefined => {
  const classIds = classesOf(input);
  return findings.find((found) => classIds.includes(found.classId) && (found.personId === undefined || found.personId === personId));
};

/** Why a case may not go on, from the moment of the finding, whatever has been made of it in the case itself so far. */
export const foundOut = ({ findings }: FiledClaim, { input, personId }: Case): string | undefined =>
  findingOn(findings, input, personId)?.reason;

/** Neither rejected nor dropped nor paid back: it is on its way, or has arrived. */
export const lives = (one: Case): boolean =>
  one.dropped === undefined && one.clawback === undefined && one.decision !== undefined && one.decision.outcome !== 'REJECTED';

/** Lives and nothing holds it but, maybe, that its money is still to come. */
export const goesOn = (one: Case): boolean => lives(one) && one.decision?.outcome === 'ELIGIBLE' && one.holds.length === 0;

/** Money that may have left: nobody can stop it, and the bank says first what became of it. */
export const onItsWay = (one: Case): boolean => one.stage === 'RELEASED' && one.payoutId !== undefined && !one.holds.some(cameBack);

/** What supervision may still stop. */
export const mayStop = (one: Case): boolean => lives(one) && one.stage !== 'PAID' && !onItsWay(one);

export const unpaid = (one: Case): boolean => one.stage !== 'PAID' && one.stage !== 'RELEASED';

export type Step = {
  readonly actor: string;
  /** The version that the actor saw; undefined where they did not say. */
  readonly seenVersion?: number | undefined;
  /** Whether a case stands where this step is next. */
  readonly at: (one: Case) => boolean;
  /** Who acted on the case before, and so may not act on it now. */
  readonly acted: (one: Case) => readonly (string | undefined)[];
};

export function mustBeAsSeen(claim: FiledClaim, seenVersion: number | undefined): void {
  if (seenVersion !== undefined && seenVersion !== claim.viewVersion) throw new Refused('CONCURRENCY_CONFLICT');
}

/** Whoever asked for the money, and whoever it is for, says no yes to it. */
export const partiesOf = ({ filer }: FiledClaim, { personId }: Case): readonly string[] => [filer, personId];

/** Duties first, then what was seen: whoever may not act at all does not learn that somebody else has acted. */
export function mustBeFitToAct(claim: FiledClaim, { actor, seenVersion, at, acted }: Step): void {
  const living = casesOf(claim).filter(lives);
  const here = living.filter(at);
  if ((here.length > 0 ? here : living).some((one) => acted(one).includes(actor))) throw new Refused('SOD_VIOLATION');
  mustBeAsSeen(claim, seenVersion);
}

/** The refusal where nobody waits: the reason of the first case that is held, else that it is not the time for this step. */
export function nobodyWaits(claim: FiledClaim): Refused {
  for (const one of casesOf(claim)) {
    const found = lives(one) ? foundOut(claim, one) : undefined;
    if (found !== undefined) return new Refused(found);
    const { outcome, reason, detail } = outcomeOf(one);
    if (outcome === 'HELD' && reason !== undefined) return new Refused(reason, detail);
  }
  return new Refused('REVIEW_ORDER');
}

/** The cases that wait for this step, of a step that this actor may make now. */
export function waitingFor(claim: FiledClaim, step: Step): readonly Case[] {
  mustBeFitToAct(claim, step);
  const waiting = casesOf(claim).filter((one) => step.at(one) && goesOn(one) && foundOut(claim, one) === undefined);
  if (waiting.length === 0) throw nobodyWaits(claim);
  return waiting;
}

/** Each round of reviews is made by different people: whoever acts on a case takes this key, in every replica. */
export const actKeys = (cases: readonly Case[], actor: string, round?: number): readonly string[] =>
  cases.map((one) => `case/${one.caseId}/${round ?? one.round ?? 0}/${actor}`);
