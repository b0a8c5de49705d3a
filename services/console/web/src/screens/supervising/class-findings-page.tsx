import { App, Button, Descriptions, Popconfirm, Statistic, Table } from 'antd';
import { api, type Schemas } from '@api';
import {
  Day,
  GoTo,
  ClassName,
  Id,
  Instant,
  Money,
  NothingYet,
  Organisation,
  PageHead,
  Panel,
  Person,
  ProblemAlert,
  Reason,
  Shown,
  Status,
  effectKinds,
  findingKinds,
  measures,
  moneyText,
  useAsk,
  useCommand,
  useList,
  useParam,
  useSaid,
  useWords,
} from '@kit';
import './supervising.css';

const words = {
  title: { zh: '班期问题', en: 'Findings at a class' },
  publish: { zh: '公布结果', en: 'Publish the result' },
  publishAsk: { zh: '公布后向社会公开。', en: 'It becomes public.' },
  published: { zh: '结果已公布', en: 'Published' },
  facts: { zh: '认定', en: 'What was confirmed' },
  class: { zh: '班期', en: 'Class' },
  organisation: { zh: '机构', en: 'Institution' },
  region: { zh: '地区', en: 'Region' },
  found: { zh: '问题', en: 'Findings' },
  people: { zh: '涉及学员', en: 'Trainees concerned' },
  wholeClass: { zh: '整个班期', en: 'The whole class' },
  publishBy: { zh: '应公布日', en: 'Publish by' },
  publishedAt: { zh: '公布时间', en: 'Published at' },
  fine: { zh: '罚款参考（由有权部门决定）', en: 'Reference for a fine (another office decides)' },
  money: { zh: '所涉资金', en: 'Money concerned' },
  stopped: { zh: '不再支付', en: 'Not paid any more' },
  held: { zh: '暂停支付', en: 'Held on its way' },
  recovered: { zh: '追缴', en: 'Claimed back' },
  kind: { zh: '影响', en: 'Effect' },
  person: { zh: '学员', en: 'Trainee' },
  amount: { zh: '金额', en: 'Amount' },
  reason: { zh: '原因', en: 'Reason' },
  debtor: { zh: '向谁追缴', en: 'From whom' },
  claim: { zh: '申领', en: 'Claim' },
  payments: { zh: '支付', en: 'Payments' },
  at: { zh: '时间', en: 'At' },
  sanctions: { zh: '处理措施', en: 'Measures' },
  fixBy: { zh: '整改期限', en: 'Mend by' },
  bannedUntil: { zh: '禁止开班至', en: 'No new class until' },
} as const;

type Findings = Schemas['ClassFindingsView'];

const lookEveryMs = 4_000;

export function Page() {
  const t = useWords(words);
  const classId = useParam('classId');
  // What follows for the money is told by another service a moment later.
  const asked = useAsk(
    ['class-findings', classId],
    () => api.GET('/api/supervision/findings/{classId}', { params: { path: { classId } } }),
    { everyMs: lookEveryMs },
  );
  return (
    <>
      <PageHead title={t('title')} actions={asked.data && <Publish findings={asked.data} />} />
      <Shown asked={asked}>
        {(findings) => (
          <>
            <Panel title={t('facts')}>
              <Facts findings={findings} />
            </Panel>
            <Panel title={t('money')}>
              <div className="totals">
                <Statistic title={t('stopped')} value={moneyText(findings.stopped)} />
                <Statistic title={t('held')} value={moneyText(findings.held)} />
                <Statistic title={t('recovered')} value={moneyText(findings.recovered)} />
              </div>
              <Effects findings={findings} />
            </Panel>
            <Panel title={t('sanctions')}>
              <Sanctions classId={classId} organisationId={findings.organisationId} />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}

function Facts({ findings }: { readonly findings: Findings }) {
  const t = useWords(words);
  const said = useSaid();
  const { classId, organisationId, region, personIds, publishBy, publishedAt, findings: confirmed } = findings;
  const fines = confirmed.flatMap(({ fineReference }) => fineReference ?? []);
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, lg: 2 }}
      items={[
        { key: 'class', label: t('class'), children: <ClassName id={classId} /> },
        { key: 'organisation', label: t('organisation'), children: <Organisation id={organisationId} /> },
        { key: 'region', label: t('region'), children: region },
        {
          key: 'found',
          label: t('found'),
          children: confirmed.map(({ kind }) => said(findingKinds[kind] ?? { zh: kind, en: kind })).join(said({ zh: '、', en: ', ' })),
        },
        {
          key: 'people',
          label: t('people'),
          children:
            personIds.length === 0 ? (
              t('wholeClass')
            ) : (
              <div>
                {personIds.map((id) => (
                  <div key={id}>
                    <Person id={id} />
                  </div>
                ))}
              </div>
            ),
        },
        { key: 'by', label: t('publishBy'), children: <Day value={publishBy} /> },
        { key: 'at', label: t('publishedAt'), children: <Instant value={publishedAt} /> },
        ...fines.map(({ low, high, law }, place) => ({
          key: `fine-${place}`,
          label: t('fine'),
          children: `${moneyText(low)} – ${moneyText(high)} ${law}`,
        })),
      ]}
    />
  );
}

