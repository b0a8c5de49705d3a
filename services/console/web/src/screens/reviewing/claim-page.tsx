// A claim whole: what it is, how it came to where it is, each of its people, and on what every decision stands.
import { Alert, Descriptions, Space, Statistic } from 'antd';
import {
  Day,
  Id,
  Instant,
  Organisation,
  PageHead,
  Panel,
  PrintButton,
  Reason,
  Shown,
  alertKinds,
  caseOutcome,
  moneyText,
  sumOf,
  useAddress,
  useHasRole,
  useParam,
  useSaid,
  useClaim,
  useWords,
} from '@kit';
import { alertsOf, useAlerts } from './alerts';
import { amountOfCase } from './case-text';
import { ClaimActions } from './claim-actions';
import { ClaimLines } from './claim-lines';
import { ClaimSteps } from './claim-steps';
import { EvidenceDrawer } from './evidence-drawer';
import { Classes, Programmes, valuesOf, wordOf, type Claim } from './parts';
import { PersonAsks } from './queue-columns';

const words = {
  title: { zh: '补贴申请', en: 'Claim' },
  programme: { zh: '补贴项目', en: 'Programme' },
  class: { zh: '班期', en: 'Class' },
  applicant: { zh: '申请单位', en: 'Applicant' },
  region: { zh: '地区', en: 'Region' },
  applied: { zh: '申请日期', en: 'Applied on' },
  publicity: { zh: '公示截止', en: 'Publicity until' },
  sum: { zh: '合计金额', en: 'Sum' },
  people: { zh: '人数', en: 'People' },
  lines: { zh: '人员明细', en: 'People and lines' },
  steps: { zh: '办理过程', en: 'Steps' },
  alerts: { zh: '监督预警', en: 'Alerts of supervision' },
  number: { zh: '申请编号', en: 'Number' },
} as const;

export function Page() {
  const t = useWords(words);
  const claimId = useParam('claimId');
  const [address, change] = useAddress();
  const asked = useClaim(claimId);
  return (
    <>
      <PageHead
        title={t('title')}
        sub={
          <Space size={6}>
            {t('number')} <Id value={claimId} />
          </Space>
        }
        actions={
          asked.data && (
            <>
              <PrintButton />
              <ClaimActions claim={asked.data} />
            </>
          )
        }
      />
      <Shown asked={asked} rows={10}>
        {(claim) => (
          <>
            <Head claim={claim} />
            <Alerts claim={claim} />
            <Panel title={t('lines')}>
              <ClaimLines claim={claim} onOpen={(caseId) => change({ case: caseId })} />
            </Panel>
            <Panel title={t('steps')}>
              <ClaimSteps claim={claim} />
            </Panel>
            <EvidenceDrawer
              claimId={claimId}
              one={claim.cases.find(({ caseId }) => caseId === address['case'])}
              onClose={() => change({ case: undefined })}
            />
          </>
        )}
      </Shown>
    </>
  );
}

function Head({ claim }: { readonly claim: Claim }) {
  const t = useWords(words);
  const said = useSaid();
  const counts = Object.entries(valuesOf(claim.outcomeCounts));
  const items: readonly { readonly key: keyof typeof words; readonly children: React.ReactNode }[] = [
    { key: 'programme', children: <Programmes values={claim.programmes} /> },
    { key: 'class', children: <Classes ids={claim.classIds} /> },
    { key: 'applicant', children: claim.organisationId === undefined ? <PersonAsks /> : <Organisation id={claim.organisationId} /> },
    { key: 'region', children: claim.region },
    { key: 'applied', children: <Day value={claim.appliedOn} /> },
    { key: 'publicity', children: <Day value={claim.publicity?.lastDay} /> },
  ];
  return (
    <Panel>
      <div className="claim-figures">
        <Statistic
          title={t('sum')}
          value={sumOf(claim.cases.map(amountOfCase))}
          formatter={(sum) => <span className="money">{moneyText(String(sum))}</span>}
        />
        <Statistic title={t('people')} value={claim.cases.length} />
        {counts.map(([outcome, count]) => (
          <Statistic key={outcome} title={said(caseOutcome[outcome]?.word ?? { zh: outcome, en: outcome })} value={Number(count)} />
        ))}
      </div>
      <Descriptions className="even" column={3} size="small" items={items.map(({ key, children }) => ({ key, label: t(key), children }))} />
    </Panel>
  );
}

function Alerts({ claim }: { readonly claim: Claim }) {
  const t = useWords(words);
  const said = useSaid();
  const reviews = useHasRole('reviewer');
  const alerts = alertsOf(useAlerts(reviews), { classIds: claim.classIds, personIds: claim.cases.map(({ personId }) => personId) });
  if (alerts.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="queue-act"
      title={t('alerts')}
      description={
        <ul className="plain">
          {alerts.map(({ seq, kind, raisedAt }) => (
            <li key={seq}>
              {said(alertKinds[kind]?.word ?? wordOf({}, kind))} · <Instant value={raisedAt} />
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** The reason of a case, with its values. */
export function CaseReason({ one }: { readonly one: Claim['cases'][number] }) {
  return one.reason === undefined ? null : <Reason code={one.reason} values={valuesOf(one.detail)} />;
}
