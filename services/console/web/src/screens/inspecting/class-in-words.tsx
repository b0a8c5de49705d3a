import { api, type Schemas } from '@api';
import { Day, Id, levels, useAsk, useSaid, useWords, type Asked } from '@kit';

const words = { to: { zh: '至', en: 'to' } } as const;

/** The classes of what is inspected; their names are the business of the institution and the office. */
export const useClassesOf = (taskId: string): Asked<Schemas['InspectionClassesView']> =>
  useAsk(['inspection-classes', taskId], () => api.GET('/api/supervision/inspections/{taskId}/classes', { params: { path: { taskId } } }));

/** A class by what is taught in it and when, and its id for whoever needs it. */
export function ClassInWords({ taskId, classId }: { readonly taskId: string; readonly classId: string }) {
  const t = useWords(words);
  const said = useSaid();
  const known = useClassesOf(taskId).data?.items.find((one) => one.classId === classId);
  if (known === undefined) return <Id value={classId} />;
  const { occupation, level, startsOn, endsOn } = known;
  return (
    <div>
      <div>
        {occupation} · {said(levels[level] ?? { zh: level, en: level })}
      </div>
      <div>
        <Day value={startsOn} /> {t('to')} <Day value={endsOn} />
      </div>
      <Id value={classId} />
    </div>
  );
}
