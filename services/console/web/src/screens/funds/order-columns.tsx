import type { Schemas } from '@api';
import { GoTo, Instant, Money, None, Organisation, Person, Status, orderState, type Column } from '@kit';

export type Order = Schemas['PaymentOrderView'];

export function Payee({ payee }: Pick<Order, 'payee'>) {
  return payee.kind === 'PERSON' ? <Person id={payee.id} /> : <Organisation id={payee.id} />;
}

export const orderColumns: readonly Column<Order>[] = [
  {
    key: 'order',
    title: { zh: '支付指令', en: 'Order' },
    value: ({ orderId }) => orderId,
    show: ({ orderId }) => (
      <GoTo to={`/funds/orders/${orderId}`}>
        <span className="id">{orderId.slice(0, 8)}</span>
      </GoTo>
    ),
  },
  { key: 'payee', title: { zh: '收款方', en: 'Payee' }, show: ({ payee }) => <Payee payee={payee} /> },
  {
    key: 'amount',
    title: { zh: '金额', en: 'Amount' },
    align: 'right',
    value: ({ amount }) => Number(amount),
    show: ({ amount }) => <Money amount={amount} />,
  },
  {
    key: 'state',
    title: { zh: '状态', en: 'State' },
    value: ({ state }) => state,
    written: orderState,
    show: ({ state }) => <Status value={state} of={orderState} />,
  },
  { key: 'code', title: { zh: '银行原因', en: 'Bank’s reason' }, value: ({ code }) => code, show: ({ code }) => code ?? <None /> },
  {
    key: 'issuedAt',
    title: { zh: '签发时间', en: 'Issued' },
    value: ({ issuedAt }) => issuedAt,
    show: ({ issuedAt }) => <Instant value={issuedAt} />,
  },
  {
    key: 'settledAt',
    title: { zh: '银行答复', en: 'Answered' },
    value: ({ settledAt }) => settledAt,
    show: ({ settledAt }) => <Instant value={settledAt} />,
  },
];
