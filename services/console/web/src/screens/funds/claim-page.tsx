import { Descriptions } from 'antd';
import type { Schemas } from '@api';
import {
  DataTable,
  Day,
  GoTo,
  Id,
  Money,
  None,
  NothingYet,
  Organisation,
  PageHead,
  Panel,
  Person,
  Shown,
  Status,
  caseOutcome,
  caseStage,
  fundsState,
  programmes,
  sumOf,
  useParam,
  useSaid,
  useClaim,
  useWords,
  type Column,
} from '@kit';
import { listedOf } from '../listed';

type Case = Schemas['CaseView'];

const words = {
  title: { zh: '申请 {id} 的资金', en: 'The money of claim {id}' },
  claim: { zh: '申请', en: 'Claim' },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  organisation: { zh: '培训机构', en: 'Institution' },
  region: { zh: '地区', en: 'Region' },
  appliedOn: { zh: '申请日', en: 'Applied on' },
  sum: { zh: '应付合计', en: 'Due in all' },
  cases: { zh: '人员案件', en: 'Cases' },
} as const;

const dueOf = ({ lines }: Case): string => sumOf(lines.map(({ amount }) => amount));

const columns: readonly Column<Case>[] = [
  { key: 'place', title: { zh: '序号', en: 'No.' }, align: 'right', value: ({ place }) => place, show: ({ place }) => place },
  { key: 'person', title: { zh: '人员', en: 'Person' }, show: ({ personId }) => <Person id={personId} /> },
  { key: 'case', title: { zh: '案件', en: 'Case' }, value: ({ caseId }) => caseId, show: ({ caseId }) => <Id value={caseId} /> },
  {
    key: 'outcome',
    title: { zh: '结论', en: 'Outcome' },
    value: ({ outcome }) => outcome,
    written: caseOutcome,
    show: ({ outcome }) => <Status value={outcome} of={caseOutcome} />,
  },
  {
    key: 'stage',
    title: { zh: '环节', en: 'Stage' },
    value: ({ stage }) => stage,
    written: caseStage,
    show: ({ stage }) => <Status value={stage} of={caseStage} />,
  },
  {
    key: 'funds',
    title: { zh: '资金', en: 'Money' },
    value: ({ funds }) => funds,
    written: fundsState,
    show: ({ funds }) => <Status value={funds} of={fundsState} />,
  },
  {
    key: 'due',
    title: { zh: '金额', en: 'Amount' },
    align: 'right',
    value: (one) => Number(dueOf(one)),
    show: (one) => <Money amount={dueOf(one)} />,
  },
  {
    key: 'payout',
    title: { zh: '批次', en: 'Payout' },
    value: ({ payoutId }) => payoutId,
    show: ({ payoutId }) =>
      payoutId === undefined ? (
        <None />
      ) : (
        <GoTo to={`/funds/payouts/${payoutId}`}>
          <span className="id">{payoutId.slice(0, 8)}</span>
        </GoTo>
      ),
  },
];

export function Page() {
  const t = useWords(words);
  const claimId = useParam('claimId');
  const asked = useClaim(claimId);
  return (
    <>
      <PageHead title={t('title', { id: claimId.slice(0, 8) })} />
      <Shown asked={asked}>
        {(claim) => (
          <>
            <Panel title={t('claim')}>
              <ClaimFacts claim={claim} />
            </Panel>
            <Panel title={t('cases')}>
              <DataTable
                name="claim-cases"
                caption={words.cases}
                list={listedOf(asked, ({ cases }) => cases)}
                columns={columns}
                rowKey={({ caseId }) => caseId}
                empty={
                  <NothingYet
                    title={{ zh: '没有人员', en: 'No cases' }}
                    help={{ zh: '这项申请没有人员案件。', en: 'This claim has no cases.' }}
                  />
                }
              />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}

function ClaimFacts({ claim }: { readonly claim: Schemas['ClaimAnswer'] }) {
  const t = useWords(words);
  const said = useSaid();
  const named = claim.programmes.map((programme) => said(programmes[programme] ?? { zh: programme, en: programme }));
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2, lg: 3 }}
      items={[
        { key: 'claim', label: t('claim'), children: <Id value={claim.claimId} /> },
        { key: 'programmes', label: t('programmes'), children: named.join(said({ zh: '、', en: ', ' })) },
        {
          key: 'organisation',
          label: t('organisation'),
          children: claim.organisationId ? <Organisation id={claim.organisationId} /> : <None />,
        },
        { key: 'region', label: t('region'), children: claim.region },
        { key: 'appliedOn', label: t('appliedOn'), children: <Day value={claim.appliedOn} /> },
        { key: 'sum', label: t('sum'), children: <Money amount={sumOf(claim.cases.map(dueOf))} strong /> },
      ]}
    />
  );
}
