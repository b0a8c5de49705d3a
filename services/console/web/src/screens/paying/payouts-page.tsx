import { Alert, Select, Space, Tag } from 'antd';
import {
  DataTable,
  GoTo,
  Instant,
  Money,
  NothingYet,
  PageHead,
  Status,
  fenOf,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { api, type Schemas } from '@api';
import { Actor } from '../reviewing/parts';
import { payoutStates } from './pay-words';

type Payout = Schemas['PayoutSummary'];

const words = {
  title: { zh: '支付批次', en: 'Payouts' },
  sub: { zh: '每个批次对应一份送往银行的支付文件', en: 'Each payout is one file for the bank' },
  status: { zh: '状态', en: 'State' },
  unsigned: { zh: '待见证', en: 'Not yet' },
  seen: { zh: '已见证', en: 'Witnessed' },
  again: { zh: '重新发放', en: 'Paid again' },
  unknown: {
    zh: '{count} 个批次的银行结果不明，请查看并处理：',
    en: 'What became of {count} at the bank is not known. Please look at:',
  },
} as const;

const empty = {
  title: { zh: '没有支付批次', en: 'No payouts' },
  help: { zh: '在“支付签批”中签批后会出现在这里。', en: 'They appear here once something was released.' },
} as const;

function Witness({ payout }: { readonly payout: Payout }) {
  const t = useWords(words);
  return <Tag color={payout.treeSize === undefined ? 'default' : 'success'}>{t(payout.treeSize === undefined ? 'unsigned' : 'seen')}</Tag>;
}

function Again({ payout }: { readonly payout: Payout }) {
  const t = useWords(words);
  return payout.replaces === undefined ? null : <Tag>{t('again')}</Tag>;
}

const columns: readonly Column<Payout>[] = [
  {
    key: 'payout',
    title: { zh: '批次', en: 'Payout' },
    show: (payout) => (
      <>
        <GoTo to={`/paying/payouts/${payout.payoutId}`}>
          <code className="id">{payout.payoutId.slice(0, 8)}</code>
        </GoTo>{' '}
        <Again payout={payout} />
      </>
    ),
    value: ({ payoutId }) => payoutId,
  },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    show: ({ status }) => <Status value={status} of={payoutStates} />,
    value: ({ status }) => status,
    written: payoutStates,
  },
  { key: 'orders', title: { zh: '指令', en: 'Orders' }, show: ({ orders }) => orders, value: ({ orders }) => orders, align: 'right' },
  { key: 'paid', title: { zh: '成功', en: 'Paid' }, show: ({ paid }) => paid, value: ({ paid }) => paid, align: 'right' },
  {
    key: 'returned',
    title: { zh: '退票', en: 'Returned' },
    show: ({ returned }) => returned,
    value: ({ returned }) => returned,
    align: 'right',
  },
  {
    key: 'sum',
    title: { zh: '金额', en: 'Sum' },
    show: ({ net }) => <Money amount={net} />,
    value: ({ net }) => fenOf(net),
    align: 'right',
  },
  {
    key: 'witness',
    title: { zh: '见证', en: 'Witness' },
    show: (payout) => <Witness payout={payout} />,
    value: ({ treeSize }) => treeSize ?? 0,
  },
  {
    key: 'by',
    title: { zh: '签批人', en: 'Released by' },
    show: ({ releasedBy }) => <Actor id={releasedBy} />,
    value: ({ releasedBy }) => releasedBy,
  },
  {
    key: 'at',
    title: { zh: '签批时间', en: 'Released' },
    show: ({ approvedAt }) => <Instant value={approvedAt} />,
    value: ({ approvedAt }) => approvedAt,
  },
  { key: 'sent', title: { zh: '送银行', en: 'Sent' }, show: ({ sentAt }) => <Instant value={sentAt} />, value: ({ sentAt }) => sentAt },
];

/** Whatever the bank may or may not have is said before anything else. */
function Unknown() {
  const t = useWords(words);
  const list = useList(
    ['payouts', 'OUTCOME_UNKNOWN'],
    (cursor) => api.GET('/api/subsidy-payment/payouts', { params: { query: { status: 'OUTCOME_UNKNOWN', cursor, limit: 200 } } }),
    { everyMs: 15_000 },
  );
  if (list.rows.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="queue-act"
      title={t('unknown', { count: list.rows.length })}
      description={
        <Space wrap>
          {list.rows.map(({ payoutId }) => (
            <GoTo key={payoutId} to={`/paying/payouts/${payoutId}`}>
              <code className="id">{payoutId.slice(0, 8)}</code>
            </GoTo>
          ))}
        </Space>
      }
    />
  );
}

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const status = address['status'] as Payout['status'] | undefined;
  const list = useList(
    ['payouts', status],
    (cursor) => api.GET('/api/subsidy-payment/payouts', { params: { query: { status, cursor, limit: 200 } } }),
    { everyMs: 15_000 },
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Unknown />
      <DataTable<Payout>
        name="payouts"
        caption={words.title}
        list={list}
        columns={columns}
        rowKey={({ payoutId }) => payoutId}
        empty={<NothingYet title={empty.title} help={empty.help} />}
        filters={
          <Select
            allowClear
            aria-label={t('status')}
            placeholder={t('status')}
            options={Object.entries(payoutStates).map(([value, { word }]) => ({ value, label: said(word) }))}
            value={status}
            onChange={(value?: string) => change({ status: value })}
            style={{ width: 190 }}
          />
        }
      />
    </>
  );
}
