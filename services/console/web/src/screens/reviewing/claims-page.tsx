import { Select } from 'antd';
import { DataTable, Day, NothingYet, Organisation, PageHead, programmes, useAddress, useList, useSaid, useWords, type Column } from '@kit';
import { api, type Schemas } from '@api';
import { ClaimLink, Classes, Programmes } from './parts';
import { PersonAsks } from './queue-columns';

type Summary = Schemas['ClaimSummary'];

const words = {
  title: { zh: '全部申请', en: 'All claims' },
  sub: { zh: '辖区内的补贴申请，最新的在前', en: 'Claims of your region, newest first' },
  programme: { zh: '补贴项目', en: 'Programme' },
  none: { zh: '还没有申请', en: 'No claims yet' },
  help: { zh: '机构、用人单位或本人提交后会出现在这里。', en: 'They appear once an institution, an employer or a person has filed one.' },
} as const;

const columns: readonly Column<Summary>[] = [
  {
    key: 'claim',
    title: { zh: '申请', en: 'Claim' },
    show: ({ claimId }) => <ClaimLink claimId={claimId} />,
    value: ({ claimId }) => claimId,
  },
  {
    key: 'programme',
    title: { zh: '补贴项目', en: 'Programme' },
    show: (row) => <Programmes values={row.programmes} />,
    value: (row) => row.programmes.join(' '),
  },
  { key: 'class', title: { zh: '班期', en: 'Class' }, show: (row) => <Classes ids={row.classIds} /> },
  {
    key: 'organisation',
    title: { zh: '申请单位', en: 'Applicant' },
    show: (row) => (row.organisationId === undefined ? <PersonAsks /> : <Organisation id={row.organisationId} />),
    value: (row) => row.organisationId,
  },
  { key: 'region', title: { zh: '地区', en: 'Region' }, show: (row) => row.region, value: (row) => row.region },
  { key: 'applied', title: { zh: '申请日期', en: 'Applied' }, show: (row) => <Day value={row.appliedOn} />, value: (row) => row.appliedOn },
  { key: 'people', title: { zh: '人数', en: 'People' }, show: (row) => row.cases, value: (row) => row.cases, align: 'right' },
];

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const programme = address['programme'] as 'TRAINING' | undefined;
  const list = useList(['claims', programme], (cursor) =>
    api.GET('/api/subsidy-payment/claims', { params: { query: { programme, cursor, limit: 200 } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <DataTable<Summary>
        name="claims"
        caption={words.title}
        list={list}
        columns={columns}
        rowKey={({ claimId }) => claimId}
        empty={<NothingYet title={words.none} help={words.help} />}
        filters={
          <Select
            allowClear
            aria-label={t('programme')}
            placeholder={t('programme')}
            options={Object.entries(programmes).map(([value, word]) => ({ value, label: said(word) }))}
            value={programme}
            onChange={(value?: string) => change({ programme: value })}
            style={{ width: 170 }}
          />
        }
      />
    </>
  );
}
