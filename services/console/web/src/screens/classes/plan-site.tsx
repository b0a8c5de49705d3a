import { Button, Col, Form, Input, InputNumber, Row, Space } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '@kit';
import type { SiteForm } from './plan-form';
import { words } from './plan-words';

type Props = {
  readonly value: Partial<SiteForm>;
  readonly back: ReactNode;
  readonly onWrite: (site: Partial<SiteForm>) => void;
  readonly onDone: (site: SiteForm) => void;
};

export function PlanSite({ value, back, onWrite, onDone }: Props) {
  const t = useWords(words);
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  const number = [{ required: true, message: t('needed') }];
  return (
    <Form<SiteForm>
      layout="vertical"
      initialValues={value}
      onValuesChange={(_, site) => onWrite(site)}
      onFinish={onDone}
      requiredMark="optional"
      scrollToFirstError
    >
      <Row gutter={24}>
        <Col span={12}>
          <Form.Item name="name" label={t('siteName')} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
        </Col>
        <Col span={12}>
          <Form.Item name="address" label={t('address')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
        </Col>
        <Col span={8}>
          <Form.Item name="latitude" label={t('latitude')} rules={number}>
            <InputNumber min={-90} max={90} precision={6} step={0.001} className="wide" />
          </Form.Item>
        </Col>
        <Col span={8}>
          <Form.Item name="longitude" label={t('longitude')} rules={number}>
            <InputNumber min={-180} max={180} precision={6} step={0.001} className="wide" />
          </Form.Item>
        </Col>
        <Col span={8}>
          <Form.Item name="radiusMetres" label={t('radius')} extra={t('radiusHelp')}>
            <InputNumber min={1} max={100_000} precision={0} className="wide" />
          </Form.Item>
        </Col>
      </Row>
      <Space>
        {back}
        <Button type="primary" htmlType="submit">
          {t('next')}
        </Button>
      </Space>
    </Form>
  );
}
