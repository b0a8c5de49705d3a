// Everything that a case stands on, in one place: the decision, its tests, what was known from where and when, the rules, the book, and what was paid.
import { Descriptions, Drawer, Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import {
  GoTo,
  Instant,
  Money,
  None,
  Person,
  Reason,
  Shown,
  Status,
  caseOutcome,
  orderState,
  useAsk,
  useHasRole,
  useList,
  useWords,
} from '@kit';
import { api, type Schemas } from '@api';
import { EvidenceTable } from './evidence-table';
import { ofAnswers, ofFacts, ofInput } from './evidence-text';
import { Values } from './field-values';
import { PackRules } from './pack-rules';
import { Actor, Programmes, valuesOf, type CaseView } from './parts';
import { TestTable } from './test-table';

const words = {
  title: { zh: '认定依据', en: 'Evidence' },
  decision: { zh: '认定', en: 'Decision' },
  outcome: { zh: '结果', en: 'Outcome' },
  reason: { zh: '原因', en: 'Reason' },
  decidedAt: { zh: '认定时间', en: 'Decided' },
  knownAt: { zh: '信息截止', en: 'Known until' },
  asked: { zh: '申请内容', en: 'Asked for' },
  reviews: { zh: '审核与签批', en: 'Reviews and release' },
  first: { zh: '初审', en: 'First review' },
  second: { zh: '复审', en: 'Second review' },
  released: { zh: '签批', en: 'Release' },
  tests: { zh: '逐项检验', en: 'Tests, one by one' },
  facts: { zh: '事实（从报名到证书）', en: 'Facts, from enrolment to certificate' },
  answers: { zh: '外部比对', en: 'Registries' },
  rules: { zh: '政策包与规则', en: 'Pack and rules' },
  book: { zh: '权益使用', en: 'Entitlements' },
  noUse: { zh: '没有使用记录', en: 'Nothing used' },
  this: { zh: '本申请', en: 'this case' },
  other: { zh: '其他', en: 'another' },
  RESERVED: { zh: '已占用', en: 'Reserved' },
  CONSUMED: { zh: '已享受', en: 'Used' },
  payments: { zh: '支付', en: 'Payments' },
  noPayment: { zh: '尚未支付', en: 'Not paid yet' },
  trace: { zh: '查看链条', en: 'Trace' },
  history: { zh: '历次认定', en: 'All decisions' },
} as const;

type Props = { readonly claimId: string; readonly one: CaseView | undefined; readonly onClose: () => void };

export function EvidenceDrawer({ claimId, one, onClose }: Props) {
  const t = useWords(words);
  return (
    <Drawer
      open={one !== undefined}
      onClose={onClose}
      size={880}
      title={
        <>
          {t('title')} {one && <Person id={one.personId} />}
        </>
      }
    >
      {one && <Evidence key={one.caseId} claimId={claimId} one={one} />}
    </Drawer>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="evidence-part" aria-label={title}>
      <h2 className="panel-title">{title}</h2>
      {children}
    </section>
  );
}

function Evidence({ claimId, one }: { readonly claimId: string; readonly one: CaseView }) {
  const t = useWords(words);
  const { caseId } = one;
  const evidence = useAsk(['case-evidence', claimId, caseId], () =>
    api.GET('/api/subsidy-payment/claims/{claimId}/cases/{caseId}', { params: { path: { claimId, caseId } } }),
  );
  const facts = useAsk(['case-facts', caseId], () => api.GET('/api/supervision/cases/{caseId}/facts', { params: { path: { caseId } } }));
  return (
    <>
      <Shown asked={evidence}>
        {(found) => (
          <>
            <Part title={t('decision')}>
              <Decision one={one} evidence={found} />
            </Part>
            <Part title={t('tests')}>
              <TestTable tests={found.tests} />
            </Part>
            <Part title={t('answers')}>
              <EvidenceTable rows={ofAnswers(valuesOf(found.input))} name={t('answers')} />
            </Part>
          </>
        )}
      </Shown>
      <Part title={t('facts')}>
        <Shown asked={facts}>{({ nodes }) => <EvidenceTable rows={ofFacts(nodes)} name={t('facts')} />}</Shown>
      </Part>
      <Shown asked={evidence}>
        {({ packs, input, book }) => (
          <>
            <Part title={t('rules')}>
              {packs.map(({ pack, hash }) => (
                <PackRules key={hash} pack={pack} hash={hash} programmes={(valuesOf(input)['programmes'] ?? []) as readonly string[]} />
              ))}
            </Part>
            <Part title={t('book')}>
              <Book uses={book} caseId={caseId} />
            </Part>
          </>
        )}
      </Shown>
      <Part title={t('payments')}>
        <Payments claimId={claimId} caseId={caseId} />
      </Part>
    </>
  );
}

function Decision({ one, evidence }: { readonly one: CaseView; readonly evidence: Schemas['CaseEvidence'] }) {
  const t = useWords(words);
  const asked = ofInput(valuesOf(evidence.input));
  const who = (account: string | undefined) => (account === undefined ? <None /> : <Actor id={account} />);
  const reason = one.reason === undefined ? <None /> : <Reason code={one.reason} values={valuesOf(one.detail)} />;
  const items = [
    { key: 'outcome', children: <Status value={one.outcome} of={caseOutcome} /> },
    { key: 'reason', children: reason },
    { key: 'decidedAt', children: <Instant value={evidence.decidedAt} seconds /> },
    { key: 'knownAt', children: <Instant value={evidence.knownAt} seconds /> },
    { key: 'first', children: who(evidence.firstReviewer) },
    { key: 'second', children: who(evidence.secondReviewer) },
    { key: 'released', children: who(evidence.releasedBy) },
  ] as const;
  return (
    <Descriptions
      className="even"
      column={2}
      size="small"
      items={[
        ...items.map(({ key, children }) => ({ key, label: t(key), children })),
        { key: 'asked', label: t('asked'), span: 2, children: <Values values={asked} /> },
      ]}
    />
  );
}

function Book({ uses, caseId }: { readonly uses: readonly Schemas['UseView'][]; readonly caseId: string }) {
  const t = useWords(words);
  if (uses.length === 0) return <p className="page-sub">{t('noUse')}</p>;
  return (
    <ul className="plain">
      {uses.map((use, place) => (
        <li key={use.caseId ?? place}>
          <Programmes values={use.programmes} /> {use.occupation} · {use.level} · {use.year} <Tag>{t(use.state)}</Tag>
          <span className="page-sub">{t(use.caseId === caseId ? 'this' : 'other')}</span>
        </li>
      ))}
    </ul>
  );
}

type Order = Schemas['PaymentOrderView'];

function Payments({ claimId, caseId }: { readonly claimId: string; readonly caseId: string }) {
  const t = useWords(words);
  const traces = useHasRole('supervisor', 'finance', 'audit-administrator');
  const list = useList(['payment-orders', claimId], (cursor) =>
    api.GET('/api/subsidy-payment/payment-orders', { params: { query: { claimId, cursor, limit: 200 } } }),
  );
  const orders = list.rows.filter(({ lines }) => lines.some((line) => line.caseId === caseId));
  if (orders.length === 0) return <p className="page-sub">{t('noPayment')}</p>;
  const columns = [
    { key: 'state', render: (_: unknown, { state }: Order) => <Status value={state} of={orderState} /> },
    { key: 'amount', render: (_: unknown, order: Order) => <Money amount={order.lines.find((line) => line.caseId === caseId)?.amount} /> },
    { key: 'at', render: (_: unknown, { settledAt, issuedAt }: Order) => <Instant value={settledAt ?? issuedAt} /> },
    {
      key: 'trace',
      render: (_: unknown, { orderId }: Order) => (traces ? <GoTo to={`/auditing/payments/${orderId}`}>{t('trace')}</GoTo> : <None />),
    },
  ];
  return <Table<Order> size="small" rowKey="orderId" showHeader={false} pagination={false} dataSource={orders} columns={columns} />;
}
