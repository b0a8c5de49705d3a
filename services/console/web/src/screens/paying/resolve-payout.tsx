// What became of a payout on which the bank has no word: one officer says it, and another one who says the same makes it so.
import { Alert, App, Button, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { Instant, ProblemAlert, useCommand, useHasRole, useSaid, useWords, type Word } from '@kit';
import { api, type Problem, type Schemas } from '@api';
import { Actor, wordOf } from '../reviewing/parts';

const words = {
  resolve: { zh: '认定结果', en: 'Say what became of it' },
  help: { zh: '须由两名财务人员作出相同认定才生效。', en: 'It holds once two finance officers have said the same.' },
  outcome: { zh: '结果', en: 'Outcome' },
  PAID: { zh: '银行已支付', en: 'The bank has paid' },
  NOT_PAID: { zh: '银行未支付', en: 'The bank has not paid' },
  reason: { zh: '依据', en: 'Grounds' },
  save: { zh: '提交认定', en: 'Say so' },
  cancel: { zh: '取消', en: 'Cancel' },
  twice: {
    zh: '您已经认定过这个批次。须由另一名财务人员认定，您不能替他人再认定一次。',
    en: 'You have said it of this payout already. Another finance officer has to say the same; you cannot say it a second time.',
  },
  saysSo: { zh: '认定：{outcome}', en: 'says: {outcome}' },
  waits: { zh: '还须另一名财务人员作出相同认定。', en: 'Another finance officer has to say the same.' },
  differ: {
    zh: '认定不一致，须再有一名财务人员作出其中一种认定。',
    en: 'They differ: a further finance officer has to say one or the other.',
  },
  first: { zh: '已记录，等待另一名财务人员认定', en: 'Recorded; another finance officer has to say the same' },
  done: { zh: '认定已生效', en: 'It is resolved' },
} as const;

const grounds: Readonly<Record<string, Word>> = {
  BANK_STATEMENT: { zh: '银行对账单', en: 'A statement of the bank' },
  BANK_WRITTEN_REPLY: { zh: '银行书面答复', en: 'A written reply of the bank' },
  BANK_COUNTER_CHECK: { zh: '银行柜面核实', en: 'Checked at the counter of the bank' },
};

/** Who has said what, and what it still takes. */
export function SaidSoFar({ payout: { said: spoken, status } }: { readonly payout: Schemas['PayoutView'] }) {
  const t = useWords(words);
  const said = useSaid();
  if (spoken.length === 0) return null;
  const differ = new Set(spoken.map(({ outcome }) => outcome)).size > 1;
  return (
    <>
      <ul className="plain">
        {spoken.map(({ officer, outcome, reason, saidAt }) => (
          <li key={officer}>
            <Actor id={officer} /> <strong>{t('saysSo', { outcome: t(outcome) })}</strong> · {said(wordOf(grounds, reason))} ·{' '}
            <Instant value={saidAt} />
          </li>
        ))}
      </ul>
      {status !== 'RESOLVED' && <div>{t(differ ? 'differ' : 'waits')}</div>}
    </>
  );
}

/** Two people are what it takes; the code of incompatible duties says that to auditors, and here it is said to whoever tries. */
function Refusal({ problem }: { readonly problem: Problem | null }) {
  const t = useWords(words);
  if (problem?.code === 'SOD_VIOLATION') return <Alert type="error" showIcon role="alert" title={t('twice')} />;
  return <ProblemAlert problem={problem} />;
}

type Outcome = 'PAID' | 'NOT_PAID';

function useResolving(payoutId: string, close: () => void) {
  const t = useWords(words);
  const { message } = App.useApp();
  return useCommand(
    (body: Schemas['ResolvePayoutBody'], key) =>
      api.POST('/api/subsidy-payment/payouts/{payoutId}/resolutions', {
        params: { path: { payoutId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    {
      onDone: ({ resolved }) => {
        void message.success(t(resolved ? 'done' : 'first'));
        close();
      },
    },
  );
}

type OutcomeFieldProps = { readonly outcome: Outcome | undefined; readonly onChange: (outcome: Outcome) => void };

function OutcomeField({ outcome, onChange }: OutcomeFieldProps) {
  const t = useWords(words);
  return (
    <fieldset className="bare">
      <legend>{t('outcome')}</legend>
      <Radio.Group
        value={outcome}
        onChange={({ target }) => onChange(target.value as Outcome)}
        options={(['PAID', 'NOT_PAID'] as const).map((value) => ({ value, label: t(value) }))}
      />
    </fieldset>
  );
}

type GroundsFieldProps = { readonly reason: string | undefined; readonly onChange: (reason: string) => void };

function GroundsField({ reason, onChange }: GroundsFieldProps) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Select
      aria-label={t('reason')}
      placeholder={t('reason')}
      value={reason}
      onChange={onChange}
      options={Object.entries(grounds).map(([value, word]) => ({ value, label: said(word) }))}
      style={{ width: '100%' }}
    />
  );
}

export function ResolvePayout({ payout: { payoutId } }: { readonly payout: Schemas['PayoutView'] }) {
  const t = useWords(words);
  const pays = useHasRole('finance');
  const [open, setOpen] = useState(false);
  if (!pays) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('resolve')}</Button>
      {open && <ResolveDialog payoutId={payoutId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Empty whenever it is opened: nobody says anything by what stood there before. */
function ResolveDialog({ payoutId, onClose }: { readonly payoutId: string; readonly onClose: () => void }) {
  const t = useWords(words);
  const [outcome, setOutcome] = useState<Outcome>();
  const [reason, setReason] = useState<string>();
  const command = useResolving(payoutId, onClose);
  return (
    <Modal
      open
      title={t('resolve')}
      okText={t('save')}
      cancelText={t('cancel')}
      onCancel={onClose}
      okButtonProps={{ disabled: outcome === undefined || reason === undefined, loading: command.isPending }}
      onOk={() => outcome !== undefined && reason !== undefined && command.mutate({ outcome, reason })}
    >
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <p>{t('help')}</p>
        <Refusal problem={command.error} />
        <OutcomeField outcome={outcome} onChange={setOutcome} />
        <GroundsField reason={reason} onChange={setReason} />
      </Space>
    </Modal>
  );
}
