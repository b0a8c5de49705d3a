// One inspection: for the inspector at the site on a phone, and for the supervisor at a desk.
import { Alert, Descriptions, Tag } from 'antd';
import { api } from '@api';
import {
  Day,
  GoTo,
  Id,
  Instant,
  PageHead,
  Panel,
  Person,
  Shown,
  Status,
  findingKinds,
  inspectionStates,
  todayText,
  useAsk,
  useHasRole,
  useMe,
  useParam,
  useSaid,
  useWords,
} from '@kit';
import { ResultForm } from './result-form';
import { ClassInWords } from './class-in-words';
import { stateOf, type Inspection } from './task-model';
import './inspecting.css';

const words = {
  title: { zh: '检查 {object}', en: 'Inspection of {object}' },
  task: { zh: '任务', en: 'Task' },
  object: { zh: '检查对象', en: 'Object' },
  due: { zh: '检查期限', en: 'Inspect by' },
  team: { zh: '检查组', en: 'Team' },
  you: { zh: '您', en: 'you' },
  state: { zh: '状态', en: 'State' },
  draw: { zh: '所属抽查', en: 'Draw' },
  publishBy: { zh: '结果应公布日', en: 'Results public by' },
  result: { zh: '检查结果', en: 'Result' },
  enter: { zh: '录入结果', en: 'Enter the result' },
  notOnTeam: { zh: '只有检查组成员或监督人员可以录入结果。', en: 'The team or a supervisor enters the result.' },
  kind: { zh: '结论', en: 'What was found' },
  class: { zh: '涉及班期', en: 'Class' },
  people: { zh: '涉及人员', en: 'People concerned' },
  note: { zh: '检查记录', en: 'Notes' },
  evidence: { zh: '证据文件及指纹', en: 'Evidence and digests' },
  by: { zh: '录入人', en: 'Entered by' },
  at: { zh: '录入时间', en: 'Entered at' },
  confirm: { zh: '在班期上认定这一问题', en: 'Confirm this at the class' },
  none: { zh: '无', en: 'None' },
  noDay: { zh: '未规定期限', en: 'no day is set' },
} as const;

export function Page() {
  const t = useWords(words);
  const taskId = useParam('taskId');
  const asked = useAsk(['inspection', taskId], () => api.GET('/api/supervision/inspections/{taskId}', { params: { path: { taskId } } }));
  return (
    <Shown asked={asked}>
      {(task) => (
        <div className="narrow">
          <PageHead title={t('title', { object: task.objectId })} />
          <Panel title={t('task')}>
            <Task task={task} />
          </Panel>
          <Panel title={t(task.kind === undefined ? 'enter' : 'result')}>
            {task.kind === undefined ? <Entering task={task} /> : <Result task={task} kind={task.kind} />}
          </Panel>
        </div>
      )}
    </Shown>
  );
}

function Task({ task }: { readonly task: Inspection }) {
  const t = useWords(words);
  const { account } = useMe();
  const seesDraws = useHasRole('supervisor');
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'state', label: t('state'), children: <Status value={stateOf(task, todayText())} of={inspectionStates} /> },
        { key: 'due', label: t('due'), children: task.inspectBy === undefined ? t('noDay') : <Day value={task.inspectBy} /> },
        {
          key: 'team',
          label: t('team'),
          children: task.inspectorIds.map((id) => <Tag key={id}>{id === account ? `${id} (${t('you')})` : id}</Tag>),
        },
        {
          key: 'draw',
          label: t('draw'),
          children: seesDraws ? (
            <GoTo to={`/supervising/draws/${task.drawId}`}>{task.drawId.slice(0, 8)}</GoTo>
          ) : (
            <Id value={task.drawId} />
          ),
        },
        ...(task.publishBy === undefined ? [] : [{ key: 'publish', label: t('publishBy'), children: <Day value={task.publishBy} /> }]),
      ]}
    />
  );
}

function Entering({ task }: { readonly task: Inspection }) {
  const t = useWords(words);
  const { account } = useMe();
  const supervises = useHasRole('supervisor');
  if (!supervises && !task.inspectorIds.includes(account)) return <Alert type="info" showIcon title={t('notOnTeam')} />;
  return <ResultForm taskId={task.taskId} />;
}

function Result({ task, kind }: { readonly task: Inspection; readonly kind: string }) {
  const t = useWords(words);
  const said = useSaid();
  const supervises = useHasRole('supervisor');
  const { classId, personIds, note, evidence, recordedBy, recordedAt } = task;
  const people = personIds.map((id) => (
    <div key={id}>
      <Person id={id} />
    </div>
  ));
  const files = (
    <ul className="plain">
      {evidence.map(({ name, sha256 }) => (
        <li key={sha256}>
          {name} <code className="digest">{sha256}</code>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'kind', label: t('kind'), children: <strong>{said(findingKinds[kind] ?? { zh: kind, en: kind })}</strong> },
          {
            key: 'class',
            label: t('class'),
            children: classId === undefined ? t('none') : <ClassInWords taskId={task.taskId} classId={classId} />,
          },
          { key: 'people', label: t('people'), children: people.length > 0 ? <div>{people}</div> : t('none') },
          { key: 'note', label: t('note'), children: note === undefined ? t('none') : <div className="note">{note}</div> },
          { key: 'evidence', label: t('evidence'), children: evidence.length > 0 ? files : t('none') },
          { key: 'by', label: t('by'), children: recordedBy },
          { key: 'at', label: t('at'), children: <Instant value={recordedAt} /> },
        ]}
      />
      {supervises && kind !== 'clean' && classId !== undefined && (
        <GoTo to="/supervising/findings" search={{ confirm: '1', class: classId, kind, task: task.taskId }}>
          {t('confirm')}
        </GoTo>
      )}
    </>
  );
}
