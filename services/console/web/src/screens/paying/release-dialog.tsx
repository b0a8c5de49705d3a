// 签批: what goes, out of which funds, who stays behind; and the officer's own word for exactly that.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Descriptions, Modal, Result, Skeleton, Space, Table } from 'antd';
import { useState } from 'react';
import { GoTo, Money, Person, ProblemAlert, Reason, moneyText, retryOf, useCommand, useMe, useWords } from '@kit';
import { answered, api, type Problem, type Schemas } from '@api';
import { FundName } from '../reviewing/parts';
import type { Queued } from '../reviewing/queue-columns';
import { newSalt, releaseNonce } from './release-nonce';
import { releaseOf, type Release } from './release-text';

const words = {
  title: { zh: '支付签批', en: 'Release' },
  count: { zh: '支付笔数', en: 'Payments' },
  again: {
    zh: '签批时须再次登录并输入动态口令，且只对以上笔数、金额、明细和这一个支付文件有效。',
    en: 'To release, sign in again with your one-time code: it holds for exactly these payments, this sum, these lines and this file.',
  },
  unproven: { zh: '没有完成身份验证，未签批。', en: 'The sign-in was not finished; nothing was released.' },
  file: { zh: '支付文件指纹（SHA-256）', en: 'File for the bank, SHA-256' },
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
    zh: '资金入账并经见证后，支付文件送往银行。',
    en: 'The file goes to the bank once the ledger has booked it and another service has witnessed it.',
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

type Preview = Schemas['PayoutPreview'];
type Sent = { readonly preview: Preview; readonly stepUp: { readonly idToken: string; readonly salt: string } };

/** What would leave at this moment, as the service itself counts it; a claim that changed meanwhile is refused here already. */
const usePreview = (release: Release, complete: boolean) =>
  useQuery<Preview, Problem>({
    queryKey: ['payout-preview', release.claims],
    queryFn: () => answered(api.POST('/api/subsidy-payment/payout-previews', { body: { claims: [...release.claims] } })),
    enabled: complete,
    staleTime: Infinity,
    gcTime: 0,
    retry: retryOf,
  });

export function ReleaseDialog({ claims, onClose }: { readonly claims: readonly Queued[]; readonly onClose: () => void }) {
  const t = useWords(words);
  const asked = useClaims(claims.map(({ claimId }) => claimId));
  const [sure, setSure] = useState(false);
  const read = asked.flatMap(({ data }) => (data ? [data] : []));
  const failed = asked.find(({ error }) => error)?.error;
  const complete = read.length === claims.length;
  const release = releaseOf(read);
  const preview = usePreview(release, complete);
  const { letGo, proving, unproven } = useLetGo();
  /** What changed meanwhile is shown anew, and has to be checked anew. */
  const again = () => {
    setSure(false);
    letGo.reset();
    for (const one of asked) void one.refetch();
    void preview.refetch();
  };
  return (
    <Modal
      open
      width={720}
      title={t('title')}
      onCancel={onClose}
      mask={{ closable: false }}
      cancelText={t(letGo.data ? 'close' : 'cancel')}
      okText={t('release', { sum: moneyText(preview.data?.sum ?? release.sum) })}
      okButtonProps={{
        disabled: !sure || !preview.data,
        loading: letGo.isPending || proving,
        style: letGo.data ? { display: 'none' } : undefined,
      }}
      onOk={() => preview.data && letGo.send(preview.data)}
    >
      {letGo.data ? (
        <Released answer={letGo.data} />
      ) : (
        <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
          <ProblemAlert problem={failed ?? preview.error ?? letGo.error ?? unproven} onRetry={unproven ? undefined : again} />
          {preview.data ? <Summary release={release} preview={preview.data} /> : !failed && !preview.error && <Skeleton active />}
          <Checkbox checked={sure} onChange={({ target }) => setSure(target.checked)} disabled={!preview.data}>
            {t('sure')}
          </Checkbox>
          <p className="page-sub">{t('again')}</p>
        </Space>
      )}
    </Modal>
  );
}

/** The officer signs in anew for exactly what was shown; only then is it sent. */
function useLetGo() {
  const t = useWords(words);
  const { stepUp } = useMe();
  const [proving, setProving] = useState(false);
  const [unproven, setUnproven] = useState<Error>();
  const command = useCommand(
    ({ preview, stepUp: proof }: Sent, key) =>
      api.POST('/api/subsidy-payment/payouts', {
        params: { header: { 'Idempotency-Key': key } },
        body: { payoutId: preview.payoutId, claims: preview.claims, stepUp: proof },
      }),
    // What was to go is gone: its preview is not asked for again.
    { changes: ['claim-queue', 'claims', 'claim', 'payouts', 'payment-orders', 'fund-row', 'fund-queue'] },
  );
  const send = async (preview: Preview) => {
    setProving(true);
    setUnproven(undefined);
    const salt = newSalt();
    const idToken = await releaseNonce(preview, salt)
      .then(stepUp)
      .catch(() => undefined);
    setProving(false);
    if (!idToken) return setUnproven(new Error(t('unproven')));
    command.mutate({ preview, stepUp: { idToken, salt } });
  };
  return { letGo: { ...command, send: (preview: Preview) => void send(preview) }, proving, unproven };
}

function Summary({ release, preview }: { readonly release: Release; readonly preview: Preview }) {
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
    { key: 'count', label: t('count'), children: preview.count },
    { key: 'sum', label: t('sum'), children: <Money amount={preview.sum} strong /> },
    ...(preview.fileSha256 === undefined
      ? []
      : [{ key: 'file', label: t('file'), span: 3, children: <code className="code">{preview.fileSha256}</code> }]),
  ];
  return (
    <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
      <Descriptions className="even" column={3} size="small" items={items} />
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
    </Space>
  );
}

function Released({ answer }: { readonly answer: Schemas['PayoutAnswer'] }) {
  const t = useWords(words);
  const { payoutId, net } = answer;
  return (
    <Result
      status={payoutId === undefined ? 'info' : 'success'}
      title={payoutId === undefined ? t('none') : t('done', { sum: moneyText(net) })}
      subTitle={payoutId === undefined ? undefined : t('next')}
      extra={payoutId !== undefined && <GoTo to={`/paying/payouts/${payoutId}`}>{t('open')}</GoTo>}
    />
  );
}
