// What a claim's cases come to: pure, for tables and for what is sent.
import { sumOf } from '../../kit/format';
import type { CaseView } from './parts';

export type Which = 'first' | 'second';
const stageOf: Readonly<Record<Which, CaseView['stage']>> = { first: 'DECIDED', second: 'FIRST_REVIEWED' };

/** A case that may be said yes to now: the claim shows a hash of it, and that is what the yes is bound to. */
export const waitsForReview = (one: CaseView, which: Which): boolean => one.stage === stageOf[which] && one.hash !== undefined;

export const amountOfCase = ({ lines }: CaseView): string => sumOf(lines.map(({ amount }) => amount));

export type Shown = { readonly claimId: string; readonly cases: readonly { readonly caseId: string; readonly hash: string }[] };

/** What is sent: of each claim the cases that stayed ticked, as they were shown. A claim of which none stayed is left out. */
export function shownCases(
  claims: readonly { readonly claimId: string; readonly cases: readonly CaseView[] }[],
  which: Which,
  takenOut: ReadonlySet<string>,
): readonly Shown[] {
  return claims
    .map(({ claimId, cases }) => ({
      claimId,
      cases: cases
        .filter((one) => waitsForReview(one, which) && !takenOut.has(one.caseId))
        .map(({ caseId, hash = '' }) => ({ caseId, hash })),
    }))
    .filter(({ cases }) => cases.length > 0);
}
