import { App, Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { api, type Schemas } from '@api';
import { ProblemAlert, useAsk, useCommand, useMe, useWords } from '@kit';
import { isKey, keyOf } from './device-key';
import { words } from './device-words';

type Body = Schemas['RegisterDeviceBody'];
const longestName = 100;

/** Where the institution is: its devices usually are there too. */
function useOwnRegion(): string | undefined {
  const { organisation } = useMe();
  const own = useAsk(
    ['organisation', organisation],
    () => api.GET('/api/enrolment/organisations/{organisationId}', { params: { path: { organisationId: organisation ?? '' } } }),
    { enabled: organisation !== undefined },
  );
  return own.data?.region;
}

function useRegistering(onClose: () => void) {
  const t = useWords(words);
  const { message } = App.useApp();
  return useCommand<Body, Schemas['DeviceAnswer']>(
    (body, key) => api.POST('/api/attendance/devices', { params: { header: { 'Idempotency-Key': key } }, body }),
    {
      changes: ['devices'],
      onDone: ({ name }) => {
        void message.success(t('registered', { name }));
        onClose();
      },
    },
  );
}

export function RegisterWindow({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(words);
  const [form] = Form.useForm<Body>();
  const registering = useRegistering(onClose);
  const region = useOwnRegion();
  useEffect(() => {
    if (region !== undefined && !form.isFieldTouched('region')) form.setFieldValue('region', region);
  }, [form, region]);
  const send = ({ name, region: where, publicKey }: Body) =>
    registering.mutate({ name: name.trim(), region: where, publicKey: keyOf(publicKey) });
  return (
    <Modal
      open
      title={t('register')}
      onCancel={onClose}
      cancelText={t('cancel')}
      okText={t('register')}
      onOk={() => form.submit()}
      okButtonProps={{ loading: registering.isPending }}
    >
      <Form form={form} layout="vertical" onFinish={send} requiredMark={false}>
        <Fields />
      </Form>
      <ProblemAlert problem={registering.error} />
    </Modal>
  );
}

function Fields() {
  const t = useWords(words);
  return (
    <>
      <Form.Item name="name" label={t('name')} extra={t('nameHelp')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={longestName} autoComplete="off" />
      </Form.Item>
      <Form.Item name="region" label={t('region')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('regionForm') }]}>
        <Input maxLength={6} inputMode="numeric" />
      </Form.Item>
      <Form.Item
        name="publicKey"
        label={t('key')}
        extra={t('keyHelp')}
        rules={[
          { validator: (_, text: string | undefined) => (isKey(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('keyForm')))) },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 6 }} spellCheck={false} autoComplete="off" className="code" />
      </Form.Item>
    </>
  );
}
