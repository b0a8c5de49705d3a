import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  GoTo,
  ClassName,
  Instant,
  NothingYet,
  Organisation,
  PageHead,
  Panel,
  findingKinds,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { ConfirmFinding } from './confirm-finding';

const words = {
  title: { zh: '问题认定', en: 'Findings' },
  sub: {
    zh: '在班期上认定的问题会立即停止、暂停或追缴所涉资金，并作出处理措施。',
    en: 'A finding at a class at once stops, holds or claims back the money it concerns, and has its measure imposed.',
  },
  add: { zh: '认定问题', en: 'Confirm a finding' },
  wholeClass: { zh: '整个班期', en: 'The whole class' },
  people: { zh: '{count} 人', en: '{count} people' },
} as const;

type Finding = Schemas['FindingView'];

function useColumns(): readonly Column<Finding>[] {
  const t = useWords(words);
  const said = useSaid();
  const kindText = (kind: string) => said(findingKinds[kind] ?? { zh: kind, en: kind });
  return [
    {
      key: 'at',
      title: { zh: '认定时间', en: 'Confirmed at' },
      value: ({ confirmedAt }) => confirmedAt,
      show: ({ classId, confirmedAt }) => (
        <GoTo to={`/supervising/findings/${classId}`}>
          <Instant value={confirmedAt} />
        </GoTo>
      ),
    },
    { key: 'kind', title: { zh: '问题', en: 'Finding' }, value: ({ kind }) => kindText(kind), show: ({ kind }) => kindText(kind) },
    {
      key: 'organisation',
      title: { zh: '机构', en: 'Institution' },
      value: ({ organisationId }) => organisationId,
      show: ({ organisationId }) => <Organisation id={organisationId} />,
    },
    {
      key: 'class',
      title: { zh: '班期', en: 'Class' },
      value: ({ classId }) => classId,
      show: ({ classId }) => <ClassName id={classId} />,
    },
    {
      key: 'people',
      title: { zh: '涉及', en: 'Concerns' },
      value: ({ people }) => people,
      show: ({ people }) => (people === 0 ? t('wholeClass') : t('people', { count: people })),
    },
    { key: 'region', title: { zh: '地区', en: 'Region' }, value: ({ region }) => region, show: ({ region }) => region },
    {
      key: 'publish-by',
      title: { zh: '应公布日', en: 'Publish by' },
      value: ({ publishBy }) => publishBy,
      show: ({ publishBy }) => <Day value={publishBy} />,
    },
    {
      key: 'published',
      title: { zh: '公布时间', en: 'Published at' },
      value: ({ publishedAt }) => publishedAt,
      show: ({ publishedAt }) => <Instant value={publishedAt} />,
    },
  ];
}

export function Page() {
  const t = useWords(words);
  const [address, change] = useAddress();
  const list = useList(['findings'], (cursor) => api.GET('/api/supervision/findings', { params: { query: { cursor, limit: 200 } } }));
  const columns = useColumns();
  const add = (
    <Button key="add" type="primary" icon={<PlusOutlined />} onClick={() => change({ confirm: '1' })}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={add} />
      <Panel>
        <DataTable
          name="findings"
          caption={words.title}
          list={list}
          columns={columns}
          rowKey={({ findingId }) => findingId}
          empty={
            <NothingYet
              title={{ zh: '还没有认定的问题', en: 'Nothing was confirmed yet' }}
              help={{ zh: '检查发现问题后，在班期上认定。', en: 'When an inspection finds something, confirm it at the class.' }}
            />
          }
        />
      </Panel>
      {address['confirm'] !== undefined && <ConfirmFinding />}
    </>
  );
}
