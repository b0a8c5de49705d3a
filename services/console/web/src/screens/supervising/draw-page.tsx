import { DesktopOutlined } from '@ant-design/icons';
import { App, Button, Descriptions, Popconfirm, Steps, Typography } from 'antd';
import { useState } from 'react';
import { api, type Problem } from '@api';
import {
  Day,
  GoTo,
  Instant,
  PageHead,
  Panel,
  ProblemAlert,
  Shown,
  Status,
  dayText,
  drawStatus,
  useAddress,
  useAsk,
  useCommand,
  useLanguage,
  useParam,
  useWords,
} from '@kit';
import { DrawFrame, FrameHash } from './draw-frame';
import { Fall } from './draw-fall';
import { drawOf, fallenOf, type Draw } from './draw-model';
import { Recompute } from './draw-recompute';
import { SeedEntry } from './draw-seed';
import { DrawStage } from './draw-stage';
import './draw.css';
import './supervising.css';

const words = {
  title: { zh: '双随机抽查 {on}', en: 'Draw of {on}' },
  project: { zh: '投影模式', en: 'Projector mode' },
  publish: { zh: '公布结果', en: 'Publish the results' },
  publishAsk: { zh: '公布后全部检查结果向社会公开。', en: 'All results become public.' },
  published: { zh: '结果已公布', en: 'Published' },
  revealed: { zh: '种子已公布，名单已抽出', en: 'The seed is revealed and the list is drawn' },
  stepSeal: { zh: '封存', en: 'Sealed' },
  stepSeed: { zh: '种子', en: 'Seed' },
  stepInspect: { zh: '检查', en: 'Inspections' },
  stepPublish: { zh: '公布', en: 'Published' },
  progress: { zh: '已完成 {done} / {all}', en: '{done} of {all} done' },
  frame: { zh: '封存的名单', en: 'The sealed frame' },
  seed: { zh: '种子', en: 'Seed' },
  list: { zh: '抽出的检查对象与检查组', en: 'Objects and teams as drawn' },
  check: { zh: '当场重算', en: 'Compute it again' },
  inspectBy: { zh: '检查期限', en: 'Inspect by' },
  publishBy: { zh: '应公布日', en: 'Publish by' },
  publishedAt: { zh: '公布时间', en: 'Published at' },
  status: { zh: '状态', en: 'State' },
  tasks: { zh: '检查任务', en: 'Inspections' },
  all: { zh: '查看全部任务', en: 'All inspections of this draw' },
} as const;

const lookEveryMs = 4_000;

export function Page() {
  const drawId = useParam('drawId');
  const asked = useAsk(['draw', drawId], () => api.GET('/api/supervision/draws/{drawId}', { params: { path: { drawId } } }), {
    everyMs: lookEveryMs,
  });
  return <Shown asked={asked}>{(view) => <OneDraw draw={drawOf(view)} />}</Shown>;
}

export type Revealing = { readonly pending: boolean; readonly problem: Problem | null; readonly reveal: (seed: string) => void };

/** In front of a hall the list itself says that it is drawn. */
function useReveal(drawId: string, projected: boolean): Revealing {
  const t = useWords(words);
  const { message } = App.useApp();
  const command = useCommand(
    (seed: string, key: string) =>
      api.POST('/api/supervision/draws/{drawId}/seeds', {
        params: { path: { drawId }, header: { 'Idempotency-Key': key } },
        body: { seed },
      }),
    { onDone: () => void (projected || message.success(t('revealed'))) },
  );
  return { pending: command.isPending, problem: command.error, reveal: command.mutate };
}

function OneDraw({ draw }: { readonly draw: Draw }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [address, change] = useAddress();
  const projected = address['show'] === 'projector';
  const revealing = useReveal(draw.drawId, projected);
  const [seed, setSeed] = useState('');
  const project = (
    <Button key="project" icon={<DesktopOutlined />} onClick={() => change({ show: 'projector' })}>
      {t('project')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title', { on: dayText(draw.frame.on, language) })} actions={[project, <Publish key="publish" draw={draw} />]} />
      <Panel>
        <Progress draw={draw} />
      </Panel>
      <Panel title={t('frame')}>
        <FrameHash hash={draw.frameHash} />
        <DrawFrame frame={draw.frame} />
      </Panel>
      <Panel title={t('seed')}>
        <SeedEntry known={draw.seed} seed={seed} onSeed={setSeed} revealing={revealing} />
      </Panel>
      {draw.seed !== undefined && (
        <Panel
          title={t('list')}
          extra={
            <GoTo to="/supervising/inspections" search={{ draw: draw.drawId }}>
              {t('all')}
            </GoTo>
          }
        >
          <Fall fallen={fallenOf(draw)} shown={draw.objects.length} />
        </Panel>
      )}
      <Panel title={t('check')}>
        <Recompute draw={draw} />
      </Panel>
      {projected && (
        <DrawStage draw={draw} seed={seed} onSeed={setSeed} revealing={revealing} onClose={() => change({ show: undefined })} />
      )}
    </>
  );
}

function Progress({ draw }: { readonly draw: Draw }) {
  const t = useWords(words);
  const done = draw.teams.filter(({ result }) => result !== undefined).length;
  const at = draw.status === 'COMMITTED' ? 1 : draw.completedOn === undefined ? 2 : 3;
  return (
    <>
      <Steps
        current={draw.status === 'PUBLISHED' ? 4 : at}
        items={[
          { title: t('stepSeal') },
          { title: t('stepSeed') },
          { title: t('stepInspect'), content: draw.teams.length > 0 ? t('progress', { done, all: draw.teams.length }) : undefined },
          { title: t('stepPublish') },
        ]}
      />
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        className="draw-facts"
        items={[
          { key: 'status', label: t('status'), children: <Status value={draw.status} of={drawStatus} /> },
          { key: 'inspect', label: t('inspectBy'), children: <Day value={draw.inspectBy} /> },
          { key: 'by', label: t('publishBy'), children: <Day value={draw.publishBy} /> },
          { key: 'at', label: t('publishedAt'), children: <Instant value={draw.publishedAt} /> },
        ]}
      />
    </>
  );
}

function Publish({ draw: { drawId, completedOn, status } }: { readonly draw: Draw }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const command = useCommand(
    (_: undefined, key: string) =>
      api.POST('/api/supervision/draws/{drawId}/results', { params: { path: { drawId }, header: { 'Idempotency-Key': key } } }),
    { onDone: () => void message.success(t('published')) },
  );
  if (completedOn === undefined || status === 'PUBLISHED') return null;
  return (
    <>
      <Popconfirm title={t('publish')} description={t('publishAsk')} onConfirm={() => command.mutate(undefined)}>
        <Button type="primary" loading={command.isPending}>
          {t('publish')}
        </Button>
      </Popconfirm>
      {command.error && (
        <Typography.Text>
          <ProblemAlert problem={command.error} />
        </Typography.Text>
      )}
    </>
  );
}
