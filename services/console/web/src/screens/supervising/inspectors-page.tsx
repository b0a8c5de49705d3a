import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { DataTable, None, NothingYet, PageHead, Panel, ProblemAlert, useCommand, useWords, type Column } from '@kit';
import { Conflicts } from './conflicts';
import { RegisterFile } from './register-file';
import { readInspectors, type InspectorRow } from './register-rows';
import { listedOf, useRegisters } from './registers';
import './supervising.css';

const words = {
  title: { zh: '检查人员名录库', en: 'Register of inspectors' },
  sub: {
    zh: '编号即检查人员的账号；姓名不进入名录库。需回避的，先排除，再抽取。',
    en: 'The id is the inspector’s account; names stay out of the register. Whoever has to be recused is left out before the draw.',
  },
  add: { zh: '登记检查人员', en: 'Register an inspector' },
  change: { zh: '修改', en: 'Change' },
  save: { zh: '登记', en: 'Register' },
  saved: { zh: '已登记', en: 'Registered' },
  id: { zh: '编号', en: 'Id' },
  idHelp: { zh: '检查人员的账号：字母、数字、点、横线', en: 'The account: letters, digits, dots and dashes' },
  expertise: { zh: '专业领域', en: 'Expertise' },
  expertiseHelp: { zh: '如 焊接、财务、安全；输入后回车', en: 'Such as welding, accounts, safety; press Enter after each' },
  conflicts: { zh: '需回避', en: 'Recused from' },
  conflictsHelp: { zh: '有利害关系的检查对象或机构', en: 'Objects or organisations in which there is an interest' },
  template: { zh: '检查人员模板', en: 'inspectors-template' },
} as const;

type Registered = Schemas['RegisteredInspectorView'];

const template = { head: ['编号', '专业领域', '回避对象编号'], rows: [] };
const mostAtOnce = 100;

const send = (inspectors: InspectorRow[], key: string) =>
  api.POST('/api/supervision/inspectors', { params: { header: { 'Idempotency-Key': key } }, body: { inspectors } });

const tags = (values: readonly string[]) => (values.length === 0 ? <None /> : values.map((value) => <Tag key={value}>{value}</Tag>));

function useColumns(onChange: (one: Registered) => void): readonly Column<Registered>[] {
  const t = useWords(words);
  return [
    { key: 'id', title: words.id, value: ({ inspectorId }) => inspectorId, show: ({ inspectorId }) => inspectorId },
    {
      key: 'expertise',
      title: words.expertise,
      value: ({ expertise = [] }) => expertise.join(' '),
      show: ({ expertise = [] }) => tags(expertise),
    },
    {
      key: 'conflicts',
      title: words.conflicts,
      value: ({ conflicts }) => conflicts.join(' '),
      show: ({ conflicts }) => <Conflicts of={conflicts} />,
    },
    {
      key: 'change',
      title: { zh: '办理', en: 'Act' },
      show: (one) => (
        <Button type="link" className="link" aria-label={`${t('change')} ${one.inspectorId}`} onClick={() => onChange(one)}>
          {t('change')}
        </Button>
      ),
    },
  ];
}

export function Page() {
  const t = useWords(words);
  const asked = useRegisters();
  const [editing, setEditing] = useState<Partial<Registered>>();
  const columns = useColumns(setEditing);
  const inspectors = asked.data?.inspectors ?? [];
  const add = (
    <Button key="add" type="primary" icon={<PlusOutlined />} onClick={() => setEditing({})}>
      {t('add')}
    </Button>
  );
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
            read={(rows) => readInspectors(rows, inspectors)}
            atOnce={mostAtOnce}
            send={send}
          />,
          add,
        ]}
      />
      <Panel>
        <DataTable
          name="inspectors"
          caption={words.title}
          list={listedOf(asked, inspectors)}
          columns={columns}
          rowKey={({ inspectorId }) => inspectorId}
          empty={
            <NothingYet
              title={{ zh: '名录库是空的', en: 'The register is empty' }}
              help={{ zh: '逐个登记，或从 Excel 文件导入。', en: 'Register inspectors one by one, or import an Excel file.' }}
            />
          }
        />
      </Panel>
      {editing && <EditInspector known={editing} objects={asked.data?.objects ?? []} onClose={() => setEditing(undefined)} />}
    </>
  );
}

type EditProps = {
  readonly known: Partial<Registered>;
  readonly objects: readonly Schemas['RegisteredObjectView'][];
  readonly onClose: () => void;
};

function EditInspector({ known, objects, onClose }: EditProps) {
  const t = useWords(words);
  const [form] = Form.useForm<InspectorRow>();
  const { message } = App.useApp();
  const command = useCommand((one: InspectorRow, key: string) => send([one], key), {
    onDone: () => {
      void message.success(t('saved'));
      onClose();
    },
  });
  const initial = { inspectorId: known.inspectorId, expertise: known.expertise ?? [], conflicts: known.conflicts ?? [] };
  const isNew = known.inspectorId === undefined;
  return (
    <Modal
      open
      title={isNew ? t('add') : `${t('change')} ${known.inspectorId}`}
      okText={t('save')}
      confirmLoading={command.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={command.mutate}>
        <Form.Item
          name="inspectorId"
          label={t('id')}
          extra={t('idHelp')}
          rules={[{ required: true }, { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, message: t('idHelp') }]}
        >
          <Input disabled={!isNew} />
        </Form.Item>
        <Form.Item name="expertise" label={t('expertise')} extra={t('expertiseHelp')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ',', '，', ';']} />
        </Form.Item>
        <Form.Item name="conflicts" label={t('conflicts')} extra={t('conflictsHelp')}>
          <Select
            mode="tags"
            tokenSeparators={['、', ',', '，', ';', ' ']}
            options={objects.map(({ objectId, name }) => ({ value: objectId, label: `${objectId} ${name}` }))}
          />
        </Form.Item>
        <ProblemAlert problem={command.error} />
      </Form>
    </Modal>
  );
}
