// What a claim would come to, person by person, before it is filed; and the one button that files it.
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Form, Popconfirm, Select, Statistic } from 'antd';
import type { ReactNode } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  Money,
  NothingYet,
  PageHead,
  Panel,
  Person,
  ProblemAlert,
  Shown,
  Status,
  caseOutcome,
  moneyText,
  programmes,
  useAddress,
  listed,
  useAsk,
  useCommand,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { WhatFor, reasonText } from './case-parts';

type Checked = Schemas['PreCheckAnswer'];
type Row = Schemas['PreCheckedCaseView'];

const offered = ['TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING'] as const;
type Programme = (typeof offered)[number];
type Wanted = { readonly classIds: string[]; readonly programmes: Programme[] };

const words = {
  title: { zh: '预检并申领', en: 'Check and file' },
  sub: {
    zh: '预检不提交任何内容，用的是与正式申领同一套规则和数据。',
    en: 'Checking files nothing; it uses the same rules and data as filing does.',
  },
  what: { zh: '为哪些班期、申领什么', en: 'For which classes, and what' },
  classes: { zh: '班期', en: 'Classes' },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  chooseClasses: { zh: '选择一个或多个已开班的班期', en: 'Choose one class or more' },
  chooseProgrammes: { zh: '选择一个或多个补贴项目', en: 'Choose one programme or more' },
  result: { zh: '预检结果', en: 'What would come of it' },
  asOf: { zh: '按今天的规则和数据', en: 'By the rules and data of today' },
  amount: { zh: '将支付', en: 'Would be paid' },
  people: { zh: '人数', en: 'People' },
  file: { zh: '提交申领', en: 'File the claim' },
  sure: { zh: '提交后进入审核', en: 'It then goes to review' },
  sureText: {
    zh: '共 {people} 人，其中 {eligible} 人符合条件，合计 {amount}。不符合条件的人一并登记其原因。',
    en: '{people} people, {eligible} of them eligible, {amount} in all. Those who are not are recorded with their reason.',
  },
  filed: { zh: '申领已提交。', en: 'The claim is filed.' },
  again: { zh: '重新预检', en: 'Check again' },
  noAccount: {
    zh: '有 {count} 人还没有收款账户，可以提交，但付款前必须补上。',
    en: '{count} people have no account yet; the claim can be filed, and they need one before they are paid.',
  },
  missing: { zh: '缺收款账户', en: 'No account' },
  nobody: {
    zh: '按现在的规则和数据没有人符合条件：提交后只登记各人的原因，不会付款。',
    en: 'By the rules and data of today nobody is eligible: filing would record the reasons and pay nothing.',
  },
  export: { zh: '预检结果', en: 'Pre-check' },
} as const;

const wantedOf = (classes: string | undefined, asked: string | undefined): Wanted => ({
  classIds: classes?.split('.').filter(Boolean) ?? [],
  programmes: (asked?.split('.') ?? []).filter((one): one is Programme => offered.includes(one as Programme)),
});

export function Page() {
  const t = useWords(words);
  const [{ class: classes, programmes: asked }] = useAddress();
  const wanted = wantedOf(classes, asked);
  const complete = wanted.classIds.length > 0 && wanted.programmes.length > 0;
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Choice wanted={wanted} />
      {complete ? (
        <Check key={`${classes} ${asked}`} wanted={wanted} />
      ) : (
        <NothingYet
          title={{ zh: '还没有选完', en: 'Choose first' }}
          help={{
            zh: '选择班期和补贴项目，结果马上显示在这里。',
            en: 'Choose classes and programmes; what would come of it appears here at once.',
          }}
        />
      )}
    </>
  );
}

function Choice({ wanted }: { readonly wanted: Wanted }) {
  const t = useWords(words);
  const said = useSaid();
  const [, change] = useAddress();
  const list = useList(['class-plans', 'APPROVED'], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200, status: 'APPROVED' } } }),
  );
  return (
    <Panel title={t('what')}>
      <ProblemAlert problem={list.problem} onRetry={list.again} />
      <Form layout="vertical">
        <Form.Item label={t('classes')} htmlFor="claim-classes">
          <Select
            id="claim-classes"
            mode="multiple"
            loading={list.pending}
            placeholder={t('chooseClasses')}
            value={wanted.classIds}
            optionFilterProp="label"
            onChange={(ids) => change({ class: ids.join('.') || undefined })}
            options={list.rows.map(({ classId, title, classNo }) => ({ value: classId, label: `${title}（${classNo}）` }))}
          />
        </Form.Item>
        <Form.Item label={t('programmes')} htmlFor="claim-programmes">
          <Select
            id="claim-programmes"
            mode="multiple"
            placeholder={t('chooseProgrammes')}
            value={wanted.programmes}
            onChange={(all) => change({ programmes: all.join('.') || undefined })}
            options={offered.map((one) => ({ value: one, label: said(programmes[one] ?? { zh: one, en: one }) }))}
          />
        </Form.Item>
      </Form>
    </Panel>
  );
}

