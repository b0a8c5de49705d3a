import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { api, type Schemas } from '@api';
import { DataTable, Day, GoTo, NothingYet, PageHead, programmes, useAddress, useList, useSaid, useWords, type Column } from '@kit';
import { ClassTitle, useProgrammes } from './case-parts';

type Row = Schemas['ClaimSummary'];

const words = {
  title: { zh: '我们的申领', en: 'Our claims' },
  sub: {
    zh: '本单位提交的补贴申领；点开查看每一笔的结果、原因、金额和办理进度。',
    en: 'Claims of your organisation; open one for every line with its outcome, reason, money and state.',
  },
  caption: { zh: '申领列表', en: 'Claims' },
  ask: { zh: '预检并申领', en: 'Check and file' },
  programme: { zh: '补贴项目', en: 'Programme' },
  all: { zh: '全部项目', en: 'All programmes' },
} as const;

const columnsOf = (named: ReturnType<typeof useProgrammes>): readonly Column<Row>[] => [
  {
    key: 'programmes',
    title: { zh: '补贴项目', en: 'Programmes' },
    show: (row) => <GoTo to={`/our-claims/claim/${row.claimId}`}>{named(row.programmes)}</GoTo>,
    value: (row) => named(row.programmes),
  },
  {
    key: 'classes',
    title: { zh: '班期', en: 'Classes' },
    show: (row) => row.classIds.map((id) => <ClassTitle key={id} id={id} />),
  },
  {
    key: 'appliedOn',
    title: { zh: '申请日期', en: 'Applied' },
    show: (row) => <Day value={row.appliedOn} />,
    value: (row) => row.appliedOn,
  },
  { key: 'cases', title: { zh: '人数', en: 'People' }, show: (row) => row.cases, value: (row) => row.cases, align: 'right' },
  { key: 'region', title: { zh: '行政区划', en: 'Region' }, show: (row) => row.region, value: (row) => row.region },
];

/** The way to a new claim. */
function Ask() {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/our-claims/pre-check' })}>
      {t('ask')}
    </Button>
  );
}

function ProgrammeFilter() {
  const t = useWords(words);
  const said = useSaid();
  const [{ programme }, change] = useAddress();
  return (
    <Select
      aria-label={t('programme')}
      className="filter"
      value={programme ?? ''}
      onChange={(value) => change({ programme: value || undefined })}
      options={[{ value: '', label: t('all') }, ...Object.entries(programmes).map(([value, word]) => ({ value, label: said(word) }))]}
    />
  );
}

export function Page() {
  const t = useWords(words);
  const named = useProgrammes();
  const [{ programme }] = useAddress();
  const list = useList<Row>(['claims', programme ?? ''], (cursor) =>
    api.GET('/api/subsidy-payment/claims', { params: { query: { cursor, limit: 200, programme: programme as never } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={<Ask />} />
      <DataTable
        name="claims"
        caption={words.caption}
        list={list}
        columns={columnsOf(named)}
        rowKey={(row) => row.claimId}
        filters={<ProgrammeFilter />}
        empty={
          <NothingYet
            title={{ zh: '还没有申领', en: 'No claims yet' }}
            help={{
              zh: '班期结班并取得证书后，先预检，再一键提交。',
              en: 'Once a class is closed and certificates are out, check first, then file with one button.',
            }}
            action={<Ask />}
          />
        }
      />
    </>
  );
}
