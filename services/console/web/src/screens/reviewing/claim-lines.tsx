// The people of a claim: what each comes to, why, how much, and where it stands.
import { Button, Select, Space, Table, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { Money, None, Person, Reason, Status, caseOutcome, caseStage, fenOf, fundsState, usePrinting, useSaid, useWords } from '@kit';
import { amountOfCase } from './case-text';
import { FundName, Payee, Programmes, valuesOf, type CaseView, type Claim } from './parts';

const words = {
  place: { zh: '序号', en: 'No.' },
  person: { zh: '学员', en: 'Trainee' },
  outcome: { zh: '认定', en: 'Outcome' },
  reason: { zh: '原因', en: 'Reason' },
  lines: { zh: '补贴明细', en: 'Lines' },
  sum: { zh: '金额', en: 'Amount' },
  stage: { zh: '进度', en: 'Stage' },
  funds: { zh: '资金', en: 'Funds' },
  evidence: { zh: '依据', en: 'Evidence' },
  more: { zh: '另有 {count} 项', en: '{count} more' },
  again: { zh: '退回重审', en: 'To be reviewed again' },
  all: { zh: '全部认定', en: 'All outcomes' },
  total: { zh: '共 {count} 人', en: '{count} people' },
  caption: { zh: '人员明细', en: 'People and lines' },
  pays: { zh: '付给', en: 'to' },
} as const;

type LinesProps = { readonly claim: Claim; readonly onOpen: (caseId: string) => void };

export function ClaimLines({ claim, onOpen }: LinesProps) {
  const t = useWords(words);
  const said = useSaid();
  const [outcome, setOutcome] = useState<string>();
  const printing = usePrinting();
  const shown = claim.cases.filter((one) => outcome === undefined || one.outcome === outcome);
  const outcomes = [...new Set(claim.cases.map((one) => one.outcome))];
  return (
    <section aria-label={t('caption')}>
      <Space className="lines-tools">
        <Select
          allowClear
          aria-label={t('all')}
          placeholder={t('all')}
          value={outcome}
          onChange={setOutcome}
          options={outcomes.map((value) => ({ value, label: said(caseOutcome[value]?.word ?? { zh: value, en: value }) }))}
          style={{ width: 150 }}
        />
      </Space>
      <Table<CaseView>
        size="middle"
        rowKey="caseId"
        dataSource={shown}
        columns={columnsOf(t, onOpen).filter(({ key }) => !printing || key !== 'evidence')}
        scroll={printing ? undefined : { x: 956 }}
        pagination={
          !printing && {
            defaultPageSize: 20,
            hideOnSinglePage: shown.length <= 20,
            showSizeChanger: true,
            showTotal: (count) => t('total', { count }),
          }
        }
      />
    </section>
  );
}

type Column = NonNullable<Parameters<typeof Table<CaseView>>[0]['columns']>[number];

function columnsOf(t: ReturnType<typeof useWords<typeof words>>, onOpen: (caseId: string) => void): Column[] {
  return [
    { key: 'place', title: t('place'), width: 60, render: (_, { place }) => place, sorter: (one, other) => one.place - other.place },
    { key: 'person', title: t('person'), width: 76, render: (_, { personId }) => <Person id={personId} /> },
    { key: 'outcome', title: t('outcome'), width: 96, render: (_, one) => <Status value={one.outcome} of={caseOutcome} /> },
    { key: 'reason', title: t('reason'), width: 160, render: (_, one) => <Why one={one} /> },
    { key: 'lines', title: t('lines'), width: 200, render: (_, one) => <Lines one={one} /> },
    {
      key: 'sum',
      title: t('sum'),
      align: 'right',
      width: 112,
      render: (_, one) => <Money amount={amountOfCase(one)} strong />,
      sorter: (one, other) => Number(fenOf(amountOfCase(one)) - fenOf(amountOfCase(other))),
    },
    { key: 'stage', title: `${t('stage')} / ${t('funds')}`, width: 162, render: (_, one) => <Where one={one} /> },
    {
      key: 'evidence',
      title: t('evidence'),
      fixed: 'right',
      width: 98,
      render: (_, { caseId, place }) => (
        <Button size="small" onClick={() => onOpen(caseId)} aria-label={`${t('evidence')} ${place}`}>
          {t('evidence')}
        </Button>
      ),
    },
  ];
}

function Where({ one }: { readonly one: CaseView }) {
  if (one.outcome === 'REJECTED') return <None />;
  return (
    <span className="case-where">
      <Status value={one.stage} of={caseStage} />
      {one.stage !== 'PAID' && <Status value={one.funds} of={fundsState} />}
    </span>
  );
}

function Why({ one }: { readonly one: CaseView }) {
  const t = useWords(words);
  const others = one.reasons.filter((code) => code !== one.reason);
  if (one.reason === undefined && one.sentBack === undefined) return <None />;
  return (
    <div className="case-why">
      {one.reason !== undefined && <Reason code={one.reason} values={valuesOf(one.detail)} />}
      {one.sentBack !== undefined && (
        <div>
          {t('again')}: <Reason code={one.sentBack} />
        </div>
      )}
      {others.length > 0 && (
        <Tooltip
          title={
            <>
              {others.map((code) => (
                <div key={code}>{code}</div>
              ))}
            </>
          }
        >
          <Tag>{t('more', { count: others.length })}</Tag>
        </Tooltip>
      )}
    </div>
  );
}

function Lines({ one }: { readonly one: CaseView }) {
  const t = useWords(words);
  if (one.lines.length === 0) return <None />;
  return (
    <ul className="case-lines">
      {one.lines.map(({ line, programme, amount, fund, payee }) => (
        <li key={line}>
          <Programmes values={[programme]} /> <Money amount={amount} />
          <div className="page-sub">
            {t('pays')} <Payee payee={payee} /> · <FundName code={fund} />
          </div>
        </li>
      ))}
    </ul>
  );
}
