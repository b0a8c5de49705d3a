// The two reviews. What a reviewer saw is hashed into the fact: a change of any of it is another thing, which nobody has approved.
import { businessDate } from '@libs/kernel';
import { withKeys, type WithKeys } from '@libs/event-store';
import type { DecidedLine } from '@libs/policy';
import { linesOf, type Case, type Claim, type ClaimFact, type FiledClaim, type FundRow, type NeededLine } from './claim.decider';
import { actKeys, filed, waitingFor } from './steps';

export type Review = {
  readonly reviewer: string;
  readonly seenVersion?: number | undefined;
  readonly now: string;
  /** SHA-256 over canonical JSON. */
  readonly hashOf: (value: unknown) => string;
};

/** What an approval is bound to, case by case; never how far the case has come. */
const seen = (cases: readonly Case[], hashOf: Review['hashOf']): string =>
  hashOf(
    cases.map((one) => ({
      caseId: one.caseId,
      lines: linesOf(one),
      accountVersion: one.accountVersion,
      packs: one.decision?.packs,
      input: one.input === undefined ? undefined : hashOf(one.input),
    })),
  );

// Where money is set aside already, or waits in a queue, its row stays; only a line of another fund beside a queue has but the year of it.
function rowOf({ booked, queue }: Case, { line, fund }: DecidedLine, fresh: FundRow): FundRow {
  const known = booked.find((one) => one.line === line)?.row ?? queue?.row;
  if (known === undefined) return fresh;
  return known.fund === fund ? known : { ...fresh, year: known.year };
}

// G20: the row is that of the region of the case, and of the calendar year of its first review.
const needed = (one: Case, { region }: FiledClaim, year: number): readonly NeededLine[] =>
  linesOf(one).map((decided) => {
    const { line, programme, fund, amountFen } = decided;
    return { line, programme, ...rowOf(one, decided, { fund, region: one.input?.region ?? region, year }), amountFen };
  });

const yearOf = (now: string): number => Number(businessDate(now).split('-')[0]);

export function passFirstReview(state: Claim, { reviewer, seenVersion, now, hashOf }: Review): WithKeys<readonly ClaimFact[]> {
  const claim = filed(state);
  const cases = waitingFor(claim, {
    actor: reviewer,
    seenVersion,
    at: ({ stage }) => stage === 'DECIDED',
    acted: (one) => [one.secondReviewer, one.releasedBy],
  });
  const round = claim.rounds + 1;
  const asked = cases.map((one) => ({ caseId: one.caseId, lines: needed(one, claim, yearOf(now)) }));
  const passed: ClaimFact = { type: 'FirstReviewPassed', round, reviewer, cases: asked, seen: seen(cases, hashOf), passedAt: now };
  return withKeys([passed], { take: actKeys(cases, reviewer, round) });
}

export function passSecondReview(state: Claim, { reviewer, seenVersion, now, hashOf }: Review): WithKeys<readonly ClaimFact[]> {
  const cases = waitingFor(filed(state), {
    actor: reviewer,
    seenVersion,
    at: ({ stage }) => stage === 'FIRST_REVIEWED',
    acted: (one) => [one.firstReviewer, one.releasedBy],
  });
  const caseIds = cases.map(({ caseId }) => caseId);
  const passed: ClaimFact = { type: 'SecondReviewPassed', reviewer, caseIds, seen: seen(cases, hashOf), passedAt: now };
  return withKeys([passed], { take: actKeys(cases, reviewer) });
}
