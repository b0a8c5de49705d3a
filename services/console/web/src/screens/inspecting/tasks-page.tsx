import { Card, Empty, Segmented } from 'antd';
import { api } from '@api';
import {
  Day,
  GoTo,
  NothingYet,
  PageHead,
  ProblemAlert,
  Shown,
  Status,
  inspectionStates,
  todayText,
  useAddress,
  useAsk,
  useWords,
} from '@kit';
import { inOrderOfNeed, stateOf, type Inspection } from './task-model';
import './inspecting.css';

const words = {
  title: { zh: '我的检查任务', en: 'My inspections' },
  open: { zh: '待检查', en: 'To do' },
  done: { zh: '已完成', en: 'Done' },
  which: { zh: '显示哪些任务', en: 'Which inspections' },
  due: { zh: '检查期限', en: 'Inspect by' },
  team: { zh: '检查组', en: 'Team' },
  noDay: { zh: '未规定期限', en: 'no day is set' },
  and: { zh: '、', en: ', ' },
  nothingDone: { zh: '还没有完成的任务', en: 'Nothing is done yet' },
} as const;

const mostShown = 200;

export function Page() {
  const t = useWords(words);
  const [address, change] = useAddress();
  const state = address['state'] === 'done' ? 'done' : 'open';
  const asked = useAsk(['inspections', 'mine', state], () =>
    api.GET('/api/supervision/inspections', { params: { query: { state, limit: mostShown } } }),
  );
  return (
    <div className="narrow">
      <PageHead title={t('title')} />
      <Segmented
        block
        aria-label={t('which')}
        value={state}
        options={[
          { value: 'open', label: t('open') },
          { value: 'done', label: t('done') },
        ]}
        onChange={(value) => change({ state: value === 'done' ? 'done' : undefined })}
      />
      <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />
      <Shown asked={asked}>{({ items }) => <Tasks tasks={inOrderOfNeed(items)} done={state === 'done'} />}</Shown>
    </div>
  );
}

function Tasks({ tasks, done }: { readonly tasks: readonly Inspection[]; readonly done: boolean }) {
  const t = useWords(words);
  if (tasks.length === 0 && done) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('nothingDone')} />;
  if (tasks.length === 0)
    return (
      <NothingYet
        title={{ zh: '现在没有要去的检查', en: 'There is nothing to inspect' }}
        help={{
          zh: '抽查抽中您后，任务会出现在这里，并写明对象和期限。',
          en: 'When a draw picks you, the task appears here with its object and its day.',
        }}
      />
    );
  return (
    <ul className="task-list">
      {tasks.map((task) => (
        <li key={task.taskId}>
          <TaskCard task={task} />
        </li>
      ))}
    </ul>
  );
}

function TaskCard({ task }: { readonly task: Inspection }) {
  const t = useWords(words);
  const { taskId, objectId, inspectBy, inspectorIds } = task;
  return (
    <Card size="small">
      <div className="task-head">
        <GoTo to={`/inspecting/tasks/${taskId}`}>
          <strong className="task-object">{objectId}</strong>
        </GoTo>
        <Status value={stateOf(task, todayText())} of={inspectionStates} />
      </div>
      <dl className="task-facts">
        <dt>{t('due')}</dt>
        <dd>{inspectBy === undefined ? t('noDay') : <Day value={inspectBy} />}</dd>
        <dt>{t('team')}</dt>
        <dd>{inspectorIds.join(t('and'))}</dd>
      </dl>
    </Card>
  );
}
