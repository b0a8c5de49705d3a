import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  NothingYet,
  Organisation,
  None,
  PageHead,
  Panel,
  ProblemAlert,
  tierWords,
  useAddress,
  useCommand,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { tiers } from '../../kit/consistent-sampler';
import { ObjectDrawer } from './object-drawer';
import { RegisterFile } from './register-file';
import { readObjects, type ObjectRow } from './register-rows';
import { listedOf, useRegisters } from './registers';
import './supervising.css';

const words = {
  title: { zh: '检查对象名录库', en: 'Register of objects' },
  sub: {
    zh: '抽查从这里抽取检查对象；风险等级决定抽中的概率。',
    en: 'Draws take objects from here; the tier says how likely each one is.',
  },
  add: { zh: '登记检查对象', en: 'Register an object' },
  save: { zh: '登记', en: 'Register' },
  saved: { zh: '已登记', en: 'Registered' },
  id: { zh: '编号', en: 'Id' },
  idHelp: { zh: '字母、数字、点、横线', en: 'Letters, digits, dots and dashes' },
  name: { zh: '名称', en: 'Name' },
  tier: { zh: '风险等级', en: 'Risk tier' },
  organisation: { zh: '所属机构编号', en: 'Organisation' },
  organisationHelp: { zh: '填写后，其处理、申领等事实会显示在对象下', en: 'With it, what is known of the organisation is shown here' },
  template: { zh: '检查对象模板', en: 'objects-template' },
} as const;

type Registered = Schemas['RegisteredObjectView'];

const template = {
  head: ['编号', '名称', '风险等级', '所属机构编号'],
  rows: [],
};

const mostAtOnce = 1_000;

const send = (objects: ObjectRow[], key: string) =>
  api.POST('/api/supervision/objects', {
    params: { header: { 'Idempotency-Key': key } },
    body: { objects: objects as Schemas['ObjectsBody']['objects'] },
  });

const useColumns = (onOpen: (objectId: string) => void): readonly Column<Registered>[] => {
  const said = useSaid();
  return [
    {
      key: 'id',
      title: words.id,
      value: ({ objectId }) => objectId,
      show: ({ objectId }) => (
        <Button type="link" className="link" onClick={() => onOpen(objectId)}>
          {objectId}
        </Button>
      ),
    },
    { key: 'name', title: words.name, value: ({ name }) => name, show: ({ name }) => name },
    {
      key: 'tier',
      title: words.tier,
      value: ({ tier }) => said(tierWords[tier] ?? { zh: tier, en: tier }),
      show: ({ tier }) => said(tierWords[tier] ?? { zh: tier, en: tier }),
    },
    {
      key: 'organisation',
      title: { zh: '所属机构', en: 'Organisation' },
      value: ({ organisationId }) => organisationId,
      show: ({ organisationId }) => (organisationId === undefined ? <None /> : <Organisation id={organisationId} />),
    },
  ];
};

export function Page() {
  const t = useWords(words);
  const asked = useRegisters();
  const [address, change] = useAddress();
  const columns = useColumns((object) => change({ object }));
  const objects = asked.data?.objects ?? [];
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={[
          <RegisterFile
            key="file"
            template={template}
            templateName={t('template')}
            read={(rows) => readObjects(rows, objects)}
            atOnce={mostAtOnce}
            send={send}
          />,
          <AddObject key="add" />,
        ]}
      />
      <Panel>
        <DataTable
          name="objects"
          caption={words.title}
          list={listedOf(asked, objects)}
          columns={columns}
          rowKey={({ objectId }) => objectId}
          empty={
            <NothingYet
              title={{ zh: '名录库是空的', en: 'The register is empty' }}
              help={{ zh: '逐个登记，或从 Excel 文件导入。', en: 'Register objects one by one, or import an Excel file.' }}
            />
          }
        />
      </Panel>
      <ObjectDrawer objectId={address['object']} onClose={() => change({ object: undefined })} />
    </>
  );
}

function AddObject() {
  const t = useWords(words);
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<ObjectRow>();
  const { message } = App.useApp();
  const command = useCommand((one: ObjectRow, key: string) => send([one], key), {
    onDone: () => {
      void message.success(t('saved'));
      form.resetFields();
      setOpen(false);
    },
  });
  const idRule = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, message: t('idHelp') };
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('add')}
      </Button>
      <Modal
        open={open}
        title={t('add')}
        okText={t('save')}
        confirmLoading={command.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form
          form={form}
          layout="vertical"
          onFinish={({ organisationId, ...one }) => command.mutate({ ...one, ...(organisationId && { organisationId }) })}
        >
          <Form.Item name="objectId" label={t('id')} extra={t('idHelp')} rules={[{ required: true }, idRule]}>
            <Input />
          </Form.Item>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 200 }]}>
            <Input />
          </Form.Item>
          <Form.Item name="tier" label={t('tier')} rules={[{ required: true }]}>
            <Select options={tiers.map((tier) => ({ value: tier, label: said(tierWords[tier] ?? { zh: tier, en: tier }) }))} />
          </Form.Item>
          <Form.Item name="organisationId" label={t('organisation')} extra={t('organisationHelp')} rules={[idRule]}>
            <Input />
          </Form.Item>
          <ProblemAlert problem={command.error} />
        </Form>
      </Modal>
    </>
  );
}
