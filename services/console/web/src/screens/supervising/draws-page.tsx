import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { api, type Schemas } from '@api';
import { DataTable, Day, GoTo, Instant, NothingYet, PageHead, Panel, Status, drawStatus, useList, useWords, type Column } from '@kit';

const words = {
  title: { zh: '双随机抽查', en: 'Random draws' },
  sub: {
    zh: '先封存名单并公开指纹，再公布种子；任何人都能重算结果。',
    en: 'The list is sealed and its hash made public first, then the seed is revealed; anybody can compute the result again.',
  },
  add: { zh: '新的抽查', en: 'New draw' },
} as const;

type Draw = Schemas['DrawSummary'];

const columns: readonly Column<Draw>[] = [
  {
    key: 'committed',
    title: { zh: '封存时间', en: 'Sealed at' },
    value: ({ committedAt }) => committedAt,
    show: ({ drawId, committedAt }) => (
      <GoTo to={`/supervising/draws/${drawId}`}>
        <Instant value={committedAt} />
      </GoTo>
    ),
  },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    value: ({ status }) => status,
    written: drawStatus,
    show: ({ status }) => <Status value={status} of={drawStatus} />,
  },
  {
    key: 'hash',
    title: { zh: '名单指纹', en: 'Hash of the frame' },
    value: ({ frameHash }) => frameHash,
    show: ({ frameHash }) => (
      <span className="code" title={frameHash}>
        {frameHash.slice(0, 16)}…
      </span>
    ),
  },
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

function NewDraw() {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate({ to: '/supervising/draws/new' })}>
      {t('add')}
    </Button>
  );
}

export function Page() {
  const t = useWords(words);
  const list = useList(['draws'], (cursor) => api.GET('/api/supervision/draws', { params: { query: { cursor, limit: 200 } } }));
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={<NewDraw />} />
      <Panel>
        <DataTable
          name="draws"
          caption={{ zh: '历次抽查', en: 'All draws' }}
          list={list}
          columns={columns}
          rowKey={({ drawId }) => drawId}
          empty={
            <NothingYet
              title={{ zh: '还没有抽查', en: 'Nothing was drawn yet' }}
              help={{
                zh: '先登记检查对象和检查人员，然后封存一份名单。',
                en: 'Register objects and inspectors first, then seal a frame.',
              }}
              action={<NewDraw />}
            />
          }
        />
      </Panel>
    </>
  );
}
