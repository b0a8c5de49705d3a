// A person in clear: for a purpose that is recorded before anything is shown, and only as long as the window is open.
import { EyeOutlined } from '@ant-design/icons';
import { Alert, Button, Descriptions, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@api';
import { useCommand } from './asking';
import { useWords } from './language';
import { ProblemAlert } from './page';
import { Instant } from './show';

const words = {
  open: { zh: '查看明文', en: 'Show in clear' },
  title: { zh: '查看人员明文信息', en: 'A person in clear' },
  warning: {
    zh: '查看会被记录：谁、何时、为何查看。请只为办理业务查看。',
    en: 'It is recorded who looks, when, and what for. Look only where your work needs it.',
  },
  purpose: { zh: '查看事由', en: 'What for' },
  needed: { zh: '请填写查看事由。', en: 'Please say what for.' },
  other: { zh: '其他事由', en: 'Something else' },
  otherText: { zh: '请写明事由', en: 'Please say what' },
  show: { zh: '记录并查看', en: 'Record and show' },
  close: { zh: '关闭', en: 'Close' },
  name: { zh: '姓名', en: 'Name' },
  idNo: { zh: '身份证号码', en: 'Resident ID number' },
  phone: { zh: '电话', en: 'Phone' },
  at: { zh: '记录时间', en: 'Recorded at' },
  roster: { zh: '核对名册', en: 'Checking the roster' },
  certificate: { zh: '核对证书', en: 'Checking a certificate' },
  account: { zh: '核对收款账户', en: 'Checking an account' },
  contact: { zh: '联系本人', en: 'Getting in touch' },
} as const;

const usual = ['roster', 'certificate', 'account', 'contact'] as const;
type Asked = { readonly purpose: string; readonly text?: string };

export function ClearView({ personId }: { readonly personId: string }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<EyeOutlined />} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {open && <ClearWindow personId={personId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The look is recorded first; what it answers changes nothing that others show. */
function useLook(personId: string) {
  return useCommand(
    (purpose: string, key) =>
      api.POST('/api/enrolment/people/{personId}/clear-views', {
        params: { path: { personId }, header: { 'Idempotency-Key': key } },
        body: { purpose },
      }),
    { changes: [] },
  );
}

/** What was shown is gone with the window: it is kept in no cache. */
function ClearWindow({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) {
  const t = useWords(words);
  const [form] = Form.useForm<Asked>();
  const chosen = Form.useWatch('purpose', form);
  const look = useLook(personId);
  const send = ({ purpose, text }: Asked) => look.mutate(purpose === 'other' ? (text ?? '').trim() : purpose);
  const options = [...usual.map((name) => ({ value: t(name), label: t(name) })), { value: 'other', label: t('other') }];
  const seen = look.data;
  return (
    <Modal
      open
      title={t('title')}
      onCancel={onClose}
      cancelText={t('close')}
      okText={t('show')}
      onOk={() => form.submit()}
      okButtonProps={{ loading: look.isPending, style: seen && { display: 'none' } }}
    >
      {seen ? (
        <InClear seen={seen} />
      ) : (
        <>
          <Alert type="warning" showIcon title={t('warning')} className="panel" />
          <Form form={form} layout="vertical" onFinish={send} requiredMark={false}>
            <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('needed') }]}>
              <Select options={options} />
            </Form.Item>
            {chosen === 'other' && (
              <Form.Item name="text" label={t('otherText')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
                <Input maxLength={200} />
              </Form.Item>
            )}
          </Form>
          <ProblemAlert problem={look.error} />
        </>
      )}
    </Modal>
  );
}

function InClear({ seen }: { readonly seen: NonNullable<ReturnType<typeof useLook>['data']> }) {
  const t = useWords(words);
  return (
    <Descriptions column={1} size="small" bordered>
      <Descriptions.Item label={t('name')}>{seen.name}</Descriptions.Item>
      <Descriptions.Item label={t('idNo')}>{seen.idNo}</Descriptions.Item>
      {seen.phone && <Descriptions.Item label={t('phone')}>{seen.phone}</Descriptions.Item>}
      <Descriptions.Item label={t('at')}>
        <Instant value={seen.openedAt} seconds />
      </Descriptions.Item>
    </Descriptions>
  );
}
