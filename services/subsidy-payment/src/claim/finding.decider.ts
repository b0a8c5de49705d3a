// A confirmed finding on a class: who is not paid is out, what was paid is claimed back, and the entitlements stay used.
import { freeUse, type EntitlementsFact } from '../entitlements/entitlements.decider';
import type { Case, Claim, ClaimFact, FindingOnClaim } from './claim.decider';
import type { Books, ClaimAndBooks } from './decide-cases.decider';
import { openClawback } from './revocation.decider';
import { casesOf, classesOf, lives, onItsWay } from './steps';

/** Findings that take the money; every other kind has its measure alone. */
export const reasonOfFinding: Readonly<Record<string, string>> = {
  falsified_training: 'FALSIFIED_TRAINING',
  proxy_sign_in: 'PROXY_SIGN_IN',
};

export type Finding = {
  /** Whose class it was. */
  readonly classId: string;
  /** Whom it concerns; everybody of the class where nobody is named. */
  readonly people: readonly string[];
  readonly reason: string;
  readonly now: string;
};

const ofClass = (one: Case, classId: string): boolean => classesOf(one.input).includes(classId);

const casesOfFinding = (state: Claim, { classId, people }: Pick<Finding, 'classId' | 'people'>): readonly Case[] =>
  state.status === 'UNFILED'
    ? []
    : casesOf(state).filter((one) => lives(one) && ofClass(one, classId) && (people.length === 0 || people.includes(one.personId)));

const same = (one: FindingOnClaim, other: FindingOnClaim): boolean =>
  one.classId === other.classId && one.reason === other.reason && one.personId === other.personId;

/** From now on every decision on the claim reckons with it. */
export const findingStands = (state: Claim, found: FindingOnClaim, now: string): readonly ClaimFact[] =>
  state.status === 'UNFILED' || state.findings.some((known) => same(known, found))
    ? []
    : [{ type: 'FindingStands', ...found, heardAt: now }];

export function takeFinding(state: Claim, books: Books, finding: Finding): ClaimAndBooks {
  const { reason, now } = finding;
  const cases = casesOfFinding(state, finding);
  // What has arrived is claimed back at once, be it a part; what is still on its way follows when the bank has said so.
  const arrived = (one: Case) => one.stage === 'PAID' || one.paidLines.length > 0;
  const out = cases.filter((one) => !arrived(one) && !onItsWay(one));
  const marked = cases.filter((one) => !arrived(one) && onItsWay(one) && !one.holds.some((hold) => hold.reason === reason));
  const facts: ClaimFact[] = [
    ...cases.filter(arrived).map((one) => openClawback(one, reason, now)),
    ...marked.map(({ caseId }): ClaimFact => ({ type: 'CaseHeld', caseId, reason, detail: {}, heldAt: now })),
  ];
  if (out.length > 0) facts.push({ type: 'CasesDropped', cases: out.map(({ caseId }) => ({ caseId, reason })), droppedAt: now });
  const ofBooks: Record<string, readonly EntitlementsFact[]> = {};
  const free: string[] = [];
  for (const { personId, caseId } of out) {
    const book = books[personId];
    if (book === undefined) continue;
    const freed = freeUse(book, personId, caseId, now);
    ofBooks[personId] = freed.facts;
    free.push(...freed.free);
  }
  return { claim: facts, books: ofBooks, take: [], free };
}
