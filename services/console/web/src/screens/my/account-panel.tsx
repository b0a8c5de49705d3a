// Where the money goes: its last digits alone, and the way to name another account.
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@api';
import { Panel, ProblemAlert, Shown, useCommand, useSaid, useWords } from '@kit';
import { accountKinds } from './my-words';
import { useOwnRecord } from './own';

const words = {
  title: { zh: '收款账户', en: 'Account for payments' },
  none: { zh: '尚未登记，登记后才能收到补贴。', en: 'None is known; subsidies can be paid when there is one.' },
  change: { zh: '更换账户', en: 'Change' },
  add: { zh: '登记账户', en: 'Add one' },
  kind: { zh: '账户种类', en: 'Kind' },
  number: { zh: '卡号或账号', en: 'Card or account number' },
  again: { zh: '再输入一遍', en: 'Once more' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  required: { zh: '请填写', en: 'Please fill this in' },
  form: { zh: '4 至 34 位数字或字母', en: '4 to 34 digits or letters' },
  differs: { zh: '两次输入不一致', en: 'The two are not the same' },
  note: {
    zh: '必须是您本人名下的账户，付款前会核对户名。审核中的补贴会因此重新审核账户。',
    en: 'It must be in your own name, which is checked before anything is paid. Subsidies under review have their account reviewed again.',
  },
  saved: { zh: '已保存', en: 'Saved' },
} as const;

const accountForm = /^[0-9A-Za-z-]{4,34}$/;
type Input = { readonly kind: 'SOCIAL_CARD' | 'BANK'; readonly number: string };

export function AccountPanel() {
  const t = useWords(words);
  const said = useSaid();
  const record = useOwnRecord();
  const [open, setOpen] = useState(false);
  return (
    <Panel title={t('title')} extra={<Button onClick={() => setOpen(true)}>{t(record.data?.account ? 'change' : 'add')}</Button>}>
      <Shown asked={record} rows={1}>
        {({ personId, account }) => (
          <>
            {account ? (
              <span>
                {said(accountKinds[account.kind] ?? { zh: account.kind, en: account.kind })}{' '}
                <strong className="money">{account.number}</strong>
              </span>
            ) : (
              <span>{t('none')}</span>
            )}
            <AccountDialog personId={personId} open={open} onClose={() => setOpen(false)} />
          </>
        )}
      </Shown>
    </Panel>
  );
}

type DialogProps = { readonly personId: string; readonly open: boolean; readonly onClose: () => void };

function AccountDialog({ personId, open, onClose }: DialogProps) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [form] = Form.useForm<Input>();
  const save = useCommand(
    (body: Input, key) =>
      api.POST('/api/enrolment/people/{personId}/accounts', {
        params: { path: { personId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    {
      changes: ['own-record', 'own-money'],
      onDone: () => {
        form.resetFields();
        onClose();
        void message.success(t('saved'));
      },
    },
  );
  return (
    <Modal
      open={open}
      title={t('title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      destroyOnHidden
    >
      <AccountFields form={form} onFinish={({ kind, number }) => save.mutate({ kind, number })} />
      <ProblemAlert problem={save.error} />
      <p className="empty-help">{t('note')}</p>
    </Modal>
  );
}

type FieldsProps = { readonly form: ReturnType<typeof Form.useForm<Input>>[0]; readonly onFinish: (input: Input) => void };

function AccountFields({ form, onFinish }: FieldsProps) {
  const t = useWords(words);
  const said = useSaid();
  const required = { required: true, message: t('required') };
  return (
    <Form form={form} layout="vertical" onFinish={onFinish} initialValues={{ kind: 'SOCIAL_CARD' }} autoComplete="off">
      <Form.Item name="kind" label={t('kind')} rules={[required]}>
        <Select options={Object.entries(accountKinds).map(([value, label]) => ({ value, label: said(label) }))} />
      </Form.Item>
      <Form.Item name="number" label={t('number')} rules={[required, { pattern: accountForm, message: t('form') }]}>
        <Input inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['number']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === undefined || value === '' || value === getFieldValue('number')
                ? Promise.resolve()
                : Promise.reject(new Error(t('differs'))),
          }),
        ]}
      >
        <Input inputMode="numeric" autoComplete="off" />
      </Form.Item>
    </Form>
  );
}
