import { Alert, App, Button, Popconfirm, Table } from 'antd';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  Instant,
  NothingYet,
  Panel,
  Person,
  ProblemAlert,
  Shown,
  dayText,
  listed,
  useAsk,
  useCommand,
  useLanguage,
  useWords,
  type Column,
} from '@kit';

type Plan = Schemas['ClassPlanView'];
type Sums = Schemas['ClassAttendanceView'];
type OfPerson = Schemas['PersonAttendanceView'];

const words = {
  days: { zh: '每日出勤', en: 'Day by day' },
  people: { zh: '学员出勤', en: 'Each trainee' },
  open: { zh: '班期尚未结班，汇总在结班时生成。', en: 'The class is open; the sums are made when it is closed.' },
  over: { zh: '课程已全部结束，可以结班。', en: 'All sessions are over; the class can be closed.' },
  running: { zh: '最后一节课结束后可以结班。', en: 'It can be closed after its last session.' },
  close: { zh: '结班并汇总出勤', en: 'Close the class' },
  sure: { zh: '确认结班？', en: 'Close this class?' },
  sureText: {
    zh: '结班后不再接受签到和补传，出勤汇总即为申领依据，不能撤回。',
    en: 'No sign-in is taken afterwards. The sums are what claims stand on, and it cannot be undone.',
  },
  closed: { zh: '已结班', en: 'The class is closed' },
  closedAt: { zh: '结班时间', en: 'Closed at' },
  below: {
    zh: '第 {day} 天（{on}）到课 {present} / {enrolled}，低于要求的 {need}。整班不予补贴。',
    en: 'On day {day} ({on}) {present} of {enrolled} were there, under the {need} that are needed. The class earns no subsidy.',
  },
  day: { zh: '第几天', en: 'Day' },
  date: { zh: '日期', en: 'Date' },
  present: { zh: '到课', en: 'There' },
  enrolled: { zh: '应到', en: 'Enrolled' },
  rate: { zh: '到课率', en: 'Rate' },
} as const;

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(2)}%`);

export function AttendanceTab({ plan }: { readonly plan: Plan }) {
  const { classId } = plan;
  const asked = useAsk(['class-attendance', classId], () =>
    api.GET('/api/attendance/classes/{classId}/attendance', { params: { path: { classId } } }),
  );
  return (
    <Shown asked={asked}>
      {(sums) => (
        <>
          {sums.status === 'OPEN' ? <Closing plan={plan} /> : <Days sums={sums} />}
          <People sums={sums} />
        </>
      )}
    </Shown>
  );
}

function Closing({ plan: { classId, sessions } }: { readonly plan: Plan }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const over = (sessions.at(-1)?.endsAt ?? '') <= new Date().toISOString();
  const close = useCommand(
    (_: undefined, key) =>
      api.POST('/api/attendance/classes/{classId}/closings', { params: { header: { 'Idempotency-Key': key }, path: { classId } } }),
    { changes: ['class-attendance'], onDone: () => void message.success(t('closed')) },
  );
  return (
    <Panel>
      <Alert
        type="info"
        showIcon
        title={t('open')}
        description={t(over ? 'over' : 'running')}
        action={
          <Popconfirm
            title={t('sure')}
            description={<div className="confirm-text">{t('sureText')}</div>}
            okText={t('close')}
            onConfirm={() => close.mutate(undefined)}
            disabled={!over}
          >
            <Button type="primary" disabled={!over} loading={close.isPending}>
              {t('close')}
            </Button>
          </Popconfirm>
        }
      />
      <ProblemAlert problem={close.error} />
    </Panel>
  );
}

function Days({ sums }: { readonly sums: Sums }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { below } = sums;
  return (
    <Panel
      title={t('days')}
      extra={
        <>
          {t('closedAt')} <Instant value={sums.closedAt} />
        </>
      }
    >
      {below && (
        <Alert
          type="error"
          showIcon
          className="panel"
          title={t('below', { ...below, on: dayText(below.on, language), need: percent(below.needBp, 10_000).replace('.00%', '%') })}
        />
      )}
      <section aria-label={t('days')}>
        <Table<Sums['days'][number]>
          size="small"
          rowKey="day"
          dataSource={[...sums.days]}
          pagination={{ pageSize: 31, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { key: 'day', title: t('day'), render: (one: Sums['days'][number]) => one.day },
            { key: 'on', title: t('date'), render: (one: Sums['days'][number]) => <Day value={one.on} /> },
            { key: 'present', title: t('present'), align: 'right', render: (one: Sums['days'][number]) => one.present },
            { key: 'enrolled', title: t('enrolled'), align: 'right', render: (one: Sums['days'][number]) => one.enrolled },
            { key: 'rate', title: t('rate'), align: 'right', render: (one: Sums['days'][number]) => percent(one.present, one.enrolled) },
          ]}
        />
      </section>
    </Panel>
  );
}

const columns: readonly Column<OfPerson>[] = [
  { key: 'place', title: { zh: '序号', en: 'No.' }, show: (row) => row.place, value: (row) => row.place, width: 80 },
  { key: 'person', title: { zh: '姓名', en: 'Name' }, show: (row) => <Person id={row.personId} /> },
  {
    key: 'counted',
    title: { zh: '计入课时', en: 'Counted hours' },
    show: (row) => row.countedHours ?? '—',
    value: (row) => row.countedHours,
    align: 'right',
  },
  {
    key: 'scheduled',
    title: { zh: '应上课时', en: 'Scheduled hours' },
    show: (row) => row.scheduledHours ?? '—',
    value: (row) => row.scheduledHours,
    align: 'right',
  },
  {
    key: 'rate',
    title: { zh: '出勤率', en: 'Attendance' },
    show: (row) => (row.scheduledHours === undefined ? '—' : percent(row.countedHours ?? 0, row.scheduledHours)),
    value: (row) => (row.scheduledHours ? Math.round(((row.countedHours ?? 0) / row.scheduledHours) * 10_000) / 100 : undefined),
    align: 'right',
  },
  {
    key: 'faces',
    title: { zh: '人证不符', en: 'Face marks' },
    show: (row) => row.faceFlags ?? '—',
    value: (row) => row.faceFlags,
    align: 'right',
  },
];

function People({ sums }: { readonly sums: Sums }) {
  const t = useWords(words);
  return (
    <Panel title={t('people')}>
      <DataTable
        name="attendance"
        caption={words.people}
        list={listed(sums.people)}
        columns={columns}
        rowKey={(row) => row.enrolmentId}
        empty={
          <NothingYet
            title={{ zh: '名册是空的', en: 'The roster is empty' }}
            help={{ zh: '先在名册页为学员报名。', en: 'Enrol trainees on the roster first.' }}
          />
        }
      />
    </Panel>
  );
}
