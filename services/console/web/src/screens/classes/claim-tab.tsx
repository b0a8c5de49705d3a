import { useNavigate } from '@tanstack/react-router';
import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { DataTable, Day, GoTo, NothingYet, Panel, programmes, useList, useSaid, useWords, type Column } from '@kit';

type Claim = Schemas['ClaimSummary'];

const words = {
  ask: { zh: '为本班申领补贴', en: 'Claim for this class' },
  help: {
    zh: '选择补贴项目后先预检：逐人列出将支付的金额或不予支付的原因，不会提交。',
    en: 'Choose the programmes and check first: each trainee with what would be paid or why not. Nothing is filed by it.',
  },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  check: { zh: '预检', en: 'Check first' },
  claims: { zh: '本班的申领', en: 'Claims for this class' },
} as const;

const classProgrammes = ['TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING'] as const;

const programmeWord = (one: string) => programmes[one] ?? { zh: one, en: one };

function columnsOf(said: ReturnType<typeof useSaid>): readonly Column<Claim>[] {
  const named = (all: readonly string[]) => all.map((one) => said(programmeWord(one))).join(said({ zh: '、', en: ', ' }));
  return [
    {
      key: 'programmes',
      title: { zh: '补贴项目', en: 'Programmes' },
      show: (row) => <GoTo to={`/our-claims/claim/${row.claimId}`}>{named(row.programmes)}</GoTo>,
      value: (row) => named(row.programmes),
    },
    {
      key: 'appliedOn',
      title: { zh: '申请日期', en: 'Applied' },
      show: (row) => <Day value={row.appliedOn} />,
      value: (row) => row.appliedOn,
    },
    { key: 'cases', title: { zh: '人数', en: 'People' }, show: (row) => row.cases, value: (row) => row.cases, align: 'right' },
  ];
}

type Props = { readonly classId: string };

export function ClaimTab({ plan: { classId } }: { readonly plan: Schemas['ClassPlanView'] }) {
  return (
    <>
      <AskPanel classId={classId} />
      <ClaimsPanel classId={classId} />
    </>
  );
}

function AskPanel({ classId }: Props) {
  const t = useWords(words);
  const said = useSaid();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>(['TRAINING']);
  return (
    <Panel title={t('ask')}>
      <p className="page-sub">{t('help')}</p>
      <Space wrap>
        <Select
          mode="multiple"
          className="programmes"
          aria-label={t('programmes')}
          value={[...chosen]}
          onChange={setChosen}
          options={classProgrammes.map((one) => ({ value: one, label: said(programmeWord(one)) }))}
        />
        <Button
          type="primary"
          disabled={chosen.length === 0}
          onClick={() => void navigate({ to: '/our-claims/pre-check', search: { class: classId, programmes: chosen.join('.') } as never })}
        >
          {t('check')}
        </Button>
      </Space>
    </Panel>
  );
}

function ClaimsPanel({ classId }: Props) {
  const t = useWords(words);
  const said = useSaid();
  const list = useList<Claim>(['claims', classId], (cursor) =>
    api.GET('/api/subsidy-payment/claims', { params: { query: { classId, cursor, limit: 200 } } }),
  );
  return (
    <Panel title={t('claims')}>
      <DataTable
        name="claims"
        caption={words.claims}
        list={list}
        columns={columnsOf(said)}
        rowKey={(row) => row.claimId}
        empty={
          <NothingYet
            title={{ zh: '还没有申领', en: 'No claims yet' }}
            help={{
              zh: '结班并取得证书后，先预检再提交。',
              en: 'Once the class is closed and certificates are out, check first, then file.',
            }}
          />
        }
      />
    </Panel>
  );
}
