import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  GoTo,
  NothingYet,
  PageHead,
  Status,
  classPlanStatus,
  levels,
  useAddress,
  useHasRole,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { seatsText } from './class-words';

type Row = Schemas['ClassPlanSummary'];

const words = {
  title: { zh: '我的班期', en: 'My classes' },
  sub: { zh: '本机构申报的开班计划和班期。', en: 'The class plans and classes of your institution.' },
  subStaff: { zh: '有本单位职工参加的班期。', en: 'Classes that your staff takes part in.' },
  caption: { zh: '班期列表', en: 'Classes' },
  file: { zh: '申报开班', en: 'File a class plan' },
  status: { zh: '状态', en: 'State' },
  all: { zh: '全部状态', en: 'All states' },
  mend: { zh: '修改后重报', en: 'Mend and file again' },
  returned: {
    zh: '有 {count} 份开班申请被退回，修改后可重新提交。',
    en: '{count} class plans were returned; mend them and file them again.',
  },
} as const;

const columns = (said: ReturnType<typeof useSaid>, mend: string): readonly Column<Row>[] => [
  {
    key: 'title',
    title: { zh: '班期', en: 'Class' },
    show: (row) => <GoTo to={`/classes/class/${row.classId}`}>{row.title}</GoTo>,
    value: (row) => row.title,
  },
  { key: 'classNo', title: { zh: '开班备案号', en: 'Opening number' }, show: (row) => row.classNo, value: (row) => row.classNo },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    show: (row) =>
      row.status === 'RETURNED' ? (
        <>
          <Status value={row.status} of={classPlanStatus} /> <GoTo to={`/classes/plan/${row.classId}`}>{mend}</GoTo>
        </>
      ) : (
        <Status value={row.status} of={classPlanStatus} />
      ),
    value: (row) => said(classPlanStatus[row.status]?.word ?? { zh: row.status, en: row.status }),
  },
  {
    key: 'occupation',
    title: { zh: '职业与等级', en: 'Occupation and level' },
    show: (row) => `${row.occupationName} · ${said(levels[row.level] ?? { zh: row.level, en: row.level })}`,
    value: (row) => `${row.occupationName} ${row.level}`,
  },
  { key: 'startsOn', title: { zh: '开班', en: 'Begins' }, show: (row) => <Day value={row.startsOn} />, value: (row) => row.startsOn },
  { key: 'endsOn', title: { zh: '结业', en: 'Ends' }, show: (row) => <Day value={row.endsOn} />, value: (row) => row.endsOn },
  { key: 'hours', title: { zh: '课时', en: 'Class hours' }, show: (row) => row.classHours, value: (row) => row.classHours, align: 'right' },
  { key: 'seats', title: { zh: '人数', en: 'Seats' }, show: seatsText, value: (row) => row.enrolled, align: 'right' },
];

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const registrar = useHasRole('registrar');
  const navigate = useNavigate();
  const [{ status }, change] = useAddress();
  const list = useList<Row>(['class-plans', status ?? ''], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200, status: status as Row['status'] | undefined } } }),
  );
  const file = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate({ to: '/classes/plan' })}>
      {t('file')}
    </Button>
  );
  const returned = registrar ? list.rows.filter((row) => row.status === 'RETURNED').length : 0;
  return (
    <>
      <PageHead title={t('title')} sub={t(registrar ? 'sub' : 'subStaff')} actions={registrar && file} />
      {returned > 0 && <Alert type="warning" showIcon title={t('returned', { count: returned })} className="panel" />}
      <DataTable
        name="classes"
        caption={words.caption}
        list={list}
        columns={columns(said, t('mend'))}
        rowKey={(row) => row.classId}
        filters={<StatusFilter value={status ?? ''} onChange={(value) => change({ status: value || undefined })} />}
        empty={<NoClasses registrar={registrar} action={registrar && file} />}
      />
    </>
  );
}

function StatusFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Select
      aria-label={t('status')}
      className="filter"
      value={value}
      onChange={onChange}
      options={[
        { value: '', label: t('all') },
        ...Object.entries(classPlanStatus).map(([one, { word }]) => ({ value: one, label: said(word) })),
      ]}
    />
  );
}

function NoClasses({ registrar, action }: { readonly registrar: boolean; readonly action: ReactNode }) {
  return (
    <NothingYet
      title={{ zh: '还没有班期', en: 'No classes yet' }}
      help={
        registrar
          ? {
              zh: '申报第一份开班计划，经办机构通过后即可报名。',
              en: 'File a first plan; once the office approves it, trainees can be enrolled.',
            }
          : { zh: '本单位职工被录入班期后，会显示在这里。', en: 'Classes appear here once your staff has places in them.' }
      }
      action={action}
    />
  );
}
