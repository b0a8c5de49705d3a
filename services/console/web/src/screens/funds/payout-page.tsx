import { Descriptions } from 'antd';
import { api, type Schemas } from '@api';
import { DataTable, Id, Instant, Money, NothingYet, PageHead, Panel, Shown, Status, payoutStatus, useAsk, useParam, useWords } from '@kit';
import { listedOf } from '../listed';
import { orderColumns } from './order-columns';

const words = {
  title: { zh: '发放批次 {id}', en: 'Payout {id}' },
  payout: { zh: '批次', en: 'Payout' },
  status: { zh: '状态', en: 'Status' },
  gross: { zh: '应付', en: 'Gross' },
  offset: { zh: '抵扣', en: 'Set off' },
  net: { zh: '实付', en: 'Net' },
  approvedAt: { zh: '放行时间', en: 'Released' },
  sentAt: { zh: '送银行时间', en: 'Sent to the bank' },
  hash: { zh: '支付文件 SHA-256', en: 'SHA-256 of the file' },
  orders: { zh: '支付指令', en: 'Payment orders' },
} as const;

export function Page() {
  const t = useWords(words);
  const payoutId = useParam('payoutId');
  const asked = useAsk(['payout', payoutId], () => api.GET('/api/subsidy-payment/payouts/{payoutId}', { params: { path: { payoutId } } }));
  return (
    <>
      <PageHead title={t('title', { id: payoutId.slice(0, 8) })} />
      <Shown asked={asked}>
        {(payout) => (
          <>
            <Panel title={t('payout')}>
              <PayoutFacts payout={payout} />
            </Panel>
            <Panel title={t('orders')}>
              <DataTable
                name="payout-orders"
                caption={words.orders}
                list={listedOf(asked, ({ orders }) => orders)}
                columns={orderColumns}
                rowKey={({ orderId }) => orderId}
                empty={
                  <NothingYet
                    title={{ zh: '没有支付指令', en: 'No payment orders' }}
                    help={{ zh: '本批次全部金额被抵扣，没有现金发出。', en: 'All of it was set off; no cash left.' }}
                  />
                }
              />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}

function PayoutFacts({ payout }: { readonly payout: Schemas['PayoutView'] }) {
  const t = useWords(words);
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2, lg: 3 }}
      items={[
        { key: 'id', label: t('payout'), children: <Id value={payout.payoutId} /> },
        { key: 'status', label: t('status'), children: <Status value={payout.status} of={payoutStatus} /> },
        { key: 'gross', label: t('gross'), children: <Money amount={payout.gross} /> },
        { key: 'offset', label: t('offset'), children: <Money amount={payout.offset} /> },
        { key: 'net', label: t('net'), children: <Money amount={payout.net} strong /> },
        { key: 'approvedAt', label: t('approvedAt'), children: <Instant value={payout.approvedAt} /> },
        { key: 'sentAt', label: t('sentAt'), children: <Instant value={payout.sentAt} /> },
        ...(payout.fileSha256 ? [{ key: 'hash', label: t('hash'), children: <code className="code">{payout.fileSha256}</code> }] : []),
      ]}
    />
  );
}
