import {
  Day,
  Instant,
  Money,
  NothingYet,
  PageHead,
  Panel,
  Reason,
  Shown,
  Status,
  caseOutcome,
  orderState,
  programmes,
  useSaid,
  useWords,
} from '@kit';
import { AccountPanel } from './account-panel';
import { Facts } from './facts';
import { useOwnMoney, useOwnRecord, type OwnCase, type OwnLine } from './own';
import { plainState } from './plain-state';
import './my.css';

const words = {
  title: { zh: '我的补贴', en: 'My subsidies' },
  appliedOn: { zh: '申请日期', en: 'Asked for on' },
  state: { zh: '进展', en: 'How it stands' },
  reason: { zh: '原因', en: 'Why' },
  class: { zh: '班期', en: 'Class' },
  toYou: { zh: '发放给您', en: 'Paid to you' },
  toOther: { zh: '付给培训机构或单位，为您的培训', en: 'Paid to the institution or employer, for your training' },
  order: { zh: '支付', en: 'Payment' },
  toAccount: { zh: '到账户 {account}', en: 'to account {account}' },
  bankSaid: { zh: '银行答复 {code}', en: 'the bank says {code}' },
} as const;

export function Page() {
  const t = useWords(words);
  const money = useOwnMoney();
  return (
    <>
      <PageHead title={t('title')} />
      <AccountPanel />
      <Shown asked={money}>
        {({ cases }) =>
          cases.length === 0 ? (
            <NothingYet
              title={{ zh: '还没有补贴申请', en: 'Nothing was asked for yet' }}
              help={{
                zh: '结班并取得证书后，由培训机构、单位或您本人申领。',
                en: 'After class and certificate the institution, the employer or you yourself ask for it.',
              }}
            />
          ) : (
            cases.map((one) => <CasePanel key={one.caseId} one={one} />)
          )
        }
      </Shown>
    </>
  );
}

function CasePanel({ one }: { readonly one: OwnCase }) {
  const t = useWords(words);
  const said = useSaid();
  const record = useOwnRecord();
  const { outcome, reason, detail, appliedOn, lines, classIds } = one;
  const titles = classIds.flatMap((id) => record.data?.classes.find(({ classId }) => classId === id)?.title ?? []);
  const name = one.programmes.map((each) => said(programmes[each] ?? { zh: each, en: each })).join(said({ zh: '、', en: ', ' }));
  return (
    <Panel title={name} extra={<Status value={outcome} of={caseOutcome} />}>
      <Facts
        facts={[
          [t('state'), said(plainState(one))],
          ...(reason === undefined
            ? []
            : [[t('reason'), <Reason key="reason" code={reason} values={detail as Record<string, unknown>} />] as const]),
          [t('appliedOn'), <Day key="applied" value={appliedOn} />],
          ...(titles.length > 0 ? [[t('class'), titles.join(said({ zh: '、', en: ', ' }))] as const] : []),
        ]}
      />
      <ul className="my-lines">
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ line: { programme, amount, payee, orders } }: { readonly line: OwnLine }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <li>
      <div className="my-session-head">
        <span>{said(programmes[programme] ?? { zh: programme, en: programme })}</span>
        <Money amount={amount} strong />
        <span>{t(payee.kind === 'PERSON' ? 'toYou' : 'toOther')}</span>
      </div>
      {orders.map(({ orderId, state, settledAt, issuedAt, account, code }) => (
        <div key={orderId} className="my-times">
          <span>{t('order')}</span>
          <Status value={state} of={orderState} />
          <Instant value={settledAt ?? issuedAt} />
          {account && <span>{t('toAccount', { account })}</span>}
          {code && <span>{t('bankSaid', { code })}</span>}
        </div>
      ))}
    </li>
  );
}
