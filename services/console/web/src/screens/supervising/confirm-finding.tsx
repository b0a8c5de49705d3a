// A finding is confirmed at a class, for the class as a whole or for those of its trainees whom it names.
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Form, Modal, Select } from 'antd';
import { api, type Schemas } from '@api';
import { Person, ProblemAlert, findingKinds, useAddress, useAsk, useCommand, useList, useSaid, useWords } from '@kit';
import { foundKinds } from '../inspecting/task-model';

const words = {
  title: { zh: '认定问题', en: 'Confirm a finding' },
  class: { zh: '班期', en: 'Class' },
  classNeeded: { zh: '请选择班期', en: 'Choose a class' },
  kind: { zh: '问题', en: 'Finding' },
  kindNeeded: { zh: '请选择问题', en: 'Choose what was found' },
  people: { zh: '涉及的学员', en: 'Trainees concerned' },
  peopleHelp: { zh: '不选则认定整个班期', en: 'Without any it is the class as a whole' },
  effect: {
    zh: '认定后立即生效：弄虚作假停止或追缴整个班期的资金，代签到停止或追缴所列学员的资金；其余问题只作出处理措施。',
    en: 'It takes effect at once: falsified training stops or claims back the money of the whole class, proxy sign-in that of the trainees named; other findings have their measure alone.',
  },
  confirm: { zh: '认定', en: 'Confirm' },
  done: { zh: '问题已认定', en: 'The finding is confirmed' },
} as const;

type Values = { readonly classId: string; readonly kind: string; readonly personIds?: string[] };
const kinds = ['class_day_attendance', ...foundKinds];

const leaving = { confirm: undefined, class: undefined, kind: undefined, task: undefined };

/** What an inspection found, where one led here: its people are those concerned. */
function useReported(taskId: string | undefined): readonly string[] | undefined {
  const asked = useAsk(
    ['inspection', taskId],
    () => api.GET('/api/supervision/inspections/{taskId}', { params: { path: { taskId: taskId ?? '' } } }),
    { enabled: taskId !== undefined },
  );
  return taskId === undefined ? [] : asked.data?.personIds;
}

export function ConfirmFinding() {
  const [address, change] = useAddress();
  const reported = useReported(address['task']);
  if (reported === undefined) return null;
  const initial = { classId: address['class'], kind: kinds.find((kind) => kind === address['kind']), personIds: [...reported] };
  return <Confirming initial={initial} onClose={() => change(leaving)} />;
}

function Confirming({ initial, onClose }: { readonly initial: Partial<Values>; readonly onClose: () => void }) {
  const t = useWords(words);
  const said = useSaid();
  const [form] = Form.useForm<Values>();
  const classId = Form.useWatch('classId', form) ?? initial.classId;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const command = useCommand(
    (body: Schemas['FindingBody'], key: string) =>
      api.POST('/api/supervision/findings', { params: { header: { 'Idempotency-Key': key } }, body }),
    {
      onDone: (_, { classId: of }) => {
        void message.success(t('done'));
        void navigate({ to: `/supervising/findings/${of}` });
      },
    },
  );
  const send = ({ personIds = [], ...values }: Values) => command.mutate({ ...values, ...(personIds.length > 0 && { personIds }) });
  return (
    <Modal
      open
      title={t('title')}
      okText={t('confirm')}
      confirmLoading={command.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={640}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={send}>
        <Form.Item name="classId" label={t('class')} rules={[{ required: true, message: t('classNeeded') }]}>
          <ClassChoice />
        </Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('kindNeeded') }]}>
          <Select options={kinds.map((kind) => ({ value: kind, label: said(findingKinds[kind] ?? { zh: kind, en: kind }) }))} />
        </Form.Item>
        <Form.Item name="personIds" label={t('people')} extra={t('peopleHelp')}>
          <PeopleChoice classId={classId} />
        </Form.Item>
        <Alert type="warning" showIcon title={t('effect')} />
        <ProblemAlert problem={command.error} />
      </Form>
    </Modal>
  );
}

type ChoiceProps<Value> = { readonly id?: string; readonly value?: Value; readonly onChange?: (value: Value) => void };

function ClassChoice({ id, value, onChange }: ChoiceProps<string>) {
  const list = useList(['class-plans', 'approved'], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200 } } }),
  );
  const options = list.rows
    .filter(({ status }) => status === 'APPROVED')
    .map(({ classId, classNo, occupationName }) => ({ value: classId, label: `${classNo} ${occupationName}` }));
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      loading={list.pending}
      showSearch={{ optionFilterProp: 'label' }}
      options={value === undefined || options.some((one) => one.value === value) ? options : [{ value, label: value }, ...options]}
    />
  );
}

function PeopleChoice({ id, value, onChange, classId }: ChoiceProps<string[]> & { readonly classId: string | undefined }) {
  const list = useList(
    ['roster', classId],
    (cursor) =>
      api.GET('/api/enrolment/classes/{classId}/roster', { params: { path: { classId: classId ?? '' }, query: { cursor, limit: 200 } } }),
    { enabled: classId !== undefined },
  );
  const onRoster = new Map(list.rows.map(({ personId, name }) => [personId, name]));
  const known = [...new Set([...onRoster.keys(), ...(value ?? [])])];
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      loading={list.fetching && classId !== undefined}
      disabled={classId === undefined}
      options={known.map((personId) => ({ value: personId, label: onRoster.get(personId) ?? <Person id={personId} /> }))}
    />
  );
}
