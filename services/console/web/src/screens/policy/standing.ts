import { api, type Schemas } from '@api';
import { useAsk } from '@kit';
import type { Stands } from './changed-values';

/** A claim as it stands, to compare with. */
export const useStanding = (claimId: string | undefined) =>
  useAsk(['claim', claimId], () => api.GET('/api/subsidy-payment/claims/{claimId}', { params: { path: { claimId: claimId ?? '' } } }), {
    enabled: claimId !== undefined,
  });

/** What its last decision said of each case, whatever became of it since. */
export const standingCases = ({ cases }: Schemas['ClaimAnswer']): readonly Stands[] =>
  cases.flatMap(({ caseId, decisions, lines }) => {
    const last = decisions.at(-1);
    return last ? [{ ...last, caseId, lines }] : [];
  });

/** The pack that decided most of them. */
export const decidingPack = (claim: Schemas['ClaimAnswer'] | undefined): string | undefined =>
  claim?.cases.map(({ decisions }) => decisions.at(-1)?.pack).find((pack) => pack !== undefined && pack !== '');
