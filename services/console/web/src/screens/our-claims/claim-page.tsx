// One claim: each person with outcome, reason, money and state, and the orders that pay them.
import { Descriptions, Space, Statistic, Timeline } from 'antd';
import type { Schemas } from '@api';
import {
  DataTable,
  Day,
  Instant,
  Money,
  None,
  NothingYet,
  PageHead,
  Panel,
  Person,
  Shown,
  Status,
  caseOutcome,
  caseStage,
  fundsState,
  moneyText,
  sumOf,
  listed,
  useParam,
  useSaid,
  useClaim,
  useWords,
  type Column,
} from '@kit';
import { ClassTitle, Reasons, WhatFor, reasonText, useProgrammes } from './case-parts';
import { OrdersPanel } from './orders-panel';

type Claim = Schemas['ClaimAnswer'];
type Row = Schemas['CaseView'];

const words = {
  title: { zh: '补贴申领', en: 'Subsidy claim' },
  classes: { zh: '班期', en: 'Classes' },
  appliedOn: { zh: '申请日期', en: 'Applied' },
  region: { zh: '行政区划', en: 'Region' },
  publicity: { zh: '公示截至', en: 'Publicity until' },
  people: { zh: '人数', en: 'People' },
  due: { zh: '符合条件及已支付', en: 'Eligible and paid' },
  cases: { zh: '每个人', en: 'Each person' },
  history: { zh: '决定经过', en: 'How it was decided' },
  decidedBy: { zh: '依据 {pack}', en: 'under {pack}' },
} as const;

const causes: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  APPLIED: { zh: '申请', en: 'Application' },
  RECHECKED: { zh: '复查', en: 'Recheck' },
  REASSESSED: { zh: '重新评定', en: 'Reassessment' },
  RESERVATION_FREED: { zh: '占用释放', en: 'A reservation was freed' },
  RESERVE_CORRECTED: { zh: '备付更正', en: 'The reserve was corrected' },
  CERTIFICATE_REVOKED: { zh: '证书撤销', en: 'A certificate was revoked' },
};

export function Page() {
  const claimId = useParam('claimId');
  const asked = useClaim(claimId);
  return <Shown asked={asked}>{(claim) => <ClaimView claim={claim} again={() => void asked.refetch()} />}</Shown>;
}

function ClaimView({ claim, again }: { readonly claim: Claim; readonly again: () => void }) {
  const t = useWords(words);
  const said = useSaid();
  const named = useProgrammes();
  return (
    <>
      <PageHead title={t('title')} sub={named(claim.programmes)} />
      <Summary claim={claim} />
      <Panel title={t('cases')}>
        <DataTable
          name="cases"
          caption={words.cases}
          list={listed(claim.cases, again)}
          columns={columns(said)}
          rowKey={(row) => row.caseId}
          expanded={(row) => <History decisions={row.decisions} />}
          empty={<NothingYet title={{ zh: '没有人', en: 'Nobody' }} help={{ zh: '这份申领没有人员。', en: 'Nobody is in this claim.' }} />}
        />
      </Panel>
      <OrdersPanel claimId={claim.claimId} />
    </>
  );
}

const counting = new Set(['ELIGIBLE', 'PAID']);

/** What the claim is for, and what came of it in figures. */
function Summary({ claim }: { readonly claim: Claim }) {
  const t = useWords(words);
  const said = useSaid();
  const counts = claim.outcomeCounts as Readonly<Record<string, number>>;
  const due = sumOf(claim.cases.filter(({ outcome }) => counting.has(outcome)).flatMap(({ lines }) => lines.map(({ amount }) => amount)));
  return (
    <Panel>
      <Descriptions size="small" column={4} className="panel">
        <Descriptions.Item label={t('classes')}>
          <Space wrap>
            {claim.classIds.map((id) => (
              <ClassTitle key={id} id={id} />
            ))}
          </Space>
        </Descriptions.Item>
        <Descriptions.Item label={t('appliedOn')}>
          <Day value={claim.appliedOn} />
        </Descriptions.Item>
        <Descriptions.Item label={t('region')}>{claim.region}</Descriptions.Item>
        {claim.publicity && (
          <Descriptions.Item label={t('publicity')}>
            <Day value={claim.publicity.lastDay} />
          </Descriptions.Item>
        )}
      </Descriptions>
      <Space wrap size="large">
        <Statistic title={t('people')} value={claim.cases.length} />
        {Object.entries(counts).map(([outcome, count]) => (
          <Statistic key={outcome} title={said(caseOutcome[outcome]?.word ?? { zh: outcome, en: outcome })} value={count} />
        ))}
        <Statistic title={t('due')} value={moneyText(due)} />
      </Space>
    </Panel>
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
    show: (row) => <Money amount={sumOf(row.lines.map(({ amount }) => amount))} />,
    value: (row) => Number(sumOf(row.lines.map(({ amount }) => amount))),
    align: 'right',
  },
  {
    key: 'stage',
    title: { zh: '进度', en: 'State' },
    show: (row) => <Progress row={row} />,
    value: (row) => said(caseStage[row.stage]?.word ?? { zh: row.stage, en: row.stage }),
  },
  {
    key: 'reason',
    title: { zh: '明细与原因', en: 'Lines and reason' },
    show: (row) => <WhatFor row={row} />,
    value: (row) => reasonText(row, said),
  },
];

/** How far it has come, and whether money is set aside for it, as long as that is a question. */
function Progress({ row: { outcome, stage, funds } }: { readonly row: Row }) {
  if (outcome === 'REJECTED') return <None />;
  return (
    <>
      <Status value={stage} of={caseStage} />
      {stage !== 'PAID' && <Status value={funds} of={fundsState} />}
    </>
  );
}

function History({ decisions }: { readonly decisions: Row['decisions'] }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <section aria-label={t('history')}>
      <Timeline
        items={decisions.map(({ decisionId, cause, outcome, reason, detail, decidedAt, pack }) => ({
          key: decisionId,
          content: (
            <>
              <Instant value={decidedAt} /> · {said(causes[cause] ?? { zh: cause, en: cause })} ·{' '}
              <Status value={outcome} of={caseOutcome} />
              {reason !== undefined && <Reasons reason={reason} reasons={[]} detail={detail} />}{' '}
              <span className="code">{t('decidedBy', { pack })}</span>
            </>
          ),
        }))}
      />
    </section>
  );
}
