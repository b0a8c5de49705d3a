// The two reviews. What a reviewer saw is hashed into the fact: a change of any of it is another thing, which nobody has approved.
import { Refused, businessDate } from '@libs/kernel';
import { withKeys, type WithKeys } from '@libs/event-store';
import type { DecidedLine } from '@libs/policy';
import { linesOf, type Case, type Claim, type ClaimFact, type FiledClaim, type FundRow, type NeededLine } from './claim.decider';
import { asShown, isMeant, type Shown } from './as-shown.decider';
import { payeeName, type AccountVersions } from '../payee/payee.decider';
import { actKeys, filed, partiesOf, waitingFor } from './steps';

export type Review = {
  readonly reviewer: string;
  readonly seenVersion?: number | undefined;
  /** Which cases are meant, and what of each was shown; all that wait where it is not said. */
  readonly shown?: Shown | undefined;
  readonly now: string;
  /** SHA-256 over canonical JSON. */
  readonly hashOf: (value: unknown) => string;
};

/** What an approval is bound to, case by case; never how far the case has come. */
const seen = (cases: readonly Case[], accountsOf: (one: Case) => Case['accounts'], hashOf: Review['hashOf']): string =>
  hashOf(
    cases.map((one) => ({
      caseId: one.caseId,
      lines: linesOf(one),
      accounts: [...accountsOf(one)],
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
const needed = (one: Case, { region }: FiledClaim, year: number, accounts: Case['accounts']): readonly NeededLine[] =>
  linesOf(one).map((decided) => {
    const { line, programme, fund, amountFen } = decided;
    const row = rowOf(one, decided, { fund, region: one.input?.region ?? region, year });
    return { line, programme, ...row, amountFen, accountVersion: accounts.get(line) ?? 0 };
  });

/** The newest version that was heard of, by whichever way. One of whom nobody asked was not paid by this case when the reviewer looked. */
function accountsOf(one: Case, heard: AccountVersions, asked: AccountVersions): Case['accounts'] {
  return new Map(
    linesOf(one).map(({ line, payee }) => {
      const version = asked.get(payeeName(payee));
      if (version === undefined) throw new Refused('CONCURRENCY_CONFLICT');
      return [line, Math.max(version, heard.get(payeeName(payee)) ?? 0)];
    }),
  );
}

const yearOf = (now: string): number => Number(businessDate(now).split('-')[0]);

export type FirstReview = Review & { readonly accounts: AccountVersions };

export function passFirstReview(
  state: Claim,
  { reviewer, seenVersion, shown, accounts, now, hashOf }: FirstReview,
): WithKeys<readonly ClaimFact[]> {
  const claim = filed(state);
  const waiting = waitingFor(claim, {
    actor: reviewer,
    seenVersion,
    at: (one) => one.stage === 'DECIDED' && isMeant(one, shown),
    acted: (one) => [...partiesOf(claim, one), one.secondReviewer, one.releasedBy],
  });
  const cases = asShown(waiting, shown, hashOf);
  const round = claim.rounds + 1;
  const known = new Map(cases.map((one) => [one.caseId, accountsOf(one, claim.accounts, accounts)]));
  const ofCase = ({ caseId }: Case) => known.get(caseId) ?? new Map<number, number>();
  const asked = cases.map((one) => ({ caseId: one.caseId, lines: needed(one, claim, yearOf(now), ofCase(one)) }));
  const passed: ClaimFact = { type: 'FirstReviewPassed', round, reviewer, cases: asked, seen: seen(cases, ofCase, hashOf), passedAt: now };
  // Whoever filed has acted on every case from the first round on.
  return withKeys([passed], { take: [...actKeys(cases, reviewer, round), ...actKeys(cases, claim.filer, round)] });
}

export function passSecondReview(state: Claim, { reviewer, seenVersion, shown, now, hashOf }: Review): WithKeys<readonly ClaimFact[]> {
  const claim = filed(state);
  const waiting = waitingFor(claim, {
    actor: reviewer,
    seenVersion,
    at: (one) => one.stage === 'FIRST_REVIEWED' && isMeant(one, shown),
    acted: (one) => [...partiesOf(claim, one), one.firstReviewer, one.releasedBy],
  });
  const cases = asShown(waiting, shown, hashOf);
  const caseIds = cases.map(({ caseId }) => caseId);
  const passed: ClaimFact = {
    type: 'SecondReviewPassed',
    reviewer,
    caseIds,
    seen: seen(cases, ({ accounts }) => accounts, hashOf),
    passedAt: now,
  };
  return withKeys([passed], { take: actKeys(cases, reviewer) });
}
