// What became of a payout on which the bank has no word: one officer says it, and another one who says the same makes it so.
import { App, Button, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { ProblemAlert, useCommand, useHasRole, useSaid, useWords } from '@kit';
import { api, type Schemas } from '@api';

const words = {
  resolve: { zh: '认定结果', en: 'Say what became of it' },
  help: { zh: '须由两名财务人员作出相同认定才生效。', en: 'It holds once two finance officers have said the same.' },
  outcome: { zh: '结果', en: 'Outcome' },
  PAID: { zh: '银行已支付', en: 'The bank has paid' },
  NOT_PAID: { zh: '银行未支付', en: 'The bank has not paid' },
  reason: { zh: '依据', en: 'Grounds' },
  save: { zh: '提交认定', en: 'Say so' },
  cancel: { zh: '取消', en: 'Cancel' },
  first: { zh: '已记录，等待另一名财务人员认定', en: 'Recorded; another finance officer has to say the same' },
  done: { zh: '认定已生效', en: 'It is resolved' },
} as const;

const grounds = {
  BANK_STATEMENT: { zh: '银行对账单', en: 'A statement of the bank' },
  BANK_WRITTEN_REPLY: { zh: '银行书面答复', en: 'A written reply of the bank' },
  BANK_COUNTER_CHECK: { zh: '银行柜面核实', en: 'Checked at the counter of the bank' },
} as const;

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

export function ResolvePayout({ payout }: { readonly payout: Schemas['PayoutView'] }) {
  const t = useWords(words);
  const pays = useHasRole('finance');
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [reason, setReason] = useState<string>();
  const command = useResolving(payout.payoutId, () => setOpen(false));
  if (!pays) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('resolve')}</Button>
      <Modal
        open={open}
        title={t('resolve')}
        okText={t('save')}
        cancelText={t('cancel')}
        onCancel={() => setOpen(false)}
        okButtonProps={{ disabled: outcome === undefined || reason === undefined, loading: command.isPending }}
        onOk={() => outcome !== undefined && reason !== undefined && command.mutate({ outcome, reason })}
      >
        <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
          <p>{t('help')}</p>
          <ProblemAlert problem={command.error} />
          <OutcomeField outcome={outcome} onChange={setOutcome} />
          <GroundsField reason={reason} onChange={setReason} />
        </Space>
      </Modal>
    </>
  );
}
