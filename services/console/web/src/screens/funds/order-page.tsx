import { Descriptions, Table } from 'antd';
import { api, type Schemas } from '@api';
import { GoTo, Id, Instant, Money, NothingYet, PageHead, Panel, Shown, Status, orderState, useAsk, useParam, useWords } from '@kit';
import { Payee, type Order } from './order-columns';
import { useRowName } from './row-name';

const words = {
  title: { zh: '支付指令 {id}', en: 'Payment order {id}' },
  order: { zh: '支付指令', en: 'Order' },
  payout: { zh: '发放批次', en: 'Payout' },
  payee: { zh: '收款方', en: 'Payee' },
  state: { zh: '状态', en: 'State' },
  amount: { zh: '金额', en: 'Amount' },
  row: { zh: '资金', en: 'Fund row' },
  reference: { zh: '银行流水号', en: 'Bank reference' },
  issuedAt: { zh: '签发时间', en: 'Issued' },
  settledAt: { zh: '银行答复', en: 'Answered' },
  lines: { zh: '所付案件', en: 'Cases it pays' },
  claim: { zh: '申请', en: 'Claim' },
  case: { zh: '人员案件', en: 'Case' },
  line: { zh: '明细', en: 'Line' },
} as const;

export function Page() {
  const t = useWords(words);
  const orderId = useParam('orderId');
  const asked = useAsk(['payment-order', orderId], () =>
    api.GET('/api/subsidy-payment/payment-orders', { params: { query: { orderId } } }),
  );
  return (
    <>
      <PageHead title={t('title', { id: orderId.slice(0, 8) })} />
      <Shown asked={asked}>
        {({ items: [order] }) =>
          order ? (
            <OrderShown order={order} />
          ) : (
            <NothingYet
              title={{ zh: '没有找到这笔支付指令', en: 'This order was not found' }}
              help={{ zh: '它可能不在您的管辖范围内。', en: 'It may lie beyond the reach of your account.' }}
            />
          )
        }
      </Shown>
    </>
  );
}

function OrderShown({ order }: { readonly order: Order }) {
  const t = useWords(words);
  const name = useRowName();
  return (
    <>
      <Panel title={t('order')}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 3 }}
          items={[
            { key: 'id', label: t('order'), children: <Id value={order.orderId} /> },
            { key: 'payout', label: t('payout'), children: <Link to={`/funds/payouts/${order.payoutId}`} id={order.payoutId} /> },
            { key: 'state', label: t('state'), children: <Status value={order.state} of={orderState} /> },
            { key: 'payee', label: t('payee'), children: <Payee payee={order.payee} /> },
            { key: 'amount', label: t('amount'), children: <Money amount={order.amount} strong /> },
            { key: 'row', label: t('row'), children: name(order.row) },
            { key: 'issuedAt', label: t('issuedAt'), children: <Instant value={order.issuedAt} /> },
            { key: 'settledAt', label: t('settledAt'), children: <Instant value={order.settledAt} /> },
            { key: 'reference', label: t('reference'), children: order.bankReference ?? '—' },
          ]}
        />
      </Panel>
      <Panel title={t('lines')}>
        <Table<Schemas['OrderLineView']>
          aria-label={t('lines')}
          size="small"
          rowKey={({ caseId, line }) => `${caseId} ${line}`}
          dataSource={[...order.lines]}
          pagination={{ hideOnSinglePage: true, pageSize: 20 }}
          columns={[
            { key: 'claim', title: t('claim'), render: (_, { claimId }) => <Link to={`/funds/claims/${claimId}`} id={claimId} /> },
            { key: 'case', title: t('case'), render: (_, { caseId }) => <Id value={caseId} /> },
            { key: 'line', title: t('line'), align: 'right', render: (_, { line }) => line },
            { key: 'amount', title: t('amount'), align: 'right', render: (_, { amount }) => <Money amount={amount} /> },
          ]}
        />
      </Panel>
    </>
  );
}

function Link({ to, id }: { readonly to: string; readonly id: string }) {
  return (
    <GoTo to={to}>
      <span className="id">{id.slice(0, 8)}</span>
    </GoTo>
  );
}
