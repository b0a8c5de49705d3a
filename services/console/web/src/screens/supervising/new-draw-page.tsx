import { useNavigate } from '@tanstack/react-router';
import { App, Button, DatePicker, Form, Input, InputNumber, Space, Steps, Table, Typography } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { GoTo, PageHead, Panel, ProblemAlert, Shown, tierWords, useAsk, useCommand, useSaid, useWords } from '@kit';
import { shareOf, tiers } from '../../kit/consistent-sampler';
import './supervising.css';

const words = {
  title: { zh: '新的抽查', en: 'New draw' },
  sub: {
    zh: '确定范围与比例后封存。封存后名单、比例、人数都不能再改，种子只在封存之后产生。',
    en: 'Set scope and rates, then seal. After that neither list nor rates nor team can change, and the seed comes only then.',
  },
  stepFrame: { zh: '范围与比例', en: 'Scope and rates' },
  stepSeal: { zh: '封存并公开指纹', en: 'Seal, hash made public' },
  stepSeed: { zh: '公布种子', en: 'Reveal the seed' },
  stepDrawn: { zh: '抽取', en: 'Drawn' },
  tier: { zh: '风险等级', en: 'Risk tier' },
  inRegister: { zh: '名录库中', en: 'In the register' },
  rate: { zh: '抽查比例', en: 'Rate' },
  rateOf: { zh: '{tier} 的抽查比例（%）', en: 'Rate of {tier} in percent' },
  willDraw: { zh: '将抽取', en: 'Will be drawn' },
  leftOut: { zh: '不参加抽取', en: 'Not in this draw' },
  chance: { zh: '每个对象被抽中的概率', en: 'Chance of each object' },
  team: { zh: '每组检查人员', en: 'Inspectors in a team' },
  teamHelp: { zh: '不少于 2 人', en: 'No fewer than 2' },
  inspectBy: { zh: '检查期限', en: 'Inspect by' },
  inspectByHelp: { zh: '各检查组应在此日前到场', en: 'By then every team has been there' },
  inspectors: { zh: '检查人员名录库共 {count} 人', en: '{count} inspectors in the register' },
  seal: { zh: '封存名单', en: 'Seal the frame' },
  sealed: { zh: '已封存', en: 'Sealed' },
  nobody: { zh: '请至少为一个有检查对象的等级填写比例', en: 'Give a rate to at least one tier that has objects' },
  objects: { zh: '检查对象名录库', en: 'Register of objects' },
  people: { zh: '检查人员名录库', en: 'Register of inspectors' },
} as const;

type Registers = Schemas['RegistersView'];
type Rates = Readonly<Record<string, string>>;

const usualRates: Rates = { A: '3', B: '10', C: '20', D: '100' };
const form = /^([0-9]{1,2}(\.[0-9]{1,6})?|100(\.0{1,6})?)$/;
const usualTeam = 2;
const mostInTeam = 20;

export function Page() {
  const t = useWords(words);
  const asked = useAsk(['registers'], () => api.GET('/api/supervision/registers'));
  const steps = (['stepFrame', 'stepSeal', 'stepSeed', 'stepDrawn'] as const).map((step) => ({ title: t(step) }));
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <Steps current={0} items={steps} responsive />
      </Panel>
      <Shown asked={asked}>{(registers) => <FrameForm registers={registers} />}</Shown>
    </>
  );
}

function FrameForm({ registers }: { readonly registers: Registers }) {
  const t = useWords(words);
  const [rates, setRates] = useState<Rates>(usualRates);
  const [team, setTeam] = useState(usualTeam);
  const [inspectBy, setInspectBy] = useState<string>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const command = useCommand(
    (body: Schemas['DrawBody'], key: string) =>
      api.POST('/api/supervision/draws', { params: { header: { 'Idempotency-Key': key } }, body }),
    {
      onDone: ({ drawId }) => {
        void message.success(t('sealed'));
        void navigate({ to: `/supervising/draws/${drawId}` });
      },
    },
  );
  const given = Object.entries(rates).filter(([tier, rate]) => form.test(rate) && registers.objects.some((object) => object.tier === tier));
  const seal = () => command.mutate({ rates: Object.fromEntries(given.map(([tier, rate]) => [tier, `${rate}%`])), team, inspectBy });
  return (
    <Panel title={t('stepFrame')}>
      <Space orientation="vertical" size="large" className="wide">
        <RateTable registers={registers} rates={rates} onChange={setRates} />
        <Form layout="inline" onFinish={seal}>
          <Form.Item label={t('team')} htmlFor="team" extra={t('teamHelp')}>
            <InputNumber id="team" min={usualTeam} max={mostInTeam} value={team} onChange={(value) => setTeam(value ?? usualTeam)} />
          </Form.Item>
          <Form.Item label={t('inspectBy')} htmlFor="inspect-by" extra={t('inspectByHelp')}>
            <DatePicker id="inspect-by" onChange={(day) => setInspectBy(day?.format('YYYY-MM-DD'))} />
          </Form.Item>
          <Form.Item>
            <Button type="primary" htmlType="submit" loading={command.isPending} disabled={given.length === 0}>
              {t('seal')}
            </Button>
          </Form.Item>
        </Form>
        {given.length === 0 && <Typography.Text type="warning">{t('nobody')}</Typography.Text>}
        <Space wrap>
          <Typography.Text>{t('inspectors', { count: registers.inspectors.length })}</Typography.Text>
          <GoTo to="/supervising/objects">{t('objects')}</GoTo>
          <GoTo to="/supervising/inspectors">{t('people')}</GoTo>
        </Space>
        <ProblemAlert problem={command.error} />
      </Space>
    </Panel>
  );
}

type RateTableProps = { readonly registers: Registers; readonly rates: Rates; readonly onChange: (rates: Rates) => void };

function RateTable({ registers, rates, onChange }: RateTableProps) {
  const t = useWords(words);
  const said = useSaid();
  const rows = tiers.map((tier) => ({ tier, count: registers.objects.filter((object) => object.tier === tier).length }));
  const rateOf = (tier: string) => rates[tier] ?? '';
  return (
    <Table
      aria-label={t('stepFrame')}
      rowKey="tier"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={rows}
      columns={[
        { title: t('tier'), dataIndex: 'tier', render: (tier: string) => said(tierWords[tier] ?? { zh: tier, en: tier }) },
        { title: t('inRegister'), dataIndex: 'count', align: 'right' },
        {
          title: t('rate'),
          width: 160,
          render: (_, { tier }) => (
            <Input
              aria-label={t('rateOf', { tier })}
              value={rateOf(tier)}
              suffix="%"
              inputMode="decimal"
              status={rateOf(tier) !== '' && !form.test(rateOf(tier)) ? 'error' : undefined}
              onChange={({ target }) => onChange({ ...rates, [tier]: target.value.trim() })}
            />
          ),
        },
        {
          title: t('willDraw'),
          align: 'right',
          render: (_, { tier, count }) => (form.test(rateOf(tier)) && count > 0 ? shareOf(count, `${rateOf(tier)}%`) : t('leftOut')),
        },
        {
          title: t('chance'),
          align: 'right',
          render: (_, { tier, count }) => (form.test(rateOf(tier)) && count > 0 ? `${shareOf(count, `${rateOf(tier)}%`)} / ${count}` : ''),
        },
      ]}
    />
  );
}
