import { Select, Tag } from 'antd';
import { api, type Schemas } from '@api';
import {
  DataTable,
  GoTo,
  ClassName,
  Instant,
  None,
  NothingYet,
  PageHead,
  Panel,
  Person,
  Status,
  alertKinds,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
  type Listed,
} from '@kit';
import './supervising.css';

const words = {
  title: { zh: '风险预警', en: 'Alerts' },
  sub: { zh: '预警提示人去看，本身不作任何决定。', en: 'An alert asks somebody to look; it decides nothing by itself.' },
  kind: { zh: '按类型筛选', en: 'Filter by kind' },
  allKinds: { zh: '全部类型', en: 'All kinds' },
  region: { zh: '按地区筛选', en: 'Filter by region' },
  allRegions: { zh: '全部地区', en: 'All regions' },
  onlyPerson: { zh: '只看一人', en: 'One person alone' },
  findings: { zh: '班期问题', en: 'Findings' },
  same: { zh: '此人的全部预警', en: 'All of this person' },
} as const;

type Alert = Schemas['AlertView'];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function useColumns(): readonly Column<Alert>[] {
  const said = useSaid();
  return [
    {
      key: 'at',
      title: { zh: '时间', en: 'Raised at' },
      value: ({ raisedAt }) => raisedAt,
      show: ({ raisedAt }) => <Instant value={raisedAt} />,
    },
    {
      key: 'kind',
      title: { zh: '类型', en: 'Kind' },
      value: ({ kind }) => said(alertKinds[kind]?.word ?? { zh: kind, en: kind }),
      show: ({ kind }) => <Status value={kind} of={alertKinds} />,
    },
    ...useConcerned(),
  ];
}

function useConcerned(): readonly Column<Alert>[] {
  const t = useWords(words);
  return [
    {
      key: 'person',
      title: { zh: '人员', en: 'Person' },
      value: ({ personId }) => personId,
      show: ({ personId }) =>
        personId === undefined ? (
          <None />
        ) : (
          <>
            <Person id={personId} />{' '}
            <GoTo to="/supervising/alerts" search={{ person: personId }}>
              {t('same')}
            </GoTo>
          </>
        ),
    },
    {
      key: 'class',
      title: { zh: '班期', en: 'Class' },
      value: ({ classId }) => classId,
      show: ({ classId }) =>
        classId === undefined ? (
          <None />
        ) : (
          <>
            <ClassName id={classId} />{' '}
            <GoTo to="/supervising/findings" search={{ confirm: '1', class: classId }}>
              {t('findings')}
            </GoTo>
          </>
        ),
    },
    {
      key: 'subject',
      title: { zh: '涉及', en: 'About' },
      value: ({ subject }) => subject,
      show: ({ subject }) => <Subject subject={subject} />,
    },
    { key: 'region', title: { zh: '地区', en: 'Region' }, value: ({ region }) => region, show: ({ region }) => region ?? <None /> },
  ];
}

/** Money that did not move names its cause and the id of it; a case or an order leads to the payments in which it stands. */
function Subject({ subject }: { readonly subject: string | undefined }) {
  if (subject === undefined) return <None />;
  const [id = ''] = subject.split('/').slice(-1);
  if (!uuid.test(id)) return <span className="code">{subject}</span>;
  return (
    <GoTo to="/auditing/payments" search={{ of: id }}>
      <span className="code">{subject.length > id.length ? `${subject.slice(0, -id.length)}${id.slice(0, 8)}` : id.slice(0, 8)}</span>
    </GoTo>
  );
}

export function Page() {
  const t = useWords(words);
  const [{ kind, person, region }] = useAddress();
  const list = useList(['alerts', kind, person], (cursor) =>
    api.GET('/api/supervision/alerts', { params: { query: { kind, person, cursor, limit: 200 } } }),
  );
  // The latest first, as that is what somebody has to look at.
  const rows = list.rows.filter((row) => region === undefined || row.region?.startsWith(region)).toReversed();
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <DataTable
          name="alerts"
          caption={words.title}
          list={{ ...list, rows }}
          columns={useColumns()}
          rowKey={({ seq }) => String(seq)}
          filters={<Filters list={list} />}
          empty={
            <NothingYet
              title={{ zh: '没有预警', en: 'There are no alerts' }}
              help={{
                zh: '出现疑似代签到、同时身处两地、资金未能入账等情况时，会列在这里。',
                en: 'Possible proxy sign-ins, people in two places at once, and money that did not move are listed here.',
              }}
            />
          }
        />
      </Panel>
    </>
  );
}

function Filters({ list }: { readonly list: Listed<Alert> }) {
  const t = useWords(words);
  const said = useSaid();
  const [{ kind = '', region = '', person }, change] = useAddress();
  const regions = [...new Set(list.rows.flatMap((row) => row.region ?? []))].sort();
  return (
    <>
      <Select
        aria-label={t('kind')}
        value={kind}
        onChange={(value: string) => change({ kind: value || undefined })}
        options={[
          { value: '', label: t('allKinds') },
          ...Object.entries(alertKinds).map(([value, { word }]) => ({ value, label: said(word) })),
        ]}
        className="filter"
      />
      <Select
        aria-label={t('region')}
        value={region}
        onChange={(value: string) => change({ region: value || undefined })}
        options={[{ value: '', label: t('allRegions') }, ...regions.map((value) => ({ value, label: value }))]}
        className="filter"
      />
      {person && (
        <Tag closable onClose={() => change({ person: undefined })}>
          {t('onlyPerson')}
        </Tag>
      )}
    </>
  );
}
