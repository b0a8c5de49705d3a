import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  GoTo,
  Money,
  NothingYet,
  PageHead,
  funds,
  useAddress,
  useHasRole,
  useList,
  useSaid,
  useWords,
  type Column,
  type Search,
} from '@kit';
import { AllHistory } from './all-history';
import { Allot } from './allot';
import { BalanceNote } from './balance-note';
import { BucketCards } from './bucket-cards';
import { bucketWords, bucketsShown, totalOf, type Balances } from './buckets';
import { useRowName } from './row-name';

type Row = Schemas['FundRowView'];

const words = {
  title: { zh: '资金总览', en: 'Fund rows' },
  sub: {
    zh: '每笔资金按基金、地区、年度分开记账；下面的合计是表中各行之和。',
    en: 'Each row is a fund of a region in a year; the sums are those of the rows in the table.',
  },
  allot: { zh: '下达指标', en: 'Post an allotment' },
  fund: { zh: '基金', en: 'Fund' },
  region: { zh: '地区代码', en: 'Region code' },
  year: { zh: '年度', en: 'Year' },
  any: { zh: '全部', en: 'All' },
} as const;

const useRows = ({ fund, region, year }: Search) =>
  useList<Row>(['fund-rows', fund, region, year], (cursor) =>
    api.GET('/api/fund-ledger/fund-rows', {
      params: {
        query: {
          ...{ cursor, limit: 200, region },
          ...(fund && { fund: fund as Row['fund'] }),
          ...(year && /^2\d{3}$/.test(year) && { year: Number(year) }),
        },
      },
    }),
  );

const columnsOf = (rows: readonly Row[]): readonly Column<Row>[] => [
  {
    key: 'row',
    title: { zh: '资金', en: 'Fund row' },
    value: ({ fund, region, year }) => `${fund} ${region} ${year}`,
    show: (row) => <RowLink row={row} />,
  },
  moneyColumn('allotted', { zh: '下达', en: 'Allotted' }),
  ...bucketsShown(rows).map((bucket) => moneyColumn(bucket, bucketWords[bucket])),
  {
    key: 'queued',
    title: { zh: '等待人数', en: 'Waiting' },
    align: 'right',
    value: ({ queued }) => queued,
    show: ({ queued }) => queued,
  },
];

const moneyColumn = (field: keyof Balances, title: Column<Row>['title']): Column<Row> => ({
  key: field,
  title,
  align: 'right',
  value: (row) => Number(row[field]),
  show: (row) => <Money amount={row[field]} />,
});

function RowLink({ row }: { readonly row: Row }) {
  const said = useSaid();
  const name = useRowName();
  const word = funds[row.fund];
  return (
    <GoTo to={`/funds/rows/${row.rowId}`}>
      <span title={name(row)}>{word ? said(word) : row.fund}</span>
      <div className="code">
        {row.region} · {row.year}
      </div>
    </GoTo>
  );
}

export function Page() {
  const t = useWords(words);
  const [address] = useAddress();
  const list = useRows(address);
  const [allotting, setAllotting] = useState(false);
  const mayAllot = useHasRole('fund-manager');
  const total = totalOf(list.rows);
  const allot = mayAllot && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAllotting(true)}>
      {t('allot')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={allot} />
      {list.rows.length > 0 && (
        <>
          <BucketCards row={total} />
          <BalanceNote row={total} />
        </>
      )}
      <DataTable
        name="fund-rows"
        caption={words.title}
        list={list}
        columns={columnsOf(list.rows)}
        rowKey={({ rowId }) => rowId}
        filters={<Filters />}
        empty={
          <NothingYet
            title={{ zh: '没有符合条件的资金', en: 'No fund row matches' }}
            help={{
              zh: '放宽筛选条件；还没有资金时，由基金管理人员下达指标。',
              en: 'Widen the filters; where there is none yet, a fund manager posts an allotment.',
            }}
          />
        }
      />
      <AllHistory />
      {allotting && <Allot rows={list.rows} onClose={() => setAllotting(false)} />}
    </>
  );
}

function Filters() {
  const t = useWords(words);
  const said = useSaid();
  const [{ fund, region, year }, change] = useAddress();
  return (
    <Space wrap>
      <Select
        aria-label={t('fund')}
        value={fund ?? ''}
        onChange={(value) => change({ fund: value })}
        options={[
          { value: '', label: `${t('fund')}: ${t('any')}` },
          ...Object.entries(funds).map(([value, word]) => ({ value, label: said(word) })),
        ]}
        className="filter-wide"
      />
      <Input.Search
        allowClear
        aria-label={t('region')}
        placeholder={t('region')}
        defaultValue={region}
        maxLength={6}
        onSearch={(value) => change({ region: /^\d{2,6}$/.test(value) ? value : undefined })}
        className="filter-narrow"
      />
      <Input.Search
        allowClear
        aria-label={t('year')}
        placeholder={t('year')}
        defaultValue={year}
        maxLength={4}
        onSearch={(value) => change({ year: /^2\d{3}$/.test(value) ? value : undefined })}
        className="filter-narrow"
      />
    </Space>
  );
}
