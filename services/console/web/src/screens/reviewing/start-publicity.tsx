// Publicity of several claims together, each with the version of it that was shown.
import { Alert, Modal, Result, Space, Table } from 'antd';
import { Day, Money, ProblemAlert, useCommand, useWords } from '@kit';
import { Problem, answered, api } from '@api';
import { ClaimLink, Programmes } from './parts';
import type { Queued } from './queue-columns';

const words = {
  title: { zh: '启动公示', en: 'Start publicity' },
  help: {
    zh: '名单将以遮蔽姓名和证件号的形式向社会公示；公示天数按裁定所依据的政策包，从次日起算工作日。',
    en: 'The list is posted with masked names and numbers. It runs for the working days of the pack that decided, counted from tomorrow.',
  },
  again: {
    zh: '此前的名单之后有变动：只公示重新通过复审的人员，公示期从头计算；此前已公示期满的人员不受影响。',
    en: 'Something changed after an earlier list: only those who passed the second review again are posted, for the whole time; whose time is over is not concerned.',
  },
  start: { zh: '公示 {count} 份申请', en: 'Post {count} claims' },
  claim: { zh: '申请', en: 'Claim' },
  programme: { zh: '补贴项目', en: 'Programme' },
  people: { zh: '人数', en: 'People' },
  sum: { zh: '金额', en: 'Sum' },
  done: { zh: '已公示 {count} 份申请', en: '{count} claims posted' },
  until: { zh: '公示至', en: 'until' },
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

export type ToPost = Pick<Queued, 'claimId' | 'version' | 'programmes' | 'cases' | 'amount'> & {
  /** A list of it was posted before. */
  readonly again?: boolean;
};
type Sent = Pick<ToPost, 'claimId' | 'version'>;
type Outcome = { readonly claimId: string; readonly lastDay?: string; readonly problem?: Problem };

async function postAll(asked: readonly Sent[], key: string): Promise<{ readonly data: readonly Outcome[] }> {
  const outcomes: Outcome[] = [];
  for (const [place, { claimId, version }] of asked.entries()) {
    const header = { 'Idempotency-Key': `${key}-${place}`, 'If-Match': `"${version}"` };
    try {
      const answer = await answered(
        api.POST('/api/subsidy-payment/claims/{claimId}/publicities', { params: { path: { claimId }, header } }),
      );
      outcomes.push({ claimId, lastDay: answer.publicity?.lastDay });
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.passes) throw problem;
      outcomes.push({ claimId, problem });
    }
  }
  return { data: outcomes };
}

export function StartPublicity({ claims, onClose }: { readonly claims: readonly ToPost[]; readonly onClose: () => void }) {
  const t = useWords(words);
  const command = useCommand((input: readonly Sent[], key) => postAll(input, key));
  const columns = [
    { key: 'claim', title: t('claim'), render: (_: unknown, { claimId }: ToPost) => <ClaimLink claimId={claimId} /> },
    { key: 'programme', title: t('programme'), render: (_: unknown, { programmes }: ToPost) => <Programmes values={programmes} /> },
    { key: 'people', title: t('people'), align: 'right' as const, render: (_: unknown, { cases }: ToPost) => cases },
    { key: 'sum', title: t('sum'), align: 'right' as const, render: (_: unknown, { amount }: ToPost) => <Money amount={amount} /> },
  ];
  return (
    <Modal
      open
      width={720}
      title={t('title')}
      onCancel={onClose}
      mask={{ closable: false }}
      cancelText={t(command.data ? 'close' : 'cancel')}
      okText={t('start', { count: claims.length })}
      okButtonProps={{ loading: command.isPending, style: command.data ? { display: 'none' } : undefined }}
      onOk={() => command.mutate(claims.map(({ claimId, version }) => ({ claimId, version })))}
    >
      {command.data ? (
        <Posted outcomes={command.data} />
      ) : (
        <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
          <Alert type="info" title={t('help')} />
          {claims.some(({ again }) => again) && <Alert type="warning" showIcon title={t('again')} />}
          <ProblemAlert problem={command.error} />
          <Table<ToPost> size="small" rowKey="claimId" columns={columns} dataSource={[...claims]} pagination={false} />
        </Space>
      )}
    </Modal>
  );
}

function Posted({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const t = useWords(words);
  const posted = outcomes.filter(({ problem }) => !problem);
  return (
    <>
      <Result status={posted.length === outcomes.length ? 'success' : 'warning'} title={t('done', { count: posted.length })} />
      <ul className="plain">
        {outcomes.map(({ claimId, lastDay, problem }) => (
          <li key={claimId}>
            <ClaimLink claimId={claimId} /> {lastDay && t('until')} {lastDay && <Day value={lastDay} />}
            <ProblemAlert problem={problem} />
          </li>
        ))}
      </ul>
    </>
  );
}
