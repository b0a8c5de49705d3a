// 签批 and what follows: which cases a release lets go, which of them wait for money, and what the bank's answers mean to them.
import { Refused } from '@libs/kernel';
import { cameBack, claim, outcomeOf, type Case, type Claim, type ClaimFact, type FiledClaim } from './claim.decider';
import { openClawback } from './revocation.decider';
import { actKeys, casesOf, filed, foundOut, goesOn, lives, mustBeAsSeen, mustBeFitToAct, nobodyWaits, partiesOf, type Step } from './steps';

export type LineOfCase = { readonly caseId: string; readonly line: number };
export type Release = { readonly releaser: string; readonly seenVersion?: number | undefined; readonly now: string };

// The end of a publicity period is a date in the state; that a timer has noticed it is not needed.
const ended = (one: Case, now: string): boolean =>
  one.stage === 'PUBLICITY_ENDED' || (one.stage === 'IN_PUBLICITY' && one.publicity !== undefined && now >= one.publicity.endsAt);

/** A finding has been heard, and what it does to the cases follows in a moment: until then nothing of them leaves. */
function mustNotBeFoundOut(claim: FiledClaim, one: Case): void {
  const reason = foundOut(claim, one);
  if (reason !== undefined) throw new Refused(reason);
}

/** Which cases a release lets go now, and which it lets go as soon as their money is there. */
export function casesToRelease(
  state: Claim,
  { releaser, seenVersion, now }: Release,
): { readonly ready: readonly Case[]; readonly waiting: readonly Case[] } {
  const known = filed(state);
  const at = (one: Case) => ended(one, now);
  const step: Step = {
    actor: releaser,
    seenVersion,
    at,
    acted: (one) => [...partiesOf(known, one), one.firstReviewer, one.secondReviewer],
  };
  mustBeFitToAct(known, step);
  const cases = casesOf(known);
  const posted = cases.find((one) => one.stage === 'IN_PUBLICITY' && !at(one));
  if (posted && !cases.some(at)) throw new Refused('PUBLICITY_NOT_ENDED', { last_day: posted.publicity?.lastDay ?? '' });
  const free = cases.filter((one) => at(one) && goesOn(one));
  free.forEach((one) => mustNotBeFoundOut(known, one));
  if (free.length === 0) throw nobodyWaits(known);
  return { ready: free.filter(({ funds }) => funds === 'COMMITTED'), waiting: free.filter(({ funds }) => funds !== 'COMMITTED') };
}

export type Released = {
  readonly payoutId: string;
  readonly ready: readonly Case[];
  readonly waiting: readonly Case[];
  readonly releaser: string;
  readonly now: string;
};

/** The facts of a release, and the keys that say who released: to be taken in the same decision. */
export function releaseCases(state: Claim, { payoutId, ready, waiting, releaser, now }: Released): readonly ClaimFact[] {
  filed(state);
  return [
    {
      type: 'CasesReleased',
      ...(ready.length > 0 && { payoutId }),
      caseIds: ready.map(({ caseId }) => caseId),
      waiting: waiting.map(({ caseId }) => caseId),
      releasedBy: releaser,
      releasedAt: now,
    },
  ];
}

export const releaseKeys = (cases: readonly Case[], releaser: string): readonly string[] => actKeys(cases, releaser);

/** Released before their money was there, and now it is. */
export const casesWithLateMoney = (state: Claim): readonly Case[] =>
  state.status === 'UNFILED'
    ? []
    : casesOf(state).filter(
        (one) =>
          goesOn(one) &&
          one.stage === 'RELEASED' &&
          one.payoutId === undefined &&
          one.funds === 'COMMITTED' &&
          foundOut(state, one) === undefined,
      );

export const waitingCasesLeft = (
  _: Claim,
  { payoutId, caseIds, now }: { readonly payoutId: string; readonly caseIds: readonly string[]; readonly now: string },
): readonly ClaimFact[] => (caseIds.length === 0 ? [] : [{ type: 'WaitingCasesLeft', payoutId, caseIds, leftAt: now }]);

