// Class plans that institutions have filed: to approve, or to return with a reason, before silence approves them.
import { Drawer, Segmented, Tag, Tooltip } from 'antd';
import {
  DataTable,
  Day,
  Instant,
  NothingYet,
  Organisation,
  PageHead,
  Status,
  classPlanStatus,
  levels,
  modes,
  todayText,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { api, type Schemas } from '@api';
import { daysBetween } from './age';
import { ClassPlan } from './class-plan';
import { wordOf } from './parts';

type Plan = Schemas['ClassPlanSummary'];

const words = {
  title: { zh: '开班审核', en: 'Class plans' },
  sub: { zh: '逾期未答复的视为批准', en: 'A plan that nobody answers in time counts as approved' },
  status: { zh: '状态', en: 'State' },
  open: { zh: '查看', en: 'Look at it' },
  plan: { zh: '开班申请', en: 'Class plan' },
  waits: { zh: '已等 {days} 天', en: '{days} d' },
} as const;

const empty = {
  title: { zh: '没有此状态的开班申请', en: 'No class plan in this state' },
  help: { zh: '机构提交后出现在“待审核”。', en: 'Plans appear under “Awaiting approval” once an institution has filed one.' },
} as const;

function Level({ plan }: { readonly plan: Plan }) {
  const said = useSaid();
  return (
    <>
      {plan.occupationName} <Tag>{said(wordOf(levels, plan.level))}</Tag>
    </>
  );
}

function Mode({ mode }: { readonly mode: string }) {
  const said = useSaid();
  return <>{said(wordOf(modes, mode))}</>;
}

function Silence({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  if (plan.status !== 'APPLIED') return <Instant value={plan.approvedAt ?? plan.filedAt} />;
  const days = daysBetween(todayText(new Date(plan.filedAt)), todayText());
  return (
    <Tooltip title={<Instant value={plan.filedAt} />}>
      <span>
        <Day value={plan.silenceApprovesAt} /> <Tag color={days > 2 ? 'warning' : 'default'}>{t('waits', { days })}</Tag>
      </span>
    </Tooltip>
  );
}

const columnsOf = (open: (classId: string) => void): readonly Column<Plan>[] => [
  {
    key: 'title',
    title: { zh: '班期', en: 'Class' },
    show: ({ classId, title, classNo }) => (
      <button type="button" className="link" onClick={() => open(classId)}>
        {title} <span className="code">{classNo}</span>
      </button>
    ),
    value: ({ title, classNo }) => `${title} ${classNo}`,
  },
  {
    key: 'institution',
    title: { zh: '培训机构', en: 'Institution' },
    show: (plan) => <Organisation id={plan.institutionId} />,
  },
  {
    key: 'occupation',
    title: { zh: '职业（工种）', en: 'Occupation' },
    show: (plan) => <Level plan={plan} />,
    value: (plan) => plan.occupationName,
  },
  { key: 'mode', title: { zh: '方式', en: 'Mode' }, show: (plan) => <Mode mode={plan.mode} />, value: (plan) => plan.mode },
  { key: 'starts', title: { zh: '开班', en: 'Starts' }, show: (plan) => <Day value={plan.startsOn} />, value: (plan) => plan.startsOn },
  { key: 'hours', title: { zh: '课时', en: 'Hours' }, show: (plan) => plan.classHours, value: (plan) => plan.classHours, align: 'right' },
  { key: 'people', title: { zh: '报名', en: 'Enrolled' }, show: (plan) => plan.enrolled, value: (plan) => plan.enrolled, align: 'right' },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    show: (plan) => <Status value={plan.status} of={classPlanStatus} />,
    value: (plan) => plan.status,
    written: classPlanStatus,
  },
  {
    key: 'until',
    title: { zh: '默示批准 / 答复', en: 'Due / answered' },
    show: (plan) => <Silence plan={plan} />,
    value: (plan) => plan.silenceApprovesAt,
  },
];

const statuses = ['APPLIED', 'RETURNED', 'APPROVED'] as const;
type PlanStatus = (typeof statuses)[number];
const isStatus = (value: string | undefined): value is PlanStatus => statuses.some((one) => one === value);

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const status = isStatus(address['status']) ? address['status'] : 'APPLIED';
  const list = useList(['class-plans', status], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { status, cursor, limit: 200 } } }),
  );
  const close = () => change({ class: undefined });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Segmented<PlanStatus>
        aria-label={t('status')}
        className="queue-kinds"
        value={status}
        onChange={(next) => change({ status: next })}
        options={statuses.map((value) => ({ value, label: said(classPlanStatus[value]?.word ?? wordOf({}, value)) }))}
      />
      <DataTable<Plan>
        name="plans"
        caption={words.title}
        list={list}
        columns={columnsOf((classId) => change({ class: classId }))}
        rowKey={({ classId }) => classId}
        empty={<NothingYet title={empty.title} help={empty.help} />}
      />
      <Drawer open={address['class'] !== undefined} onClose={close} size={720} title={t('plan')}>
        {address['class'] && <ClassPlan key={address['class']} classId={address['class']} onDone={close} />}
      </Drawer>
    </>
  );
}
