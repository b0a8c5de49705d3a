// What somebody may do can change while they look at the page: pages come and go with it, without anybody loading anything anew.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, answered } from '@api';
import type { Me } from '@kit';

const lookEveryMs = 5_000;

const textOf = ({ roles, region, organisation }: Pick<Me, 'roles' | 'region' | 'organisation'>): string =>
  [roles.toSorted().join(' '), region, organisation].join('|');

/** Looks as long as the page is looked at itself. What may be done is decided by the services at once; here it is only shown. */
export function useStanding(me: Me | undefined, enabled: boolean): void {
  const client = useQueryClient();
  const known = me && textOf(me);
  useEffect(() => {
    if (known === undefined || !enabled) return undefined;
    let asking = false;
    const look = async () => {
      if (asking || document.hidden) return;
      asking = true;
      try {
        const standing = await answered(api.GET('/api/enrolment/me/standing'));
        if (textOf(standing) !== known) await client.invalidateQueries();
      } catch {
        // Whatever is wrong is said by what the page itself asks for.
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [known, enabled, client]);
}