function byCase(lines: readonly LineOfCase[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  for (const { caseId, line } of lines) found.set(caseId, [...(found.get(caseId) ?? []), line]);
  return found;
}

const undueReasons: ReadonlySet<string> = new Set(['CERTIFICATE_REVOKED', 'FALSIFIED_TRAINING', 'PROXY_SIGN_IN']);

const whole = (one: Case): boolean => one.booked.every(({ line }) => one.paidLines.includes(line));

/** Why money that arrives is not due: its case was dropped, is claimed back already, or was found out while it was on its way. */
const undueFor = ({ dropped, clawback, holds }: Case): string | undefined =>
  dropped ?? clawback?.reason ?? holds.find(({ reason }) => undueReasons.has(reason))?.reason;

/** What the payment of these lines means to a case that has just got them. */
function arrived(one: Case, fresh: readonly number[], now: string): readonly ClaimFact[] {
  const undue = undueFor(one);
  const paid: readonly ClaimFact[] =
    one.stage !== 'PAID' && whole(one) ? [{ type: 'CasePaid', caseId: one.caseId, personId: one.personId, paidAt: now }] : [];
  if (undue === undefined) return paid;
  // Nothing of it had been claimed back, or all but this.
  return [...paid, openClawback(one, undue, now, one.clawback ? fresh : one.paidLines)];
}

/** Lines that the bank paid, or that were set off in full. A case is paid when all its lines are; its entitlement is up then, or with the first money that is not due. */
export function linesPaid(
  state: Claim,
  orderId: string,
  lines: readonly LineOfCase[],
  now: string,
): { readonly facts: readonly ClaimFact[]; readonly paidCases: readonly Case[] } {
  const facts: ClaimFact[] = [];
  const paidCases: Case[] = [];
  let known = state;
  for (const [caseId, numbers] of byCase(lines)) {
    if (known.status === 'UNFILED') break;
    const before = known.cases.get(caseId);
    const fresh = numbers.filter((line) => before?.paidLines.includes(line) === false);
    if (before === undefined || fresh.length === 0) continue;
    const paid: ClaimFact = { type: 'CaseLinesPaid', caseId, orderId, lines: fresh, paidAt: now };
    facts.push(paid);
    known = claim.evolve(known, paid);
    const after = known.status === 'FILED' ? known.cases.get(caseId) : undefined;
    if (after === undefined) continue;
    const meant = arrived(after, fresh, now);
    facts.push(...meant);
    known = meant.reduce(claim.evolve, known);
    if (meant.length > 0) paidCases.push(after);
  }
  return { facts, paidCases };
}

/** 退票: every case of which the order carried a line is held, once for each order. */
export const linesReturned = (
  state: Claim,
  orderId: string,
  code: string,
  lines: readonly LineOfCase[],
  now: string,
): readonly ClaimFact[] => known(state, lines).map((caseId) => ({ type: 'CaseLinesReturned', caseId, orderId, code, returnedAt: now }));

/** 重新发放: another order takes the place of the one that came back. */
export const linesReissued = (
  state: Claim,
  {
    orderId,
    replaces,
    lines,
    now,
  }: { readonly orderId: string; readonly replaces: string; readonly lines: readonly LineOfCase[]; readonly now: string },
): readonly ClaimFact[] => known(state, lines).map((caseId) => ({ type: 'CaseLinesReissued', caseId, orderId, replaces, reissuedAt: now }));

const known = (state: Claim, lines: readonly LineOfCase[]): readonly string[] =>
  state.status === 'UNFILED' ? [] : [...byCase(lines).keys()].filter((caseId) => state.cases.has(caseId));

export type ReissueOfCases = {
  readonly caseIds: readonly string[];
  readonly officer: string;
  readonly seenVersion?: number | undefined;
};

/** Nobody's money goes again while anything but the return itself holds the case, or when the case is over. */
function mustBePayable(one: Case): void {
  const hold = one.holds.find((known) => !cameBack(known));
  if (hold) throw new Refused(hold.reason, hold.detail);
  if (!lives(one)) throw new Refused(outcomeOf(one).reason ?? 'REVIEW_ORDER');
}

/** Who releases a payment again may have released it before, and may have reviewed nothing of it. Answers the keys to take. */
export function mayReissue(state: Claim, { caseIds, officer, seenVersion }: ReissueOfCases): readonly string[] {
  const filedClaim = filed(state);
  const cases = casesOf(filedClaim).filter(({ caseId }) => caseIds.includes(caseId));
  if (cases.some((one) => [...partiesOf(filedClaim, one), one.firstReviewer, one.secondReviewer].includes(officer)))
    throw new Refused('SOD_VIOLATION');
  mustBeAsSeen(filedClaim, seenVersion);
  cases.forEach((one) => {
    mustBePayable(one);
    mustNotBeFoundOut(filedClaim, one);
  });
  return actKeys(
    cases.filter((one) => one.releasedBy !== officer),
    officer,
  );
}
