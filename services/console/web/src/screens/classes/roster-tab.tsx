import { api, type Schemas } from '@api';
import {
  ClearView,
  DataTable,
  Day,
  NothingYet,
  Organisation,
  Panel,
  personGroups,
  useHasRole,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { RosterUpload } from './roster-upload';

type Row = Schemas['RosterPlaceView'];
type Plan = Schemas['ClassPlanView'];

const words = {
  roster: { zh: '名册', en: 'Roster' },
} as const;

const columns = (said: ReturnType<typeof useSaid>): readonly Column<Row>[] => [
  { key: 'place', title: { zh: '序号', en: 'No.' }, show: (row) => row.place, value: (row) => row.place, width: 80 },
  { key: 'name', title: { zh: '姓名', en: 'Name' }, show: (row) => row.name, value: (row) => row.name },
  {
    key: 'group',
    title: { zh: '人员类别', en: 'Category' },
    show: (row) => said(personGroups[row.group] ?? { zh: row.group || '未填', en: row.group || 'Not given' }),
    value: (row) => row.group,
  },
  {
    key: 'employer',
    title: { zh: '用人单位', en: 'Employer' },
    show: (row) => (row.employerId ? <Organisation id={row.employerId} /> : '—'),
  },
  {
    key: 'enrolledAt',
    title: { zh: '报名', en: 'Enrolled' },
    show: (row) => <Day value={row.enrolledAt} />,
    value: (row) => row.enrolledAt,
  },
  { key: 'clear', title: { zh: '明文', en: 'In clear' }, show: (row) => <ClearView personId={row.personId} /> },
];

export function RosterTab({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const said = useSaid();
  const { classId, capacity, enrolled } = plan;
  const registrar = useHasRole('registrar');
  const open = plan.status === 'APPROVED' && (plan.sessions.at(-1)?.endsAt ?? '') > new Date().toISOString();
  const list = useList<Row>(['roster', classId], (cursor) =>
    api.GET('/api/enrolment/classes/{classId}/roster', { params: { path: { classId }, query: { cursor, limit: 200 } } }),
  );
  return (
    <>
      {registrar && open && <RosterUpload classId={classId} seats={capacity === undefined ? undefined : capacity - enrolled} />}
      <Panel title={t('roster')}>
        <DataTable
          name="roster"
          caption={words.roster}
          list={list}
          columns={columns(said)}
          rowKey={(row) => row.enrolmentId}
          empty={
            <NothingYet
              title={{ zh: '名册是空的', en: 'The roster is empty' }}
              help={
                open
                  ? { zh: '用上面的导入名册为学员报名。', en: 'Import a roster above to enrol trainees.' }
                  : { zh: '开班申请通过后即可报名。', en: 'Trainees can be enrolled once the plan is approved.' }
              }
            />
          }
        />
      </Panel>
    </>
  );
}
