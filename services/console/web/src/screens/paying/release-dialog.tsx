// 签批: what goes, out of which funds, who stays behind; and the officer's own word for exactly that.
import { useQueries } from '@tanstack/react-query';
import { Alert, Checkbox, Descriptions, Modal, Result, Skeleton, Space, Table } from 'antd';
import { useState } from 'react';
import { GoTo, Money, Person, ProblemAlert, Reason, useCommand, useWords } from '@kit';
import { answered, api, type Schemas } from '@api';
import { FundName } from '../reviewing/parts';
import type { Queued } from '../reviewing/queue-columns';
import { releaseOf, type Release } from './release-text';

const words = {
  title: { zh: '支付签批', en: 'Release' },
  people: { zh: '支付人数', en: 'People paid' },
  lines: { zh: '明细', en: 'Lines' },
  sum: { zh: '合计金额', en: 'Sum' },
  funds: { zh: '资金来源', en: 'Funds' },
  fund: { zh: '资金', en: 'Fund' },
  waiting: {
    zh: '{count} 人资金未到位：随本次签批，资金到位后自动支付。',
    en: '{count} have no money set aside yet: they are released too, and paid when the money comes.',
  },
  held: { zh: '下列人员暂缓，不在本次支付：', en: 'These are held and not part of it:' },
  sure: { zh: '我已核对人数、金额和资金来源', en: 'I have checked the people, the sum and the funds' },
  release: { zh: '签批 {sum}', en: 'Release {sum}' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
  done: { zh: '已签批 {sum}', en: '{sum} released' },
  next: {
    zh: '资金入账并经见证后生成支付文件，送往银行。',
    en: 'The file is written and sent to the bank once the ledger has booked it and another service has witnessed it.',
  },
  none: { zh: '没有可立即支付的金额；资金到位后自动支付。', en: 'Nothing could leave at once; it follows when the money comes.' },
  open: { zh: '查看支付批次', en: 'See the payout' },
} as const;

const useClaims = (claimIds: readonly string[]) =>
  useQueries({
    queries: claimIds.map((claimId) => ({
      queryKey: ['claim-to-release', claimId],
      queryFn: () => answered(api.GET('/api/subsidy-payment/claims/{claimId}', { params: { path: { claimId } } })),
      staleTime: Infinity,
      gcTime: 0,
    })),
  });

export function ReleaseDialog({ claims, onClose }: { readonly claims: readonly Queued[]; readonly onClose: () => void }) {
  const t = useWords(words);
  const asked = useClaims(claims.map(({ claimId }) => claimId));
  const [sure, setSure] = useState(false);
  const read = asked.flatMap(({ data }) => (data ? [data] : []));
  const failed = asked.find(({ error }) => error)?.error;
  const complete = read.length === claims.length;
  const release = releaseOf(read);
  const command = useCommand((body: Schemas['ReleasePayoutBody'], key) =>
    api.POST('/api/subsidy-payment/payouts', { params: { header: { 'Idempotency-Key': key } }, body }),
  );
  return (
    <Modal
      open
      width={720}
      title={t('title')}
      onCancel={onClose}
      maskClosable={false}
      cancelText={t(command.data ? 'close' : 'cancel')}
      okText={t('release', { sum: `¥${release.sum}` })}
      okButtonProps={{ disabled: !sure || !complete, loading: command.isPending, style: command.data ? { display: 'none' } : undefined }}
      onOk={() => command.mutate({ claims: [...release.claims] })}
    >
      {command.data ? (
        <Released answer={command.data} />
      ) : (
        <Space direction="vertical" size="middle" style={{ width: '100%' }}>
          <ProblemAlert problem={failed ?? command.error} />
          {complete ? <Summary release={release} /> : !failed && <Skeleton active />}
          <Checkbox checked={sure} onChange={({ target }) => setSure(target.checked)} disabled={!complete}>
            {t('sure')}
          </Checkbox>
        </Space>
      )}
    </Modal>
  );
}

function Summary({ release }: { readonly release: Release }) {
  const t = useWords(words);
  const columns = [
    { key: 'fund', title: t('fund'), render: (_: unknown, { fund }: Release['byFund'][number]) => <FundName code={fund} /> },
    { key: 'lines', title: t('lines'), align: 'right' as const, dataIndex: 'lines' },
    {
      key: 'sum',
      title: t('sum'),
      align: 'right' as const,
      render: (_: unknown, { sum }: Release['byFund'][number]) => <Money amount={sum} />,
    },
  ];
  const items = [
    { key: 'people', label: t('people'), children: release.people },
    { key: 'lines', label: t('lines'), children: release.lines },
    { key: 'sum', label: t('sum'), children: <Money amount={release.sum} strong /> },
  ];
  return (
    <>
      <Descriptions column={3} items={items} />
      <section aria-label={t('funds')}>
        <Table size="small" rowKey="fund" columns={columns} dataSource={[...release.byFund]} pagination={false} />
      </section>
      {release.waiting > 0 && <Alert type="info" showIcon title={t('waiting', { count: release.waiting })} />}
      {release.held.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('held')}
          description={
            <ul className="plain">
              {release.held.map(({ caseId, personId, reason }) => (
                <li key={caseId}>
                  <Person id={personId} /> <Reason code={reason} />
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}

function Released({ answer }: { readonly answer: Schemas['PayoutAnswer'] }) {
  const t = useWords(words);
  const { payoutId, net } = answer;
  return (
    <Result
      status={payoutId === undefined ? 'info' : 'success'}
      title={payoutId === undefined ? t('none') : t('done', { sum: `¥${net}` })}
      subTitle={payoutId === undefined ? undefined : t('next')}
      extra={payoutId !== undefined && <GoTo to={`/paying/payouts/${payoutId}`}>{t('open')}</GoTo>}
    />
  );
}
