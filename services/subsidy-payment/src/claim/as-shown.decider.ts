// A reviewer says yes to the cases that were shown, as they were shown. One that has changed since is left out, and named in the answer.
import { Refused } from '@libs/kernel';
import { linesOf, type Case, type Claim } from './claim.decider';
import { casesOf, filed, goesOn } from './steps';

type HashOf = (value: unknown) => string;
/** The hash of each case, as it was shown. */
export type Shown = ReadonlyMap<string, string>;

/** What is shown of a case to whoever says yes to it; never how far the case has come. */
export const shownHash = (one: Case, hashOf: HashOf): string =>
  hashOf({
    caseId: one.caseId,
    lines: linesOf(one),
    accounts: [...one.accounts],
    packs: one.decision?.packs,
    input: one.input === undefined ? undefined : hashOf(one.input),
  });

/** Whether a case is among those that a reviewer means; who names none means all. */
export const isMeant = (one: Case, shown: Shown | undefined): boolean => shown === undefined || shown.has(one.caseId);

export function asShown(cases: readonly Case[], shown: Shown | undefined, hashOf: HashOf): readonly Case[] {
  const same = shown === undefined ? cases : cases.filter((one) => shown.get(one.caseId) === shownHash(one, hashOf));
  if (same.length === 0) throw new Refused('CONCURRENCY_CONFLICT');
  return same;
}

export type LeftOut = { readonly caseId: string; readonly reason: 'CHANGED' | 'DOES_NOT_WAIT' };

/** Which of the named cases a review did not pass, and why. */
export function leftOut(state: Claim, shown: Shown, passed: (one: Case) => boolean, hashOf: HashOf): readonly LeftOut[] {
  const cases = new Map(casesOf(filed(state)).map((one) => [one.caseId, one]));
  return [...shown].flatMap(([caseId, hash]): readonly LeftOut[] => {
    const one = cases.get(caseId);
    if (one && passed(one)) return [];
    return [{ caseId, reason: one && goesOn(one) && shownHash(one, hashOf) !== hash ? 'CHANGED' : 'DOES_NOT_WAIT' }];
  });
}
