// Alerts of supervision that concern a class or a person of a claim.
import { useList } from '@kit';
import { api, type Schemas } from '@api';

type Alert = Schemas['AlertView'];

export function useAlerts(enabled = true): readonly Alert[] {
  const list = useList(['alerts'], (cursor) => api.GET('/api/supervision/alerts', { params: { query: { cursor, limit: 200 } } }), {
    enabled,
  });
  return list.rows;
}

export const alertsOf = (
  alerts: readonly Alert[],
  { classIds, personIds = [] }: { readonly classIds: readonly string[]; readonly personIds?: readonly string[] },
): readonly Alert[] =>
  alerts.filter(
    ({ classId, personId }) =>
      (classId !== undefined && classIds.includes(classId)) || (personId !== undefined && personIds.includes(personId)),
  );
