import { Alert, App, Drawer, Form, Input, Select, Button } from 'antd';
import { api, type Schemas } from '@api';
import { ProblemAlert, roleNames, useCommand, useList, useSaid, useWords } from '@kit';
import type { Account } from './accounts-page';
import { grantOf, incompatible, needsOrganisation, needsRegion, type GrantInput } from './grants';

const words = {
  grant: { zh: '给账号授权', en: 'Grant an account' },
  change: { zh: '变更账号 {account} 的授权', en: 'Change what {account} may do' },
  ok: { zh: '确认授权', en: 'Grant' },
  account: { zh: '账号', en: 'Account' },
  accountHelp: { zh: '登录服务中的账号名，不含个人信息', en: 'Its name with whoever signs people in; nothing personal' },
  person: { zh: '人员编号', en: 'Person' },
  personHelp: { zh: '人员库中的编号；系统账号填写其负责单位的代号', en: 'The id in the vault; of a machine, the name of its owner' },
  roles: { zh: '岗位', en: 'Roles' },
  region: { zh: '管辖地区代码', en: 'Region code' },
  regionHelp: { zh: '2 到 12 位；包含其下各级地区', en: '2 to 12 digits; all below it are included' },
  organisation: { zh: '所属单位', en: 'Organisation' },
  choose: { zh: '选择单位', en: 'Choose an organisation' },
  needed: { zh: '请填写此项', en: 'This is needed' },
  form: { zh: '只能用字母、数字、点、下划线和连字符', en: 'Letters, digits, dots, underscores and hyphens alone' },
  apart: {
    zh: '{one}与{other}应由不同的人担任，请确认是否必要。',
    en: '{one} and {other} belong to different people; make sure that this is meant.',
  },
  done: { zh: '已授权账号 {account}', en: 'Granted: {account}' },
} as const;

const nameForm = /^[A-Za-z0-9._-]{1,100}$/;

export function GrantForm({ known, onClose }: { readonly known: Account | undefined; readonly onClose: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [form] = Form.useForm<GrantInput>();
  const grant = useCommand(
    (body: GrantInput, key) =>
      api.POST('/api/enrolment/accounts', { params: { header: { 'Idempotency-Key': key } }, body: body as Schemas['GrantBody'] }),
    {
      changes: ['accounts'],
      onDone: (_, { account }) => {
        void message.success(t('done', { account }));
        onClose();
      },
    },
  );
  return (
    <Drawer
      open
      size={480}
      title={known ? t('change', { account: known.account }) : t('grant')}
      onClose={onClose}
      footer={
        <Button type="primary" loading={grant.isPending} onClick={() => form.submit()}>
          {t('ok')}
        </Button>
      }
    >
      <Form<GrantInput>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={known}
        onFinish={(input) => grant.mutate(grantOf(input))}
      >
        <WhoFields known={known} />
        <ScopeFields />
        <ProblemAlert problem={grant.error} />
      </Form>
    </Drawer>
  );
}

/** Whose account it is stays as it was once granted: an account is never handed on. */
function WhoFields({ known }: { readonly known: Account | undefined }) {
  const t = useWords(words);
  const rules = [
    { required: true, message: t('needed') },
    { pattern: nameForm, message: t('form') },
  ];
  return (
    <>
      <Form.Item name="account" label={t('account')} extra={known ? undefined : t('accountHelp')} rules={rules}>
        <Input disabled={known !== undefined} autoComplete="off" />
      </Form.Item>
      <Form.Item name="personId" label={t('person')} extra={known?.name ?? t('personHelp')} rules={rules}>
        <Input disabled={known?.personId !== undefined} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function ScopeFields() {
  const t = useWords(words);
  const said = useSaid();
  const roles: readonly string[] = Form.useWatch('roles') ?? [];
  const worded = (role: string) => said(roleNames[role] ?? { zh: role, en: role });
  return (
    <>
      <Form.Item name="roles" label={t('roles')} rules={[{ required: true, message: t('needed') }]}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={Object.entries(roleNames).map(([value, word]) => ({ value, label: said(word) }))}
        />
      </Form.Item>
      {incompatible(roles).map(([one, other]) => (
        <Alert
          key={`${one} ${other}`}
          type="warning"
          showIcon
          title={t('apart', { one: worded(one), other: worded(other) })}
          role="alert"
        />
      ))}
      <Form.Item
        name="region"
        label={t('region')}
        extra={t('regionHelp')}
        rules={[
          { required: needsRegion(roles), message: t('needed') },
          { pattern: /^\d{2,12}$/, message: t('regionHelp') },
        ]}
      >
        <Input inputMode="numeric" maxLength={12} autoComplete="off" />
      </Form.Item>
      <Form.Item name="organisation" label={t('organisation')} rules={[{ required: needsOrganisation(roles), message: t('needed') }]}>
        <Organisations />
      </Form.Item>
    </>
  );
}

function Organisations(field: { readonly value?: string; readonly onChange?: (value?: string) => void; readonly id?: string }) {
  const t = useWords(words);
  const list = useList<Schemas['OrganisationView']>(['organisations', 'grants'], (cursor) =>
    api.GET('/api/enrolment/organisations', { params: { query: { cursor, limit: 200 } } }),
  );
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('choose')}
      loading={list.pending}
      options={list.rows.map(({ organisationId, name, region }) => ({ value: organisationId, label: `${name}（${region}）` }))}
    />
  );
}
