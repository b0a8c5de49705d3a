import { Input, Select, Space } from 'antd';
import { api, type Schemas } from '@api';
import {
  DataTable,
  GoTo,
  Id,
  Instant,
  Money,
  None,
  NothingYet,
  fundBuckets,
  moneyCauses,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';

type Entry = Schemas['JournalEntryView'];

const words = {
  caption: { zh: '明细账', en: 'Journal' },
  cause: { zh: '事由', en: 'Cause' },
  case: { zh: '人员案件编号', en: 'Case id' },
  any: { zh: '全部', en: 'All' },
  claim: { zh: '申请', en: 'Claim' },
  payout: { zh: '批次', en: 'Payout' },
  order: { zh: '支付指令', en: 'Order' },
  debt: { zh: '追缴单', en: 'Debt' },
} as const;

const bucketWord = (bucket: string) => fundBuckets[bucket as keyof typeof fundBuckets] ?? { zh: bucket, en: bucket };

/** Double entry: both sides of one move. */
function Sides({ from, to }: Pick<Entry, 'from' | 'to'>) {
  const said = useSaid();
  return (
    <span className="entry-sides">
      {said(bucketWord(from))}
      <span className="arrow" aria-hidden="true">
        →
      </span>
      {said(bucketWord(to))}
    </span>
  );
}

const causePages: Readonly<Record<string, readonly [path: string, word: 'claim' | 'payout' | 'order']>> = {
  COMMITMENT: ['claims', 'claim'],
  RELEASE: ['claims', 'claim'],
  PAYOUT: ['payouts', 'payout'],
  WITHDRAWAL: ['payouts', 'payout'],
  PAYMENT: ['orders', 'order'],
  RETURN: ['orders', 'order'],
  REISSUE: ['orders', 'order'],
};

/** What caused it, where one can go and look. */
function CauseLink({ cause, causeId }: Pick<Entry, 'cause' | 'causeId'>) {
  const t = useWords(words);
  if (cause === 'ALLOTMENT') return <None />;
  const page = causePages[cause];
  if (!page) {
    return (
      <>
        {t('debt')} <Id value={causeId} />
      </>
    );
  }
  return (
    <GoTo to={`/funds/${page[0]}/${causeId}`}>
      {t(page[1])} <span className="id">{causeId.slice(0, 8)}</span>
    </GoTo>
  );
}

const columns: readonly Column<Entry>[] = [
  {
    key: 'happenedAt',
    title: { zh: '发生时间', en: 'Happened' },
    value: ({ happenedAt }) => happenedAt,
    show: ({ happenedAt }) => <Instant value={happenedAt} />,
  },
  { key: 'cause', title: words.cause, value: ({ cause }) => cause, show: ({ cause }) => <CauseWord cause={cause} /> },
  {
    key: 'sides',
    title: { zh: '转出 → 转入', en: 'Out of → into' },
    value: ({ from, to }) => `${from} ${to}`,
    show: (entry) => <Sides {...entry} />,
  },
  {
    key: 'amount',
    title: { zh: '金额', en: 'Amount' },
    align: 'right',
    value: ({ amount }) => Number(amount),
    show: ({ amount }) => <Money amount={amount} />,
  },
  { key: 'why', title: { zh: '来源', en: 'From' }, value: ({ causeId }) => causeId, show: (entry) => <CauseLink {...entry} /> },
  {
    key: 'case',
    title: { zh: '人员案件', en: 'Case' },
    value: ({ caseId }) => caseId,
    show: ({ caseId }) => <CaseFilter caseId={caseId} />,
  },
  {
    key: 'recordedAt',
    title: { zh: '入账时间', en: 'Recorded' },
    value: ({ recordedAt }) => recordedAt,
    show: ({ recordedAt }) => <Instant value={recordedAt} />,
  },
  { key: 'seq', title: { zh: '序号', en: 'No.' }, align: 'right', value: ({ seq }) => seq, show: ({ seq }) => seq },
];

function CauseWord({ cause }: { readonly cause: string }) {
  const said = useSaid();
  const word = moneyCauses[cause];
  return <>{word ? said(word) : cause}</>;
}

/** Leads to all that happened to the money of this case. */
function CaseFilter({ caseId }: { readonly caseId: string | undefined }) {
  const [address] = useAddress();
  if (caseId === undefined) return <None />;
  const kept = Object.fromEntries(Object.entries(address).filter((each): each is [string, string] => each[1] !== undefined));
  return (
    <GoTo to="." search={{ ...kept, case: caseId }}>
      <span className="id">{caseId.slice(0, 8)}</span>
    </GoTo>
  );
}

export function Journal({ rowId }: { readonly rowId: string }) {
  const [{ cause, case: caseId }] = useAddress();
  const list = useList<Entry>(['fund-journal', rowId, cause, caseId], (cursor) =>
    api.GET('/api/fund-ledger/fund-rows/{rowId}/journal', {
      params: {
        path: { rowId },
        query: { cursor, limit: 200, order: 'NEWEST', ...(cause && { cause: cause as Entry['cause'] }), case: caseId },
      },
    }),
  );
  return (
    <DataTable
      name="fund-journal"
      caption={words.caption}
      list={list}
      columns={columns}
      rowKey={(entry) => `${entry.seq} ${entry.from} ${entry.to} ${entry.caseId ?? ''} ${entry.line ?? ''}`}
      filters={<Filters />}
      empty={
        <NothingYet
          title={{ zh: '没有符合条件的分录', en: 'No entry matches' }}
          help={{ zh: '请放宽事由或案件条件。', en: 'Widen the cause or the case.' }}
        />
      }
    />
  );
}

function Filters() {
  const t = useWords(words);
  const said = useSaid();
  const [{ cause, case: caseId }, change] = useAddress();
  return (
    <Space wrap>
      <Select
        aria-label={t('cause')}
        value={cause ?? ''}
        onChange={(value) => change({ cause: value })}
        options={[
          { value: '', label: `${t('cause')}: ${t('any')}` },
          ...Object.entries(moneyCauses).map(([value, word]) => ({ value, label: said(word) })),
        ]}
        className="filter-wide"
      />
      <Input.Search
        allowClear
        key={caseId}
        aria-label={t('case')}
        placeholder={t('case')}
        defaultValue={caseId}
        onSearch={(value) => change({ case: /^[0-9a-f-]{36}$/i.test(value.trim()) ? value.trim() : undefined })}
        className="filter-wide"
      />
    </Space>
  );
}
