import { api, type Schemas } from '@api';
import { useAsk } from '@kit';

export type PackVersion = Schemas['PackVersionView'];

export const usePackVersions = () => useAsk(['pack-versions'], () => api.GET('/api/subsidy-payment/pack-versions'));

export const usePackVersion = (packId: string, version: string) =>
  useAsk(
    ['pack-version', packId, version],
    () => api.GET('/api/subsidy-payment/pack-versions/{packId}/{version}', { params: { path: { packId, version: Number(version) } } }),
    { enabled: packId !== '' && /^\d+$/.test(version) },
  );

/** Rules of procedure bind as they ship; all else binds from its second signature on. */
export const statusOf = ({ status, kind }: PackVersion): string => (status === 'SHIPPED' && kind === 'RULES' ? 'IN_USE' : status);
export const nameOf = ({ packId, packVersion }: Pick<PackVersion, 'packId' | 'packVersion'>): string => `${packId}@${packVersion}`;