function Check({ wanted }: { readonly wanted: Wanted }) {
  const asked = useAsk<Checked>(['pre-check', wanted], () => api.POST('/api/subsidy-payment/claim-pre-checks', { body: wanted }));
  return <Shown asked={asked}>{(checked) => <Result wanted={wanted} checked={checked} again={() => void asked.refetch()} />}</Shown>;
}

function useFiling() {
  const t = useWords(words);
  const navigate = useNavigate();
  const { message } = App.useApp();
  return useCommand<Wanted, Schemas['ClaimAnswer']>(
    (body, key) => api.POST('/api/subsidy-payment/claims', { params: { header: { 'Idempotency-Key': key } }, body }),
    {
      changes: ['claims', 'claim', 'payment-orders'],
      onDone: ({ claimId }) => {
        void message.success(t('filed'));
        void navigate({ to: `/our-claims/claim/${claimId}` });
      },
    },
  );
}

type ResultProps = { readonly wanted: Wanted; readonly checked: Checked; readonly again: () => void };

function Result({ wanted, checked, again }: ResultProps) {
  const t = useWords(words);
  const said = useSaid();
  const filing = useFiling();
  const { cases, asOf } = checked;
  const nobody = cases.length > 0 && cases.every(({ outcome }) => outcome === 'REJECTED');
  const missing = cases.filter(({ accountMissing, outcome }) => accountMissing && outcome !== 'REJECTED').length;
  return (
    <Panel
      title={t('result')}
      extra={
        <>
          {t('asOf')} · <Day value={asOf} />
        </>
      }
    >
      <Figures checked={checked}>
        <Button onClick={again}>{t('again')}</Button>
        <FileButton wanted={wanted} checked={checked} filing={filing} />
      </Figures>
      <ProblemAlert problem={filing.error} />
      {nobody && <Alert type="info" showIcon className="panel" title={t('nobody')} />}
      {missing > 0 && <Alert type="warning" showIcon className="panel" title={t('noAccount', { count: missing })} />}
      <DataTable
        name="pre-check"
        caption={words.export}
        list={listed(cases, again)}
        columns={columns(said)}
        rowKey={(row) => row.personId}
        empty={
          <NothingYet
            title={{ zh: '没有人', en: 'Nobody' }}
            help={{ zh: '所选班期的名册是空的。', en: 'The rosters of these classes are empty.' }}
          />
        }
      />
    </Panel>
  );
}

type FiguresProps = { readonly checked: Checked; readonly children: ReactNode };

/** What would come of it in figures, and beside them what can be done. */
function Figures({ checked, children }: FiguresProps) {
  const t = useWords(words);
  const said = useSaid();
  const counts = checked.outcomeCounts as Readonly<Record<string, number>>;
  return (
    <div className="figures">
      <Statistic title={t('people')} value={checked.cases.length} />
      {['ELIGIBLE', 'HELD', 'REJECTED'].map((outcome) => (
        <Statistic key={outcome} title={said(caseOutcome[outcome]?.word ?? { zh: outcome, en: outcome })} value={counts[outcome] ?? 0} />
      ))}
      <Statistic title={t('amount')} value={moneyText(checked.amount)} />
      <div className="figures-do">{children}</div>
    </div>
  );
}

type FileButtonProps = { readonly wanted: Wanted; readonly checked: Checked; readonly filing: ReturnType<typeof useFiling> };

function FileButton({ wanted, checked: { cases, amount, outcomeCounts }, filing }: FileButtonProps) {
  const t = useWords(words);
  const counts = outcomeCounts as Readonly<Record<string, number>>;
  const nobody = cases.every(({ outcome }) => outcome === 'REJECTED');
  const sum = t('sureText', { people: cases.length, eligible: counts['ELIGIBLE'] ?? 0, amount: moneyText(amount) });
  return (
    <Popconfirm
      title={t('sure')}
      description={<div className="confirm-text">{sum}</div>}
      okText={t('file')}
      onConfirm={() => filing.mutate(wanted)}
    >
      <Button type={nobody ? 'default' : 'primary'} loading={filing.isPending}>
        {t('file')}
      </Button>
    </Popconfirm>
  );
}

const columns = (said: ReturnType<typeof useSaid>): readonly Column<Row>[] => [
  { key: 'place', title: { zh: '序号', en: 'No.' }, show: (row) => row.place, value: (row) => row.place, width: 80 },
  { key: 'person', title: { zh: '姓名', en: 'Name' }, show: (row) => <Person id={row.personId} /> },
  {
    key: 'outcome',
    title: { zh: '结果', en: 'Outcome' },
    show: (row) => <Status value={row.outcome} of={caseOutcome} />,
    value: (row) => said(caseOutcome[row.outcome]?.word ?? { zh: row.outcome, en: row.outcome }),
  },
  {
    key: 'amount',
    title: { zh: '金额', en: 'Amount' },
    show: (row) => <Money amount={row.amount} />,
    value: (row) => Number(row.amount),
    align: 'right',
  },
  {
    key: 'reason',
    title: { zh: '明细与原因', en: 'Lines and reason' },
    show: (row) => (
      <>
        <WhatFor row={row} />
        {row.accountMissing && row.outcome !== 'REJECTED' && <div className="reasons">{said(words.missing)}</div>}
      </>
    ),
    value: (row) => reasonText(row, said),
  },
];
