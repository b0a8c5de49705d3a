// How a claim came to where it is: who did what, and when.
import { Timeline } from 'antd';
import { Day, GoTo, Instant, None, Person, Reason, serviceNames, useHasRole, useList, useSaid, useWords, type Word } from '@kit';
import { api, type Schemas } from '@api';
import { groupedSteps } from './evidence-text';
import { Actor, valuesOf, wordOf, type Claim } from './parts';

type Step = Schemas['ClaimStepView'];

const words = {
  people: { zh: '{count} 人', en: '{count} people' },
  by: { zh: '经办', en: 'by' },
  until: { zh: '公示至', en: 'until' },
  upheld: { zh: '异议成立', en: 'upheld' },
  dismissed: { zh: '异议不成立', en: 'not upheld' },
  payout: { zh: '支付批次', en: 'Payout' },
} as const;

const steps: Readonly<Record<string, { readonly word: Word; readonly colour: string }>> = {
  ClaimSubmitted: { word: { zh: '提交申请', en: 'Filed' }, colour: 'blue' },
  ClaimDecided: { word: { zh: '系统认定', en: 'Decided by rule' }, colour: 'blue' },
  FirstReviewPassed: { word: { zh: '初审通过', en: 'First review passed' }, colour: 'green' },
  FundsAnswered: { word: { zh: '资金占用答复', en: 'The ledger answered' }, colour: 'blue' },
  SecondReviewPassed: { word: { zh: '复审通过', en: 'Second review passed' }, colour: 'green' },
  PublicityStarted: { word: { zh: '开始公示', en: 'Publicity started' }, colour: 'blue' },
  PublicityEnded: { word: { zh: '公示期满', en: 'Publicity ended' }, colour: 'blue' },
  ObjectionRaised: { word: { zh: '收到异议', en: 'Objection raised' }, colour: 'red' },
  ObjectionResolved: { word: { zh: '异议处理', en: 'Objection resolved' }, colour: 'orange' },
  CaseHeld: { word: { zh: '暂缓', en: 'Held' }, colour: 'orange' },
  CaseFreed: { word: { zh: '解除暂缓', en: 'Hold lifted' }, colour: 'green' },
  PayeeAccountChanged: { word: { zh: '收款账户变更，退回重审', en: 'Payee account changed, reviews void' }, colour: 'orange' },
  CasesWithdrawn: { word: { zh: '撤回支付', en: 'Withdrawn from the payout' }, colour: 'orange' },
  CasesDropped: { word: { zh: '不予支付', en: 'Dropped' }, colour: 'red' },
  CasesReleased: { word: { zh: '支付签批', en: 'Released' }, colour: 'green' },
  WaitingCasesLeft: { word: { zh: '候补资金到位，进入支付', en: 'Money came, and left with a payout' }, colour: 'green' },
  CasePaid: { word: { zh: '支付到账', en: 'Paid' }, colour: 'green' },
  CaseLinesReturned: { word: { zh: '银行退票', en: 'Returned by the bank' }, colour: 'red' },
  CaseLinesReissued: { word: { zh: '重新发放', en: 'Paid again' }, colour: 'blue' },
  ClawbackOpened: { word: { zh: '启动追缴', en: 'Recovery opened' }, colour: 'red' },
};

/** Why it was decided again. */
const causes: Readonly<Record<string, Word>> = {
  RECHECKED: { zh: '重新核验', en: 'checked again' },
  REASSESSED: { zh: '政策调整后重新认定', en: 'reassessed after a change of policy' },
  RESERVATION_FREED: { zh: '补贴资格已释放', en: 'the entitlement became free' },
  RESERVE_CORRECTED: { zh: '基金备付更正', en: 'the fund reserve was corrected' },
  CERTIFICATE_REVOKED: { zh: '证书被撤销', en: 'a certificate was revoked' },
};

export function ClaimSteps({ claim }: { readonly claim: Claim }) {
  const said = useSaid();
  const list = useList(['claim-steps', claim.claimId], (cursor) =>
    api.GET('/api/subsidy-payment/claims/{claimId}/steps', {
      params: { path: { claimId: claim.claimId }, query: { cursor, limit: 200 } },
    }),
  );
  const people = new Map(claim.cases.map(({ caseId, personId }) => [caseId, personId]));
  if (list.rows.length === 0) return <None />;
  return (
    <Timeline
      className="claim-steps"
      items={groupedSteps(list.rows).map((step) => ({
        key: step.seq,
        color: steps[step.fact]?.colour ?? 'gray',
        content: <OneStep step={step} name={said(steps[step.fact]?.word ?? wordOf({}, step.fact))} people={people} />,
      }))}
    />
  );
}

type OneStepProps = { readonly step: Step; readonly name: string; readonly people: ReadonlyMap<string, string> };

function OneStep({ step, name, people }: OneStepProps) {
  const t = useWords(words);
  const said = useSaid();
  const detail = valuesOf(step.detail);
  const cause = causes[String(detail['cause'])];
  const [only, ...others] = step.caseIds;
  const person = only !== undefined && others.length === 0 ? people.get(only) : undefined;
  return (
    <div>
      <strong>{name}</strong> {person ? <Person id={person} /> : step.caseIds.length > 0 && t('people', { count: step.caseIds.length })}
      <div className="page-sub">
        <Instant value={step.at} seconds />
        <By step={step} />
        {typeof detail['lastDay'] === 'string' && (
          <>
            {' · '}
            {t('until')} <Day value={detail['lastDay']} />
          </>
        )}
        {typeof detail['upheld'] === 'boolean' && ` · ${t(detail['upheld'] ? 'upheld' : 'dismissed')}`}
        {cause && ` · ${said(cause)}`}
        {typeof detail['reason'] === 'string' && (
          <>
            {' · '}
            <Reason code={detail['reason']} />
          </>
        )}
        {typeof detail['payoutId'] === 'string' && <PayoutLink payoutId={detail['payoutId']} />}
      </div>
    </div>
  );
}

/** Who did it; of what follows from the rules, from the calendar or from somebody without a name, nobody did. */
function By({ step: { fact, actor } }: { readonly step: Step }) {
  const t = useWords(words);
  const said = useSaid();
  const service = /^service:(.+)$/.exec(actor)?.[1];
  if (fact === 'ClaimDecided' || fact === 'ObjectionRaised' || actor.startsWith('clock:')) return null;
  return (
    <>
      {' · '}
      {t('by')} {service === undefined ? <Actor id={actor} /> : said(wordOf(serviceNames, service))}
    </>
  );
}

function PayoutLink({ payoutId }: { readonly payoutId: string }) {
  const t = useWords(words);
  const pays = useHasRole('finance');
  const name = `${t('payout')} ${payoutId.slice(0, 8)}`;
  return <> · {pays ? <GoTo to={`/paying/payouts/${payoutId}`}>{name}</GoTo> : name}</>;
}
