import { Select } from 'antd';
import { DataTable, GoTo, Instant, Money, NothingYet, PageHead, fenOf, useAddress, useList, useSaid, useWords, type Column } from '@kit';
import { api } from '@api';
import { ClaimLink, FundName } from '../reviewing/parts';
import { OrderActs, OrderState, PaidTo, claimIdsOf, type Order } from './orders-table';
import { orderStates } from './pay-words';

const words = {
  title: { zh: '支付指令', en: 'Payment orders' },
  sub: { zh: '每条指令付给一个收款人；退票的可在此重新发放', en: 'Each order pays one payee; what came back may be paid again here' },
  state: { zh: '状态', en: 'State' },
} as const;

const empty = {
  title: { zh: '没有此状态的支付指令', en: 'No payment order in this state' },
  help: { zh: '签批后每个收款人对应一条指令。', en: 'A release makes one order for each payee.' },
} as const;

const columns: readonly Column<Order>[] = [
  {
    key: 'order',
    title: { zh: '指令', en: 'Order' },
    show: ({ orderId }) => <code className="id">{orderId.slice(0, 8)}</code>,
    value: ({ orderId }) => orderId,
  },
  { key: 'payee', title: { zh: '收款人', en: 'Payee' }, show: (order) => <PaidTo order={order} />, value: ({ account }) => account },
  {
    key: 'amount',
    title: { zh: '金额', en: 'Amount' },
    show: ({ amount }) => <Money amount={amount} />,
    value: ({ amount }) => fenOf(amount),
    align: 'right',
  },
  { key: 'fund', title: { zh: '资金', en: 'Fund' }, show: ({ row }) => <FundName code={row.fund} />, value: ({ row }) => row.fund },
  {
    key: 'state',
    title: { zh: '状态', en: 'State' },
    show: (order) => <OrderState order={order} />,
    value: ({ state }) => state,
    written: orderStates,
  },
  { key: 'code', title: { zh: '银行原因', en: 'Bank’s reason' }, value: ({ code }) => code, show: ({ code }) => code, unseen: true },
  {
    key: 'payout',
    title: { zh: '批次', en: 'Payout' },
    show: ({ payoutId }) => (
      <GoTo to={`/paying/payouts/${payoutId}`}>
        <code className="id">{payoutId.slice(0, 8)}</code>
      </GoTo>
    ),
    value: ({ payoutId }) => payoutId,
  },
  {
    key: 'claims',
    title: { zh: '申请', en: 'Claims' },
    show: (order) => claimIdsOf(order).map((claimId) => <ClaimLink key={claimId} claimId={claimId} />),
  },
  {
    key: 'at',
    title: { zh: '时间', en: 'When' },
    show: ({ settledAt, issuedAt }) => <Instant value={settledAt ?? issuedAt} />,
    value: ({ settledAt, issuedAt }) => settledAt ?? issuedAt,
  },
  { key: 'acts', title: { zh: '操作', en: 'Actions' }, show: (order) => <OrderActs order={order} /> },
];

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const state = address['state'] as Order['state'] | undefined;
  const list = useList(['payment-orders', 'all', state], (cursor) =>
    api.GET('/api/subsidy-payment/payment-orders', { params: { query: { state, cursor, limit: 200 } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <DataTable<Order>
        name="orders"
        caption={words.title}
        list={list}
        columns={columns}
        rowKey={({ orderId }) => orderId}
        empty={<NothingYet title={empty.title} help={empty.help} />}
        filters={
          <Select
            allowClear
            aria-label={t('state')}
            placeholder={t('state')}
            options={Object.entries(orderStates).map(([value, { word }]) => ({ value, label: said(word) }))}
            value={state}
            onChange={(value?: string) => change({ state: value })}
            style={{ width: 170 }}
          />
        }
      />
    </>
  );
}