function Effects({ findings }: { readonly findings: Findings }) {
  const t = useWords(words);
  return (
    <Table
      aria-label={t('money')}
      size="small"
      rowKey={({ caseId, kind, at, amount }) => `${caseId} ${kind} ${at} ${amount}`}
      dataSource={findings.effects}
      pagination={{ hideOnSinglePage: true, pageSize: 50 }}
      scroll={{ x: 'max-content' }}
      locale={{
        emptyText: (
          <NothingYet
            title={{ zh: '没有涉及资金', en: 'No money is concerned' }}
            help={{
              zh: '这个班期没有申领，或该问题只作出处理措施。之后提交的申领仍会受其约束。',
              en: 'No claim stands on this class, or the finding has its measure alone. Later claims reckon with it all the same.',
            }}
          />
        ),
      }}
      columns={[
        { title: t('kind'), dataIndex: 'kind', render: (kind: string) => <Status value={kind} of={effectKinds} /> },
        { title: t('person'), dataIndex: 'personId', render: (id: string) => <Person id={id} /> },
        { title: t('amount'), dataIndex: 'amount', align: 'right', render: (amount: string) => <Money amount={amount} /> },
        { title: t('reason'), dataIndex: 'reason', render: (code: string) => <Reason code={code} /> },
        { title: t('debtor'), dataIndex: 'debtor', render: (id?: string) => (id === undefined ? '' : <Organisation id={id} />) },
        { title: t('at'), dataIndex: 'at', render: (at: string) => <Instant value={at} /> },
        {
          title: t('claim'),
          dataIndex: 'claimId',
          render: (claimId: string) => (
            <>
              <Id value={claimId} />{' '}
              <GoTo to="/auditing/payments" search={{ of: claimId }}>
                {t('payments')}
              </GoTo>
            </>
          ),
        },
      ]}
    />
  );
}

function Sanctions({ classId, organisationId }: { readonly classId: string; readonly organisationId: string }) {
  const t = useWords(words);
  const list = useList(['sanctions', organisationId], (cursor) =>
    api.GET('/api/supervision/sanctions', { params: { query: { organisation: organisationId, cursor, limit: 200 } } }),
  );
  return (
    <ul className="plain">
      {list.rows
        .filter(({ causeId }) => causeId === classId)
        .map(({ sanctionId, measure, imposedOn, fixBy, bannedUntil }) => (
          <li key={sanctionId}>
            <Status value={measure} of={measures} /> <Day value={imposedOn} /> · {t('fixBy')} <Day value={fixBy} />
            {bannedUntil !== undefined && (
              <>
                {' '}
                · {t('bannedUntil')} <Day value={bannedUntil} />
              </>
            )}
          </li>
        ))}
    </ul>
  );
}

function Publish({ findings: { classId, publishedAt } }: { readonly findings: Findings }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const command = useCommand(
    (_: undefined, key: string) =>
      api.POST('/api/supervision/findings/{classId}/publications', { params: { path: { classId }, header: { 'Idempotency-Key': key } } }),
    { onDone: () => void message.success(t('published')) },
  );
  if (publishedAt !== undefined) return null;
  return (
    <>
      <Popconfirm title={t('publish')} description={t('publishAsk')} onConfirm={() => command.mutate(undefined)}>
        <Button type="primary" loading={command.isPending}>
          {t('publish')}
        </Button>
      </Popconfirm>
      <ProblemAlert problem={command.error} />
    </>
  );
}
