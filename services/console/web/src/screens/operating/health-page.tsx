import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { api, type Problem, type Schemas } from '@api';
import { DataTable, GoTo, NothingYet, PageHead, Panel, Status, useSaid, useWords, type Column } from '@kit';
import { ServiceName, Silent, gathered, type OfService } from './gathered';
import { serviceNames, useAllServices, type Service, type Told } from './services';
import { readerStatus, readerWord } from './words';
import './operating.css';

type Work = Schemas['WorkView'];
type Reader = OfService<Schemas['SubscriptionView']>;
type Ready = { readonly services: Readonly<Record<string, boolean>> };

const everyMs = 5_000;
const words = {
  title: { zh: '运行状态', en: 'Health' },
  sub: {
    zh: '每 5 秒更新。落后数是还没有读到的记录条数，短时间内应回到 0。',
    en: 'Read anew every 5 seconds. Lag counts what a reader has not read yet; it should soon be 0 again.',
  },
  up: { zh: '正常', en: 'Running' },
  worried: { zh: '有待处理', en: 'Needs attention' },
  down: { zh: '暂不可用', en: 'Not available' },
  unknown: { zh: '不明', en: 'Unknown' },
  lag: { zh: '读取落后', en: 'Readers behind' },
  behind: { zh: '未处理消息', en: 'Messages not handled yet' },
  parked: { zh: '搁置的消息', en: 'Parked messages' },
  quarantined: { zh: '隔离的消息', en: 'In quarantine' },
  due: { zh: '已到期待办', en: 'Jobs due' },
  jobs: { zh: '搁置的到期事项', en: 'Parked jobs' },
  paused: { zh: '已暂停：{what}（{why}）', en: 'Paused: {what} ({why})' },
  readers: { zh: '各读取者的进度', en: 'How far each reader is' },
} as const;

const useWork = () =>
  useAllServices<Work>('work', (service) => api.GET(`/api/${service}/operations/work` as '/api/enrolment/operations/work'), everyMs);
const useReady = () =>
  useQuery<Ready, Problem>({
    queryKey: ['ready'],
    queryFn: async () => (await fetch('/ready')).json() as Promise<Ready>,
    refetchInterval: everyMs,
  });

const columns: readonly Column<Reader>[] = [
  {
    key: 'service',
    title: { zh: '服务', en: 'Service' },
    value: ({ service }) => service,
    show: ({ service }) => <ServiceName service={service} />,
  },
  { key: 'name', title: { zh: '读取者', en: 'Reader' }, value: ({ name }) => name, show: ({ name }) => <ReaderName name={name} /> },
  { key: 'log', title: { zh: '记录簿', en: 'Log' }, value: ({ log }) => log, show: ({ log }) => <code>{log}</code> },
  { key: 'lag', title: { zh: '落后', en: 'Lag' }, align: 'right', value: ({ lag }) => lag, show: ({ lag }) => lag },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    value: ({ status }) => status,
    written: readerStatus,
    show: ({ status }) => <Status value={status} of={readerStatus} />,
  },
  { key: 'why', title: { zh: '原因', en: 'Why' }, value: ({ why }) => why, show: ({ why }) => <div className="reason-text">{why}</div> },
];

function ReaderName({ name }: { readonly name: string }) {
  const said = useSaid();
  return (
    <>
      <code>{name}</code> <span className="page-sub">{said(readerWord(name))}</span>
    </>
  );
}

export function Page() {
  const t = useWords(words);
  const told = useWork();
  const { data: ready } = useReady();
  const readers = gathered(
    told.map(({ service, asked }) => ({
      service,
      asked: { ...asked, data: asked.data?.subscriptions } as Told<readonly Schemas['SubscriptionView'][]>['asked'],
    })),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Silent told={told} />
      <div className="service-cards">
        {told.map(({ service, asked }) => (
          <ServiceCard key={service} service={service} up={ready?.services[service]} work={asked.data} />
        ))}
      </div>
      <Panel title={t('readers')}>
        <DataTable
          name="readers"
          caption={words.readers}
          list={{ ...readers, again: () => told.forEach(({ asked }) => void asked.refetch()) }}
          columns={columns}
          rowKey={({ service, log, name }) => `${service} ${log} ${name}`}
          empty={
            <NothingYet
              title={{ zh: '没有读取者', en: 'No readers' }}
              help={{ zh: '服务启动后会出现在这里。', en: 'They appear here once a service runs.' }}
            />
          }
        />
      </Panel>
    </>
  );
}

type CardProps = { readonly service: Service; readonly up: boolean | undefined; readonly work: Work | undefined };

const worriedOf = (work: Work | undefined): boolean =>
  work !== undefined &&
  (work.messages.parked + work.messages.quarantined + work.due.parked > 0 ||
    work.messages.paused.length > 0 ||
    work.subscriptions.some(({ status }) => status !== 'running'));

const colours = { up: 'success', worried: 'warning', down: 'error', unknown: 'default' } as const;

function ServiceCard({ service, up, work }: CardProps) {
  const t = useWords(words);
  const said = useSaid();
  const running = worriedOf(work) ? 'worried' : 'up';
  const state = up === undefined ? 'unknown' : up ? running : 'down';
  return (
    <section className={`service-card ${state}`} aria-label={said(serviceNames[service])}>
      <h2>
        {said(serviceNames[service])}
        <Tag color={colours[state]}>{t(state)}</Tag>
      </h2>
      {work && <Figures work={work} />}
      {work?.messages.paused.map(({ what, why }) => (
        <p key={what} className="reason-text">
          {t('paused', { what, why })}
        </p>
      ))}
    </section>
  );
}

function Figures({ work: { subscriptions, messages, due } }: { readonly work: Work }) {
  const t = useWords(words);
  const figures = [
    ['lag', subscriptions.reduce((sum, { lag }) => sum + lag, 0), undefined],
    ['behind', messages.behind, undefined],
    ['parked', messages.parked, '/operating/messages'],
    ['quarantined', messages.quarantined, '/operating/messages'],
    ['due', due.due, undefined],
    ['jobs', due.parked, '/operating/jobs'],
  ] as const;
  return (
    <dl>
      {figures.map(([name, figure, to]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{t(name)}</dt>
          <dd>{to && figure > 0 ? <GoTo to={to}>{figure}</GoTo> : figure}</dd>
        </div>
      ))}
    </dl>
  );
}
