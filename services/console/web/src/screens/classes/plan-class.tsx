import { AutoComplete, Button, Col, Form, Input, InputNumber, Radio, Row, Select } from 'antd';
import { api } from '@api';
import { levels, modes, useList, useSaid, useWords } from '@kit';
import type { ClassForm } from './plan-form';
import { words } from './plan-words';

type Props = {
  readonly value: Partial<ClassForm>;
  readonly regionFixed: boolean;
  readonly onWrite: (form: Partial<ClassForm>) => void;
  readonly onDone: (form: ClassForm) => void;
};

const taught = ['5', '4', '3', '2', '1'];

/** What one teaches again and again is offered. */
function useOccupations(): readonly string[] {
  const { rows } = useList(['class-plans', ''], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200 } } }),
  );
  return [...new Set(rows.map(({ occupationName }) => occupationName))];
}

export function PlanClass({ value, regionFixed, onWrite, onDone }: Props) {
  const t = useWords(words);
  return (
    <Form<ClassForm>
      layout="vertical"
      initialValues={value}
      onValuesChange={(_, form) => onWrite(form)}
      onFinish={onDone}
      requiredMark="optional"
      scrollToFirstError
    >
      <Row gutter={24}>
        <WhatIsTaught />
        <HowItIsTaught regionFixed={regionFixed} />
      </Row>
      <Form.Item name="venue" hidden>
        <Input />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {t('next')}
      </Button>
    </Form>
  );
}

function WhatIsTaught() {
  const t = useWords(words);
  const said = useSaid();
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  const known = useOccupations();
  return (
    <>
      <Col span={12}>
        <Form.Item
          name="classNo"
          label={t('classNo')}
          extra={t('classNoHelp')}
          rules={[{ required: true, pattern: /^[0-9A-Z][0-9A-Z-]{3,39}$/, message: t('classNoForm') }]}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      </Col>
      <Col span={12}>
        <Form.Item name="title" label={t('name')} rules={needed}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </Col>
      <Col span={12}>
        <Form.Item name="occupation" label={t('occupation')} extra={t('occupationHelp')} rules={needed}>
          <AutoComplete options={known.map((name) => ({ value: name }))} />
        </Form.Item>
      </Col>
      <Col span={12}>
        <Form.Item name="level" label={t('level')} rules={[{ required: true, message: t('needed') }]}>
          <Select options={taught.map((level) => ({ value: level, label: said(levels[level] ?? { zh: level, en: level }) }))} />
        </Form.Item>
      </Col>
    </>
  );
}

function HowItIsTaught({ regionFixed }: Pick<Props, 'regionFixed'>) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <>
      <Col span={12}>
        <Form.Item name="mode" label={t('mode')} rules={[{ required: true, message: t('needed') }]}>
          <Radio.Group options={Object.entries(modes).map(([mode, word]) => ({ value: mode, label: said(word) }))} />
        </Form.Item>
      </Col>
      <Col span={6}>
        <Form.Item name="region" label={t('region')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('regionForm') }]}>
          <Input maxLength={6} inputMode="numeric" disabled={regionFixed} />
        </Form.Item>
      </Col>
      <Col span={6}>
        <Form.Item name="capacity" label={t('capacity')} extra={t('capacityHelp')}>
          <InputNumber min={1} max={10_000} precision={0} className="wide" />
        </Form.Item>
      </Col>
    </>
  );
}
