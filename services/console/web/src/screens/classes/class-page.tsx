// One class: what was planned, who is in it, who is there, what was summed up, and what came of it. The tab is in the address.
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Descriptions, Space, Tabs } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { api, type Schemas } from '@api';
import {
  Day,
  Instant,
  PageHead,
  Shown,
  Status,
  classPlanStatus,
  levels,
  modes,
  useAddress,
  useAsk,
  useHasRole,
  useParam,
  useSaid,
  useWords,
} from '@kit';
import { seatsText } from './class-words';
import { RosterTab } from './roster-tab';
import { TimetableTab } from './timetable-tab';

type Plan = Schemas['ClassPlanView'];

// Each tab is fetched when it is looked at.
const WallTab = lazy(() => import('./wall-tab').then(({ WallTab: tab }) => ({ default: tab })));
const AttendanceTab = lazy(() => import('./attendance-tab').then(({ AttendanceTab: tab }) => ({ default: tab })));
const CertificatesTab = lazy(() => import('./certificates-tab').then(({ CertificatesTab: tab }) => ({ default: tab })));
const ClaimTab = lazy(() => import('./claim-tab').then(({ ClaimTab: tab }) => ({ default: tab })));

const words = {
  timetable: { zh: '课程表', en: 'Timetable' },
  roster: { zh: '名册', en: 'Roster' },
  wall: { zh: '实时考勤', en: 'Attendance wall' },
  attendance: { zh: '出勤汇总与结班', en: 'Sums and closing' },
  certificates: { zh: '成绩与证书', en: 'Results and certificates' },
  claim: { zh: '补贴申领', en: 'Subsidy claims' },
  tabs: { zh: '班期各项', en: 'Parts of the class' },
  classNo: { zh: '开班备案号', en: 'Opening number' },
  occupation: { zh: '职业与等级', en: 'Occupation and level' },
  mode: { zh: '培训形式', en: 'Mode' },
  dates: { zh: '起止日期', en: 'From and to' },
  hours: { zh: '课时', en: 'Class hours' },
  seats: { zh: '人数', en: 'Seats' },
  site: { zh: '地点', en: 'Place' },
  filedAt: { zh: '申报时间', en: 'Filed' },
  answer: { zh: '经办机构', en: 'The office' },
  silence: { zh: '{at} 前未答复即视为同意', en: 'approves by silence at {at}' },
  approvedBy: { zh: '审核通过', en: 'Approved' },
  approvedSilently: { zh: '到期默许', en: 'Approved by silence' },
  givenBack: { zh: '已退回', en: 'Returned' },
  returned: { zh: '开班申请被退回', en: 'This plan was returned' },
  mend: { zh: '修改后重报', en: 'Mend and file again' },
} as const;

export function Page() {
  const classId = useParam('classId');
  const plan = useAsk(['class-plan', classId], () => api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId } } }));
  return <Shown asked={plan}>{(known) => <ClassView plan={known} />}</Shown>;
}

/** What is looked at of a class: an approved one has more to see. */
function useTabs(plan: Plan, registrar: boolean) {
  const t = useWords(words);
  const approved = plan.status === 'APPROVED';
  const part = (key: 'timetable' | 'roster' | 'wall' | 'attendance' | 'certificates' | 'claim', content: ReactNode) => ({
    key,
    label: t(key),
    children: <Suspense fallback={<div aria-busy="true" />}>{content}</Suspense>,
  });
  return [
    part('timetable', <TimetableTab plan={plan} />),
    part('roster', <RosterTab plan={plan} />),
    ...(approved && registrar
      ? [
          part('wall', <WallTab plan={plan} />),
          part('attendance', <AttendanceTab plan={plan} />),
          part('certificates', <CertificatesTab plan={plan} />),
        ]
      : []),
    ...(approved ? [part('claim', <ClaimTab plan={plan} />)] : []),
  ];
}

function ClassView({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const registrar = useHasRole('registrar');
  const [{ tab }, change] = useAddress();
  const tabs = useTabs(plan, registrar);
  return (
    <>
      <PageHead
        title={plan.title}
        sub={
          <Space>
            <Status value={plan.status} of={classPlanStatus} />
            {plan.classNo}
          </Space>
        }
      />
      {plan.status === 'RETURNED' && <ReturnedAlert plan={plan} registrar={registrar} />}
      <Facts plan={plan} />
      <Tabs
        aria-label={t('tabs')}
        activeKey={tabs.some(({ key }) => key === tab) ? tab : 'timetable'}
        onChange={(key) => change({ tab: key === 'timetable' ? undefined : key })}
        destroyOnHidden
        items={tabs}
      />
    </>
  );
}

function ReturnedAlert({ plan, registrar }: { readonly plan: Plan; readonly registrar: boolean }) {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={t('returned')}
      description={plan.returnReason}
      action={
        registrar && (
          <Button type="primary" onClick={() => void navigate({ to: `/classes/plan/${plan.classId}` })}>
            {t('mend')}
          </Button>
        )
      }
    />
  );
}

function Facts({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Descriptions size="small" column={3} bordered className="panel facts">
      <Descriptions.Item label={t('occupation')}>
        {plan.occupationName} · {said(levels[plan.level] ?? { zh: plan.level, en: plan.level })}
      </Descriptions.Item>
      <Descriptions.Item label={t('mode')}>{said(modes[plan.mode] ?? { zh: plan.mode, en: plan.mode })}</Descriptions.Item>
      <Descriptions.Item label={t('seats')}>{seatsText(plan)}</Descriptions.Item>
      <Descriptions.Item label={t('dates')}>
        <Day value={plan.startsOn} />
        {' – '}
        <Day value={plan.endsOn} />
      </Descriptions.Item>
      <Descriptions.Item label={t('hours')}>{plan.classHours}</Descriptions.Item>
      <Descriptions.Item label={t('site')}>
        {plan.site.name} · {plan.site.address}
      </Descriptions.Item>
      <Descriptions.Item label={t('filedAt')}>
        <Instant value={plan.filedAt} />
      </Descriptions.Item>
      <Descriptions.Item label={t('answer')} span={2}>
        <Answer plan={plan} />
      </Descriptions.Item>
    </Descriptions>
  );
}

function Answer({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  if (plan.status === 'APPROVED')
    return (
      <>
        {t(plan.approvalBasis === 'SILENCE' ? 'approvedSilently' : 'approvedBy')} · <Instant value={plan.approvedAt} />
      </>
    );
  if (plan.status === 'RETURNED') return t('givenBack');
  const [before, after] = t('silence').split('{at}');
  return (
    <>
      {before}
      <Instant value={plan.silenceApprovesAt} />
      {after}
    </>
  );
}
