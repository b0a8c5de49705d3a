import { Select, Tag } from 'antd';
import { api } from '@api';
import {
  DataTable,
  Day,
  GoTo,
  Instant,
  NothingYet,
  PageHead,
  Panel,
  Status,
  findingKinds,
  inspectionStates,
  todayText,
  useAddress,
  useList,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { stateOf, type Inspection } from '../inspecting/task-model';
import './supervising.css';

const words = {
  title: { zh: '检查任务', en: 'Inspections' },
  sub: {
    zh: '抽中的检查对象各由一个检查组按期检查；点开可看结论和证据。',
    en: 'Each object that was drawn is inspected by a team in time; open one to see what was found, with its evidence.',
  },
  state: { zh: '按状态筛选', en: 'Filter by state' },
  all: { zh: '全部状态', en: 'All states' },
  open: { zh: '待检查', en: 'To be inspected' },
  done: { zh: '已有结果', en: 'With a result' },
  ofDraw: { zh: '只看抽查 {id}', en: 'Of the draw {id} alone' },
  ofObject: { zh: '只看对象 {id}', en: 'Of the object {id} alone' },
} as const;

function useColumns(): readonly Column<Inspection>[] {
  const said = useSaid();
  return [
    {
      key: 'object',
      title: { zh: '检查对象', en: 'Object' },
      value: ({ objectId }) => objectId,
      show: ({ taskId, objectId }) => <GoTo to={`/supervising/inspections/${taskId}`}>{objectId}</GoTo>,
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      value: (task) => stateOf(task, todayText()),
      written: inspectionStates,
      show: (task) => <Status value={stateOf(task, todayText())} of={inspectionStates} />,
    },
    {
      key: 'due',
      title: { zh: '检查期限', en: 'Inspect by' },
      value: ({ inspectBy }) => inspectBy,
      show: ({ inspectBy }) => <Day value={inspectBy} />,
    },
    {
      key: 'team',
      title: { zh: '检查组', en: 'Team' },
      value: ({ inspectorIds }) => inspectorIds.join(' '),
      show: ({ inspectorIds }) => inspectorIds.map((id) => <Tag key={id}>{id}</Tag>),
    },
    {
      key: 'kind',
      title: { zh: '结论', en: 'What was found' },
      value: ({ kind }) => kind,
      show: ({ kind }) => (kind === undefined ? '' : said(findingKinds[kind] ?? { zh: kind, en: kind })),
    },
    {
      key: 'recorded',
      title: { zh: '录入时间', en: 'Entered at' },
      value: ({ recordedAt }) => recordedAt,
      show: ({ recordedAt }) => <Instant value={recordedAt} />,
    },
    {
      key: 'publish',
      title: { zh: '结果应公布日', en: 'Public by' },
      value: ({ publishBy }) => publishBy,
      show: ({ publishBy }) => <Day value={publishBy} />,
    },
  ];
}

export function Page() {
  const t = useWords(words);
  const [address] = useAddress();
  const { draw, object } = address;
  const state = (['open', 'done'] as const).find((one) => one === address['state']);
  const list = useList(['inspections', state, draw, object], (cursor) =>
    api.GET('/api/supervision/inspections', { params: { query: { state, draw, object, cursor, limit: 200 } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <DataTable
          name="inspections"
          caption={words.title}
          list={list}
          columns={useColumns()}
          rowKey={({ taskId }) => taskId}
          filters={<Filters />}
          empty={
            <NothingYet
              title={{ zh: '没有检查任务', en: 'There are no inspections' }}
              help={{ zh: '任务由抽查产生：先在“双随机抽查”中封存并抽取。', en: 'Inspections come from a draw: seal and draw one first.' }}
            />
          }
        />
      </Panel>
    </>
  );
}

function Filters() {
  const t = useWords(words);
  const [{ state = '', draw, object }, change] = useAddress();
  return (
    <>
      <Select
        aria-label={t('state')}
        value={state}
        onChange={(value: string) => change({ state: value || undefined })}
        options={[
          { value: '', label: t('all') },
          { value: 'open', label: t('open') },
          { value: 'done', label: t('done') },
        ]}
        className="filter"
      />
      {draw && (
        <Tag closable onClose={() => change({ draw: undefined })}>
          {t('ofDraw', { id: draw.slice(0, 8) })}
        </Tag>
      )}
      {object && (
        <Tag closable onClose={() => change({ object: undefined })}>
          {t('ofObject', { id: object })}
        </Tag>
      )}
    </>
  );
}
