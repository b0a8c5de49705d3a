import type { Schemas } from '@api';
import type { Stands } from './changed-values';

/** What its last decision said of each case, whatever became of it since. */
export const standingCases = ({ cases }: Schemas['ClaimAnswer']): readonly Stands[] =>
  cases.flatMap(({ caseId, decisions, lines }) => {
    const last = decisions.at(-1);
    return last ? [{ ...last, caseId, lines }] : [];
  });

/** The pack that decided most of them. */
export const decidingPack = (claim: Schemas['ClaimAnswer'] | undefined): string | undefined =>
  claim?.cases.map(({ decisions }) => decisions.at(-1)?.pack).find((pack) => pack !== undefined && pack !== '');
