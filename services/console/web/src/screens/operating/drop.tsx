import { App, Form, Input, Modal } from 'antd';
import { api } from '@api';
import { ProblemAlert, useCommand, useLanguage, useWords } from '@kit';
import type { Parked } from './messages-page';

const words = {
  title: { zh: '丢弃一条消息', en: 'Drop a message' },
  ok: { zh: '丢弃', en: 'Drop' },
  cancel: { zh: '取消', en: 'Cancel' },
  help: {
    zh: '消息 {message} 将不再处理，它身后的消息可以放行。丢弃人和理由会一直保留。',
    en: 'Message {message} will never be handled, and what waits behind it can be released. Who dropped it and why is kept.',
  },
  why: { zh: '为什么不再需要它', en: 'Why it is not needed' },
  needed: { zh: '请写明理由', en: 'Say why' },
  done: { zh: '已丢弃，通道上还有 {waiting} 条', en: 'Dropped; {waiting} left in its lane' },
} as const;

export function Drop({ parked, onClose }: { readonly parked: Parked; readonly onClose: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { message: tell } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const { service, message, texts } = parked;
  const drop = useCommand(
    (body: { readonly message: string; readonly reason: string }, key) =>
      api.POST(`/api/${service}/operations/parked/drops` as '/api/enrolment/operations/parked/drops', {
        params: { header: { 'Idempotency-Key': key } },
        body,
      }),
    {
      changes: ['operations'],
      onDone: ({ waiting }) => {
        void tell.success(t('done', { waiting }));
        onClose();
      },
    },
  );
  return (
    <Modal
      open
      title={t('title')}
      okText={t('ok')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, loading: drop.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="reason-text">{texts[language]}</p>
      <p className="reason-text">{t('help', { message })}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => drop.mutate({ message, reason: reason.trim() })}>
        <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input.TextArea maxLength={500} showCount rows={3} />
        </Form.Item>
      </Form>
      <ProblemAlert problem={drop.error} />
    </Modal>
  );
}
