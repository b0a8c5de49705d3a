import { api } from '@api';
import { useAsk } from './asking';

/** A claim as it stands, on every page that shows one. */
export const useClaim = (claimId: string | undefined) =>
  useAsk(['claim', claimId], () => api.GET('/api/subsidy-payment/claims/{claimId}', { params: { path: { claimId: claimId ?? '' } } }), {
    enabled: claimId !== undefined,
  });
