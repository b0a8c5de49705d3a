// Revoking takes back what others have built on: the cause is chosen, and the number typed once more.
import { Alert, App, Form, Input, Modal, Radio } from 'antd';
import { api, type Schemas } from '@api';
import { Person, ProblemAlert, revocationCauses, useCommand, useSaid, useWords } from '@kit';

type Certificate = Schemas['CertificateView'];
type Cause = Schemas['RevokeCertificateBody']['cause'];
type Asked = { readonly cause: Cause; readonly number: string };

const lastDigits = 6;

const words = {
  title: { zh: '撤销证书', en: 'Revoke a certificate' },
  warning: {
    zh: '撤销不可恢复。以此证书申领的补贴将停止支付；已支付的将追回。',
    en: 'It cannot be undone. Subsidies claimed with this certificate stop; what was paid is claimed back.',
  },
  cause: { zh: '撤销原因', en: 'Who is at fault' },
  confirm: { zh: '请输入证书编号后六位 {digits} 以确认', en: 'Type the last six characters of its number, {digits}, to confirm' },
  differs: { zh: '与证书编号后六位不符。', en: 'These are not the last six characters of its number.' },
  needed: { zh: '此项必填。', en: 'This is needed.' },
  revoke: { zh: '撤销证书', en: 'Revoke it' },
  keep: { zh: '不撤销', en: 'Keep it' },
  done: { zh: '证书已撤销，正在上报查询系统。', en: 'The certificate is revoked; the query site is being told.' },
} as const;

function useRevoking(certificateId: string, onDone: () => void) {
  const t = useWords(words);
  const { message } = App.useApp();
  return useCommand(
    (cause: Cause, key) =>
      api.POST('/api/certification/certificates/{certificateId}/revocations', {
        params: { header: { 'Idempotency-Key': key }, path: { certificateId } },
        body: { cause },
      }),
    {
      changes: ['certificates'],
      onDone: () => {
        void message.success(t('done'));
        onDone();
      },
    },
  );
}

export function RevokeWindow({ certificate, onClose }: { readonly certificate: Certificate; readonly onClose: () => void }) {
  const t = useWords(words);
  const said = useSaid();
  const [form] = Form.useForm<Asked>();
  const { certificateId, number, personId } = certificate;
  const digits = number.slice(-lastDigits);
  const revoke = useRevoking(certificateId, onClose);
  return (
    <Modal
      open
      title={t('title')}
      onCancel={onClose}
      cancelText={t('keep')}
      okText={t('revoke')}
      okButtonProps={{ danger: true, loading: revoke.isPending }}
      onOk={() => form.submit()}
    >
      <Alert type="warning" showIcon title={t('warning')} className="panel" />
      <p>
        {number} · <Person id={personId} />
      </p>
      <Form<Asked> form={form} layout="vertical" onFinish={({ cause }) => revoke.mutate(cause)} requiredMark={false}>
        <Form.Item name="cause" label={t('cause')} rules={[{ required: true, message: t('needed') }]}>
          <Radio.Group options={Object.entries(revocationCauses).map(([value, word]) => ({ value, label: said(word) }))} />
        </Form.Item>
        <Form.Item
          name="number"
          label={t('confirm', { digits })}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                text?.trim() === digits ? Promise.resolve() : Promise.reject(new Error(t('differs'))),
            },
          ]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </Form>
      <ProblemAlert problem={revoke.error} />
    </Modal>
  );
}
