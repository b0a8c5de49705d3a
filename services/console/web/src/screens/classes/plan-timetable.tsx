// The timetable of a plan: laid out by days, lessons and hours, mended by hand, and held against the institution's other classes.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Col, DatePicker, Form, InputNumber, Row, Space } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { TimeField, todayText, useSaid, useWords } from '@kit';
import type { PlanDraft } from './plan-form';
import { SessionTable } from './session-table';
import { faultsOf, generated, type Planned, type Slot } from './timetable';
import { useClashes } from './use-clashes';
import { weekdayNames, words } from './plan-words';

type Props = {
  readonly draft: PlanDraft;
  readonly own: string | undefined;
  readonly back: ReactNode;
  readonly onChange: (sessions: readonly Planned[]) => void;
  readonly onDone: () => void;
};

type Fields = {
  readonly firstDay: Dayjs;
  readonly weekdays: readonly number[];
  readonly slots: readonly Slot[];
  readonly classHours: number;
  readonly without?: readonly Dayjs[];
};

const dayForm = 'YYYY-MM-DD';
const usual = {
  weekdays: [1, 2, 3, 4, 5],
  slots: [
    { from: '08:30', to: '12:00', classHours: 4 },
    { from: '13:30', to: '17:00', classHours: 4 },
  ],
  classHours: 80,
  without: [],
};

export function PlanTimetable({ draft, own, back, onChange, onDone }: Props) {
  const t = useWords(words);
  const { sessions } = draft;
  const faults = faultsOf(sessions, new Date().toISOString());
  const layOut = ({ firstDay, weekdays, slots, classHours, without = [] }: Fields) =>
    onChange(
      generated({ firstDay: firstDay.format(dayForm), weekdays, slots, classHours, without: without.map((day) => day.format(dayForm)) }),
    );
  const last = sessions.at(-1);
  const add = () => onChange([...sessions, last ?? { on: todayText(), from: '08:30', to: '12:00', classHours: 4 }]);
  return (
    <>
      <Layout onLaidOut={layOut} />
      <Clashes draft={draft} own={own} />
      <SessionTable sessions={sessions} onChange={onChange} />
      <Button icon={<PlusOutlined />} onClick={add} className="add-session">
        {t('addSession')}
      </Button>
      <Space className="wizard-foot">
        {back}
        <Button type="primary" disabled={sessions.length === 0 || faults.size > 0} onClick={onDone}>
          {t('next')}
        </Button>
      </Space>
    </>
  );
}

function Layout({ onLaidOut }: { readonly onLaidOut: (fields: Fields) => void }) {
  const t = useWords(words);
  const said = useSaid();
  const needed = [{ required: true, message: t('needed') }];
  return (
    <Form<Fields> layout="vertical" initialValues={usual} onFinish={onLaidOut} requiredMark="optional" className="panel">
      <Row gutter={24}>
        <Col span={6}>
          <Form.Item name="firstDay" label={t('firstDay')} rules={needed}>
            <DatePicker className="wide" minDate={dayjs()} />
          </Form.Item>
        </Col>
        <Col span={4}>
          <Form.Item name="classHours" label={t('hours')} rules={needed}>
            <InputNumber min={1} max={4_000} precision={0} className="wide" />
          </Form.Item>
        </Col>
        <Col span={8}>
          <Form.Item label={t('weekdays')} required>
            <Form.Item name="weekdays" noStyle rules={[{ type: 'array', min: 1, message: t('needed') }]}>
              <Checkbox.Group aria-label={t('weekdays')} options={weekdayNames.map((word, at) => ({ value: at + 1, label: said(word) }))} />
            </Form.Item>
          </Form.Item>
        </Col>
        <Col span={6}>
          <Form.Item name="without" label={t('without')}>
            <DatePicker multiple className="wide" maxTagCount="responsive" />
          </Form.Item>
        </Col>
      </Row>
      <Slots />
      <Button htmlType="submit">{t('generate')}</Button>
    </Form>
  );
}

function Slots() {
  const t = useWords(words);
  const needed = [{ required: true, message: '' }];
  return (
    <Form.List name="slots">
      {(fields, { add, remove }) => (
        <fieldset className="slots">
          <legend>{t('slots')}</legend>
          {fields.map(({ key, name }) => (
            <Space key={key} align="start">
              <Form.Item name={[name, 'from']} rules={needed} noStyle>
                <TimeField label={`${t('from')} ${name + 1}`} />
              </Form.Item>
              <Form.Item name={[name, 'to']} rules={needed} noStyle>
                <TimeField label={`${t('to')} ${name + 1}`} />
              </Form.Item>
              <Form.Item name={[name, 'classHours']} rules={needed} noStyle>
                <InputNumber min={1} max={24} precision={0} suffix={t('classHours')} aria-label={`${t('classHours')} ${name + 1}`} />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('remove')} ${name + 1}`} onClick={() => remove(name)} />
            </Space>
          ))}
          <Button type="link" icon={<PlusOutlined />} onClick={() => add({ from: '18:30', to: '21:00', classHours: 3 })}>
            {t('addSlot')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function Clashes({ draft, own }: { readonly draft: PlanDraft; readonly own: string | undefined }) {
  const t = useWords(words);
  const clashes = useClashes(draft, own);
  if (draft.sessions.length === 0 || clashes === undefined) return null;
  if (clashes.length === 0) return <Alert type="success" showIcon title={t('noClash')} className="panel" />;
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={t('clashes')}
      description={
        <ul className="plain">
          {clashes.map(({ classId, title, count, samePlace }) => (
            <li key={classId}>{t(samePlace ? 'clashSite' : 'clash', { title, count })}</li>
          ))}
        </ul>
      }
    />
  );
}
