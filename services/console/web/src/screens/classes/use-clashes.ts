// Which other classes of the institution are taught at the same time, and which of them in the same place.
import { useQueries } from '@tanstack/react-query';
import { answered, api, type Schemas } from '@api';
import { useList } from '@kit';
import type { PlanDraft } from './plan-form';
import { clashesWith, inOrder } from './timetable';

export type Clash = { readonly classId: string; readonly title: string; readonly count: number; readonly samePlace: boolean };

const plan = (classId: string) => ({
  queryKey: ['class-plan', classId],
  queryFn: (): Promise<Schemas['ClassPlanView']> =>
    answered(api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId } } })),
});

/** Undefined until all of them have been read. */
export function useClashes({ sessions, site }: PlanDraft, own: string | undefined): readonly Clash[] | undefined {
  const list = useList(['class-plans', ''], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200 } } }),
  );
  const ordered = inOrder(sessions);
  const [first = '', last = ''] = [ordered[0]?.on, ordered.at(-1)?.on];
  // Only classes that run on these days can clash; their timetables are read one by one.
  const near = list.rows.filter(({ classId, startsOn, endsOn }) => classId !== own && startsOn <= last && endsOn >= first);
  const plans = useQueries({ queries: near.map(({ classId }) => plan(classId)) });
  if (list.pending || plans.some(({ isPending }) => isPending)) return undefined;
  return plans.flatMap(({ data }) => {
    const count = data ? clashesWith(sessions, data.sessions).length : 0;
    return data && count > 0 ? [{ classId: data.classId, title: data.title, count, samePlace: samePlace(site, data.site) }] : [];
  });
}

const samePlace = (one: PlanDraft['site'], other: Schemas['SiteBody']): boolean =>
  one.name === other.name || (one.latitude === other.latitude && one.longitude === other.longitude);
