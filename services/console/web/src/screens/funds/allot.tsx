import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { api, type Schemas } from '@api';
import { ProblemAlert, funds, moneyText, todayText, useCommand, useMe, useSaid, useWords } from '@kit';
import { useRowName } from './row-name';

const words = {
  title: { zh: '下达指标', en: 'Post an allotment' },
  ok: { zh: '下达', en: 'Post' },
  cancel: { zh: '取消', en: 'Cancel' },
  fund: { zh: '基金', en: 'Fund' },
  region: { zh: '地区代码（6 位）', en: 'Region code (6 digits)' },
  year: { zh: '预算年度', en: 'Budget year' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  needed: { zh: '请填写此项', en: 'This is needed' },
  sixDigits: { zh: '请填写 6 位行政区划代码', en: 'Six digits, as in GB/T 2260' },
  amountForm: { zh: '请填写大于零的金额，最多两位小数', en: 'An amount above zero, with two decimals at most' },
  adds: {
    zh: '这笔资金现有可用 {available}，本次下达后增加到该行；若有人等待，会自动按顺序占用。',
    en: 'This row has {available} available; the allotment adds to it, and cases that wait are served in their order.',
  },
  opens: { zh: '还没有这笔资金，下达后新开一行。', en: 'There is no such row yet; the allotment opens it.' },
  done: { zh: '已下达 {amount}：{row}', en: '{amount} allotted: {row}' },
} as const;

type Row = Schemas['FundRowView'];
type Input = Schemas['PostAllotmentBody'];

const withCents = (amount: string): string => {
  const [whole = '0', fraction = ''] = amount.replaceAll(/[,，\s]/g, '').split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(2, '0')}`;
};
const amountForm = /^[\d,，\s]{1,16}(\.\d{1,2})?$/;
const isAmount = (amount = ''): boolean => amountForm.test(amount) && /[1-9]/.test(amount);

export function Allot({ rows, onClose }: { readonly rows: readonly Row[]; readonly onClose: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const name = useRowName();
  const [form] = Form.useForm<Input>();
  const post = useCommand(
    (body: Input, key) => api.POST('/api/fund-ledger/allotments', { params: { header: { 'Idempotency-Key': key } }, body }),
    {
      onDone: (_, body) => {
        void message.success(t('done', { amount: moneyText(body.amount), row: name(body) }));
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
      onOk={() => form.submit()}
      onCancel={onClose}
      okButtonProps={{ loading: post.isPending }}
      destroyOnHidden
    >
      <Form<Input>
        form={form}
        layout="vertical"
        onFinish={(input) => post.mutate({ ...input, amount: withCents(input.amount) })}
        requiredMark={false}
      >
        <Fields rows={rows} />
        <ProblemAlert problem={post.error} />
      </Form>
    </Modal>
  );
}

function Fields({ rows }: { readonly rows: readonly Row[] }) {
  const t = useWords(words);
  const said = useSaid();
  const { region = '' } = useMe();
  const [fund, place, year] = [Form.useWatch('fund'), Form.useWatch('region'), Form.useWatch('year')] as const;
  const there = rows.find((row) => row.fund === fund && row.region === place && row.year === year);
  const known = place && /^\d{6}$/.test(String(place));
  return (
    <>
      <Form.Item name="fund" label={t('fund')} initialValue="EMP" rules={[{ required: true, message: t('needed') }]}>
        <Select options={Object.entries(funds).map(([value, word]) => ({ value, label: said(word) }))} />
      </Form.Item>
      <Form.Item
        name="region"
        label={t('region')}
        initialValue={region.padEnd(6, '0')}
        rules={[{ pattern: /^\d{6}$/, required: true, message: t('sixDigits') }]}
      >
        <Input inputMode="numeric" maxLength={6} />
      </Form.Item>
      <Form.Item
        name="year"
        label={t('year')}
        initialValue={Number(todayText().slice(0, 4))}
        rules={[{ required: true, message: t('needed') }]}
      >
        <InputNumber min={2_000} max={2_999} className="filter-wide" />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amount')}
        extra={known ? (there ? t('adds', { available: moneyText(there.available) }) : t('opens')) : undefined}
        rules={[{ validator: (_, amount: string) => (isAmount(amount) ? Promise.resolve() : Promise.reject(new Error(t('amountForm')))) }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
    </>
  );
}
