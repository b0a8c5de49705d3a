// What a release would pay, from the claims as they are shown: pure.
import { sumOf } from '../../kit/format';
import type { Claim } from '../reviewing/parts';

type CaseView = Claim['cases'][number];

export type Release = {
  readonly claims: readonly { readonly claimId: string; readonly version: number }[];
  readonly people: number;
  readonly lines: number;
  readonly sum: string;
  readonly byFund: readonly { readonly fund: string; readonly lines: number; readonly sum: string }[];
  /** Released with the rest, and paid as soon as the ledger has money for them. */
  readonly waiting: number;
  /** Held by whatever else: they stay where they are. */
  readonly held: readonly { readonly claimId: string; readonly caseId: string; readonly personId: string; readonly reason: string }[];
};

const ended = ({ stage }: CaseView): boolean => stage === 'PUBLICITY_ENDED' || stage === 'IN_PUBLICITY';
const goes = (one: CaseView): boolean => one.stage === 'PUBLICITY_ENDED' && one.outcome === 'ELIGIBLE';
const lacksMoney = (one: CaseView): boolean => one.stage === 'PUBLICITY_ENDED' && one.reason === 'FUND_EXHAUSTED';

export function releaseOf(claims: readonly Claim[]): Release {
  const going = claims.flatMap(({ cases }) => cases.filter(goes));
  const lines = going.flatMap((one) => one.lines);
  const held = claims.flatMap(({ claimId, cases }) =>
    cases
      .filter((one) => ended(one) && one.outcome === 'HELD' && !lacksMoney(one))
      .map(({ caseId, personId, reason = '' }) => ({ claimId, caseId, personId, reason })),
  );
  return {
    claims: claims.map(({ claimId, version }) => ({ claimId, version })),
    people: going.length,
    lines: lines.length,
    sum: sumOf(lines.map(({ amount }) => amount)),
    byFund: [...Map.groupBy(lines, ({ fund }) => fund)].map(([fund, ofFund]) => ({
      fund,
      lines: ofFund.length,
      sum: sumOf(ofFund.map(({ amount }) => amount)),
    })),
    waiting: claims.flatMap(({ cases }) => cases.filter(lacksMoney)).length,
    held,
  };
}
