import { api, type Schemas } from '@api';
import {
  DataTable,
  Instant,
  Money,
  NothingYet,
  Organisation,
  Panel,
  Person,
  Reason,
  Status,
  funds,
  orderState,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';

type Order = Schemas['PaymentOrderView'];

const words = { orders: { zh: '支付指令', en: 'Payment orders' } } as const;

const columns = (said: ReturnType<typeof useSaid>): readonly Column<Order>[] => [
  {
    key: 'payee',
    title: { zh: '收款人', en: 'Payee' },
    show: ({ payee }) => (payee.kind === 'PERSON' ? <Person id={payee.id} /> : <Organisation id={payee.id} />),
  },
  {
    key: 'amount',
    title: { zh: '金额', en: 'Amount' },
    show: (row) => <Money amount={row.amount} />,
    value: (row) => Number(row.amount),
    align: 'right',
  },
  {
    key: 'fund',
    title: { zh: '资金', en: 'Fund' },
    show: ({ row }) => said(funds[row.fund] ?? { zh: row.fund, en: row.fund }),
    value: ({ row }) => row.fund,
  },
  {
    key: 'state',
    title: { zh: '状态', en: 'State' },
    show: (row) => <Status value={row.state} of={orderState} />,
    value: (row) => said(orderState[row.state]?.word ?? { zh: row.state, en: row.state }),
  },
  {
    key: 'code',
    title: { zh: '退票原因', en: 'Why it came back' },
    show: (row) => (row.code ? <Reason code={row.code} /> : '—'),
    value: (row) => row.code,
  },
  { key: 'issuedAt', title: { zh: '签发', en: 'Issued' }, show: (row) => <Instant value={row.issuedAt} />, value: (row) => row.issuedAt },
  {
    key: 'settledAt',
    title: { zh: '银行答复', en: 'Settled' },
    show: (row) => <Instant value={row.settledAt} />,
    value: (row) => row.settledAt,
  },
];

export function OrdersPanel({ claimId }: { readonly claimId: string }) {
  const t = useWords(words);
  const said = useSaid();
  const list = useList<Order>(['payment-orders', claimId], (cursor) =>
    api.GET('/api/subsidy-payment/payment-orders', { params: { query: { claimId, cursor, limit: 200 } } }),
  );
  return (
    <Panel title={t('orders')}>
      <DataTable
        name="orders"
        caption={words.orders}
        list={list}
        columns={columns(said)}
        rowKey={(row) => row.orderId}
        empty={
          <NothingYet
            title={{ zh: '还没有支付指令', en: 'No payment orders yet' }}
            help={{
              zh: '审核和公示结束、财务放款后显示在这里。',
              en: 'They appear once reviews and publicity are over and finance has released the money.',
            }}
          />
        }
      />
    </Panel>
  );
}
