import { Table } from 'antd';
import { GoTo, Instant, Money, Reason, Status, fenOf, useHasRole, useWords } from '@kit';
import type { Schemas } from '@api';
import { useRowName } from '../funds/row-name';
import { ClaimLink, Payee } from '../reviewing/parts';
import { orderStates } from './pay-words';
import { Reissue } from './reissue';

export type Order = Schemas['PaymentOrderView'];

const words = {
  payee: { zh: '收款人', en: 'Payee' },
  amount: { zh: '金额', en: 'Amount' },
  fund: { zh: '资金', en: 'Fund' },
  state: { zh: '状态', en: 'State' },
  claims: { zh: '申请', en: 'Claims' },
  at: { zh: '时间', en: 'When' },
  acts: { zh: '操作', en: 'Actions' },
  trace: { zh: '链条', en: 'Trace' },
  total: { zh: '共 {count} 笔', en: '{count} orders' },
} as const;

export const reasonOf = (code: string): string => `BANK_RETURN_${code}`;

/** How far it is, and beneath it why no further. */
export function OrderState({ order: { state, code } }: { readonly order: Order }) {
  const cameBack = state === 'RETURNED' || state === 'REPLACED';
  return (
    <div className="order-state">
      <Status value={state} of={orderStates} />
      {code !== undefined && <Reason code={cameBack ? reasonOf(code) : code} values={{ code }} />}
    </div>
  );
}

/** Whom it pays, and on which account. */
export function PaidTo({ order: { payee, account } }: { readonly order: Order }) {
  return (
    <>
      <Payee payee={payee} />
      {account !== undefined && <div className="code">{account}</div>}
    </>
  );
}

export function OrderActs({ order }: { readonly order: Order }) {
  const t = useWords(words);
  const traces = useHasRole('finance', 'supervisor', 'audit-administrator');
  return (
    <span className="acts standing">
      {traces && <GoTo to={`/auditing/payments/${order.orderId}`}>{t('trace')}</GoTo>}
      {order.state === 'RETURNED' && <Reissue order={order} />}
    </span>
  );
}

// What can be done with an order is seen at 1280 without moving the table.
const fundWidth = 130;

export const claimIdsOf = ({ lines }: Order): readonly string[] => [...new Set(lines.map(({ claimId }) => claimId))];

export function OrdersTable({ orders }: { readonly orders: readonly Order[] }) {
  const t = useWords(words);
  const nameOf = useRowName();
  const columns = [
    { key: 'payee', title: t('payee'), render: (_: unknown, order: Order) => <PaidTo order={order} /> },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right' as const,
      render: (_: unknown, { amount }: Order) => <Money amount={amount} />,
      sorter: (one: Order, other: Order) => Number(fenOf(one.amount) - fenOf(other.amount)),
    },
    {
      key: 'fund',
      title: t('fund'),
      render: (_: unknown, { row }: Order) => <div style={{ maxWidth: fundWidth }}>{nameOf(row)}</div>,
    },
    { key: 'state', title: t('state'), render: (_: unknown, order: Order) => <OrderState order={order} /> },
    {
      key: 'claims',
      title: t('claims'),
      render: (_: unknown, order: Order) => claimIdsOf(order).map((claimId) => <ClaimLink key={claimId} claimId={claimId} />),
    },
    { key: 'at', title: t('at'), render: (_: unknown, { settledAt, issuedAt }: Order) => <Instant value={settledAt ?? issuedAt} /> },
    { key: 'acts', title: t('acts'), render: (_: unknown, order: Order) => <OrderActs order={order} /> },
  ];
  return (
    <Table<Order>
      size="middle"
      rowKey="orderId"
      columns={columns}
      dataSource={[...orders]}
      scroll={{ x: 'max-content' }}
      pagination={{ defaultPageSize: 20, hideOnSinglePage: orders.length <= 20, showTotal: (count) => t('total', { count }) }}
    />
  );
}
