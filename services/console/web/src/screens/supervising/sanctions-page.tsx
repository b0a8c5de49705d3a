import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  GoTo,
  NothingYet,
  Organisation,
  PageHead,
  Panel,
  Status,
  findingKinds,
  measures,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';

const words = {
  title: { zh: '处理措施', en: 'Sanctions' },
  sub: {
    zh: '措施由政策规则规定；同一年度第二次即升级。',
    en: 'The policy pack names the measure; the second of a year leads to the next.',
  },
} as const;

type Sanction = Schemas['SanctionView'];

const whatAgainstWhom: readonly Column<Sanction>[] = [
  {
    key: 'organisation',
    title: { zh: '机构', en: 'Organisation' },
    value: ({ organisationId }) => organisationId,
    show: ({ organisationId }) => <Organisation id={organisationId} />,
  },
  {
    key: 'measure',
    title: { zh: '措施', en: 'Measure' },
    value: ({ measure }) => measure,
    written: measures,
    show: ({ measure }) => <Status value={measure} of={measures} />,
  },
];

function useColumns(): readonly Column<Sanction>[] {
  const said = useSaid();
  const causeText = (cause: string) => said(findingKinds[cause] ?? { zh: cause, en: cause });
  return [
    ...whatAgainstWhom,
    {
      key: 'cause',
      title: { zh: '原因', en: 'Cause' },
      value: ({ cause }) => causeText(cause),
      show: ({ cause, causeId }) => <GoTo to={`/supervising/findings/${causeId}`}>{causeText(cause)}</GoTo>,
    },
    {
      key: 'on',
      title: { zh: '作出日', en: 'Imposed on' },
      value: ({ imposedOn }) => imposedOn,
      show: ({ imposedOn }) => <Day value={imposedOn} />,
    },
    { key: 'fix', title: { zh: '整改期限', en: 'Mend by' }, value: ({ fixBy }) => fixBy, show: ({ fixBy }) => <Day value={fixBy} /> },
    {
      key: 'report',
      title: { zh: '应报告日', en: 'Report by' },
      value: ({ reportBy }) => reportBy,
      show: ({ reportBy }) => <Day value={reportBy} />,
    },
    {
      key: 'banned',
      title: { zh: '禁止开班至', en: 'No new class until' },
      value: ({ bannedUntil }) => bannedUntil,
      show: ({ bannedUntil }) => <Day value={bannedUntil} />,
    },
    { key: 'region', title: { zh: '地区', en: 'Region' }, value: ({ region }) => region, show: ({ region }) => region },
    {
      key: 'pack',
      title: { zh: '依据规则', en: 'Policy pack' },
      value: ({ pack }) => pack,
      show: ({ pack }) => <span className="code">{pack}</span>,
    },
  ];
}

export function Page() {
  const t = useWords(words);
  const list = useList(['sanctions'], (cursor) => api.GET('/api/supervision/sanctions', { params: { query: { cursor, limit: 200 } } }));
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <DataTable
          name="sanctions"
          caption={words.title}
          list={list}
          columns={useColumns()}
          rowKey={({ sanctionId }) => sanctionId}
          empty={
            <NothingYet
              title={{ zh: '没有处理措施', en: 'There are no sanctions' }}
              help={{
                zh: '在班期上认定问题，或班期某日出勤率低于规定时，措施会自动作出。',
                en: 'A finding at a class, or a class day below the attendance rate, has its measure imposed by itself.',
              }}
            />
          }
        />
      </Panel>
    </>
  );
}
