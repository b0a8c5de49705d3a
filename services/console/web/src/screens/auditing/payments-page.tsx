import { Alert, Input } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  GoTo,
  Instant,
  Money,
  NothingYet,
  Organisation,
  PageHead,
  Panel,
  Status,
  fenOf,
  orderState,
  useAddress,
  useAsk,
  useWords,
  type Column,
} from '@kit';
import { useRowName } from '../funds/row-name';
import { listedOf } from '../supervising/registers';
import '../supervising/supervising.css';
import './trace.css';

const words = {
  title: { zh: '支付追溯', en: 'Payments' },
  sub: {
    zh: '从一笔支付出发，逐环追到每一次签到。',
    en: 'From one payment back, hop by hop, to every sign-in that earned it.',
  },
  find: { zh: '支付指令、申领、支付批次或个人案件的编号', en: 'Id of an order, a claim, a payout or a case' },
  go: { zh: '查找', en: 'Find' },
  bad: { zh: '编号是 36 位的 UUID，请完整粘贴。', en: 'An id is a UUID of 36 characters; paste all of it.' },
  found: { zh: '找到的支付', en: 'Payments found' },
  latest: { zh: '最近的支付', en: 'Latest payments' },
  trace: { zh: '查看链条', en: 'Trace' },
  person: { zh: '个人', en: 'A person' },
} as const;

type Payment = Schemas['PaymentView'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function useColumns(): readonly Column<Payment>[] {
  const t = useWords(words);
  return [
    {
      key: 'issued',
      title: { zh: '签发时间', en: 'Issued at' },
      value: ({ issuedAt }) => issuedAt,
      show: ({ issuedAt }) => <Instant value={issuedAt} />,
    },
    {
      key: 'order',
      title: { zh: '支付指令', en: 'Order' },
      value: ({ orderId }) => orderId,
      show: ({ orderId }) => (
        <GoTo to={`/auditing/payments/${orderId}`}>
          {t('trace')} <span className="code">{orderId.slice(0, 8)}</span>
        </GoTo>
      ),
    },
    {
      key: 'amount',
      title: { zh: '金额', en: 'Amount' },
      align: 'right',
      value: ({ amount }) => fenOf(amount),
      show: ({ amount }) => <Money amount={amount} />,
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      value: ({ state }) => state,
      written: orderState,
      show: ({ state }) => <Status value={state} of={orderState} />,
    },
    ...useOrigin(),
  ];
}

function useOrigin(): readonly Column<Payment>[] {
  const t = useWords(words);
  const nameOf = useRowName();
  return [
    {
      key: 'payee',
      title: { zh: '收款方', en: 'Payee' },
      value: ({ organisationId }) => organisationId ?? '',
      show: ({ organisationId }) => (organisationId === undefined ? t('person') : <Organisation id={organisationId} />),
    },
    {
      key: 'fund',
      title: { zh: '资金', en: 'Fund' },
      value: ({ fund, region, year }) => `${fund} ${region} ${year}`,
      show: nameOf,
    },
    { key: 'cases', title: { zh: '人次', en: 'Cases' }, align: 'right', value: ({ cases }) => cases, show: ({ cases }) => cases },
    {
      key: 'payout',
      title: { zh: '支付批次', en: 'Payout' },
      value: ({ payoutId }) => payoutId,
      show: ({ payoutId }) => (
        <GoTo to="/auditing/payments" search={{ of: payoutId }}>
          <span className="code">{payoutId.slice(0, 8)}</span>
        </GoTo>
      ),
    },
  ];
}

export function Page() {
  const t = useWords(words);
  const [{ of }, change] = useAddress();
  const [bad, setBad] = useState(false);
  const find = (text: string) => {
    const id = text.trim().toLowerCase();
    setBad(id !== '' && !uuid.test(id));
    if (id === '' || uuid.test(id)) change({ of: id || undefined });
  };
  const asked = useAsk(['payments', of], () => api.GET('/api/supervision/payments', { params: { query: { of } } }));
  const rows = asked.data?.items ?? [];
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <Input.Search
          key={of ?? ''}
          aria-label={t('find')}
          placeholder={t('find')}
          defaultValue={of}
          enterButton={t('go')}
          size="large"
          allowClear
          onSearch={find}
          className="find-payment"
        />
        {bad && <Alert type="warning" showIcon title={t('bad')} role="alert" />}
      </Panel>
      <Panel title={t(of === undefined ? 'latest' : 'found')}>
        <DataTable
          name="payments"
          caption={of === undefined ? words.latest : words.found}
          list={listedOf(asked, rows)}
          columns={useColumns()}
          rowKey={({ orderId }) => orderId}
          empty={
            <NothingYet
              title={{ zh: '没有找到支付', en: 'No payment was found' }}
              help={{
                zh: '请核对编号；其他地区的支付不会显示。申领尚未支付时也没有支付指令。',
                en: 'Check the id; payments of other regions are not shown, and a claim that was not released has none yet.',
              }}
            />
          }
        />
      </Panel>
    </>
  );
}
