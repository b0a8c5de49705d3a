import { App, Button, Descriptions, Form, Input, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import {
  Day,
  Instant,
  Organisation,
  ProblemAlert,
  Shown,
  Status,
  classPlanStatus,
  levels,
  modes,
  timeText,
  useAsk,
  useCommand,
  useSaid,
  useWords,
} from '@kit';
import { api, type Schemas } from '@api';
import { wordOf } from './parts';

type Plan = Schemas['ClassPlanView'];

const words = {
  class: { zh: '班期', en: 'Class' },
  institution: { zh: '培训机构', en: 'Institution' },
  occupation: { zh: '职业（工种）', en: 'Occupation' },
  level: { zh: '等级', en: 'Level' },
  mode: { zh: '方式', en: 'Mode' },
  dates: { zh: '起止日期', en: 'Dates' },
  hours: { zh: '课时', en: 'Class hours' },
  capacity: { zh: '计划人数', en: 'Places' },
  site: { zh: '地点', en: 'Site' },
  filed: { zh: '提交时间', en: 'Filed' },
  round: { zh: '第几次提交', en: 'Filing' },
  silence: { zh: '逾期视为批准', en: 'Approved by silence on' },
  reason: { zh: '退回原因', en: 'Reason for the return' },
  sessions: { zh: '课程安排（{count} 次）', en: 'Sessions ({count})' },
  day: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Time' },
  approve: { zh: '批准开班', en: 'Approve' },
  approved: { zh: '已批准开班', en: 'The class is approved' },
  return: { zh: '退回', en: 'Return' },
  returned: { zh: '已退回机构', en: 'Returned to the institution' },
  why: { zh: '退回原因（机构可见）', en: 'Reason, which the institution reads' },
  needed: { zh: '请写明退回原因', en: 'Say why it is returned' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

export function ClassPlan({ classId, onDone }: { readonly classId: string; readonly onDone: () => void }) {
  const asked = useAsk(['class-plan', classId], () => api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId } } }));
  return (
    <Shown asked={asked} rows={8}>
      {(plan) => (
        <Space orientation="vertical" size="large" style={{ width: '100%' }}>
          {plan.status === 'APPLIED' && <Actions plan={plan} onDone={onDone} />}
          <Facts plan={plan} />
          <Sessions plan={plan} />
        </Space>
      )}
    </Shown>
  );
}

function Facts({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const said = useSaid();
  const items = [
    { key: 'class', children: `${plan.title} · ${plan.classNo}` },
    { key: 'institution', children: <Organisation id={plan.institutionId} /> },
    { key: 'occupation', children: `${plan.occupationName} ${plan.occupation}` },
    { key: 'level', children: said(wordOf(levels, plan.level)) },
    { key: 'mode', children: said(wordOf(modes, plan.mode)) },
    { key: 'hours', children: plan.classHours },
    {
      key: 'dates',
      children: (
        <>
          <Day value={plan.startsOn} /> – <Day value={plan.endsOn} />
        </>
      ),
    },
    { key: 'capacity', children: plan.capacity ?? '—' },
    { key: 'site', children: `${plan.site.name} · ${plan.site.address}` },
    { key: 'filed', children: <Instant value={plan.filedAt} /> },
    { key: 'round', children: plan.round },
    { key: 'silence', children: <Instant value={plan.silenceApprovesAt} /> },
    ...(plan.returnReason === undefined ? [] : [{ key: 'reason' as const, children: plan.returnReason }]),
  ] as const;
  return (
    <>
      <Status value={plan.status} of={classPlanStatus} />
      <Descriptions column={2} size="small" items={items.map(({ key, children }) => ({ key, label: t(key), children }))} />
    </>
  );
}

function Sessions({ plan: { sessions } }: { readonly plan: Plan }) {
  const t = useWords(words);
  const columns = [
    { key: 'day', title: t('day'), render: (_: unknown, { startsAt }: Plan['sessions'][number]) => <Day value={startsAt} /> },
    {
      key: 'time',
      title: t('time'),
      render: (_: unknown, { startsAt, endsAt }: Plan['sessions'][number]) => `${timeText(startsAt)}–${timeText(endsAt)}`,
    },
    { key: 'hours', title: t('hours'), align: 'right' as const, dataIndex: 'classHours' },
  ];
  return (
    <section>
      <h2 className="panel-title">{t('sessions', { count: sessions.length })}</h2>
      <Table
        size="small"
        rowKey="sessionId"
        columns={columns}
        dataSource={sessions}
        pagination={sessions.length > 12 ? { pageSize: 12 } : false}
      />
    </section>
  );
}

function useDecisions({ classId, version }: Plan, onDone: () => void) {
  const t = useWords(words);
  const { message } = App.useApp();
  const header = (key: string) => ({ 'Idempotency-Key': key, 'If-Match': `"${version}"` });
  const told = (word: 'approved' | 'returned') => () => {
    void message.success(t(word));
    onDone();
  };
  const approve = useCommand(
    (_: number, key) => api.POST('/api/enrolment/class-plans/{classId}/approvals', { params: { path: { classId }, header: header(key) } }),
    { onDone: told('approved') },
  );
  const giveBack = useCommand(
    (body: { readonly reason: string }, key) =>
      api.POST('/api/enrolment/class-plans/{classId}/returns', { params: { path: { classId }, header: header(key) }, body }),
    { onDone: told('returned') },
  );
  return { approve, giveBack };
}

function Actions({ plan, onDone }: { readonly plan: Plan; readonly onDone: () => void }) {
  const t = useWords(words);
  const [returning, setReturning] = useState(false);
  const { approve, giveBack } = useDecisions(plan, onDone);
  return (
    <>
      <Space>
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate(plan.version)}>
          {t('approve')}
        </Button>
        <Button danger onClick={() => setReturning(true)}>
          {t('return')}
        </Button>
      </Space>
      <ProblemAlert problem={approve.error} />
      <Modal
        open={returning}
        title={t('return')}
        okText={t('return')}
        cancelText={t('cancel')}
        okButtonProps={{ danger: true, loading: giveBack.isPending, htmlType: 'submit', form: 'return-plan' }}
        onCancel={() => setReturning(false)}
      >
        <Form
          id="return-plan"
          layout="vertical"
          onFinish={({ reason }: { readonly reason: string }) => giveBack.mutate({ reason: reason.trim() })}
        >
          <Form.Item name="reason" label={t('why')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
            <Input.TextArea rows={4} maxLength={500} showCount />
          </Form.Item>
        </Form>
        <ProblemAlert problem={giveBack.error} />
      </Modal>
    </>
  );
}
