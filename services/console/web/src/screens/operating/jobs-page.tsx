import { App, Button, Popconfirm } from 'antd';
import { api, type Schemas } from '@api';
import { DataTable, Instant, NothingYet, PageHead, ProblemAlert, useCommand, useHasRole, useWords, type Column } from '@kit';
import { ServiceName, Silent, gathered, type OfService } from './gathered';
import { allPages, useAllServices } from './services';
import './operating.css';

type Job = OfService<Schemas['ParkedJobView']>;

const everyMs = 10_000;
const words = {
  title: { zh: '搁置的到期事项', en: 'Parked jobs' },
  sub: {
    zh: '到期应办而多次失败的事项。排除原因后放行，系统会再办一次。',
    en: 'What fell due and failed again and again. Mend the cause and release it; then it is done once more.',
  },
  release: { zh: '放行', en: 'Release' },
  ask: { zh: '重新办理 {id}？', en: 'Do {id} again?' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已放行 {id}', en: '{id} is released' },
} as const;

const useJobs = () =>
  useAllServices<readonly Schemas['ParkedJobView'][]>(
    'jobs',
    (service) =>
      allPages((cursor) =>
        api.GET(`/api/${service}/operations/jobs` as '/api/enrolment/operations/jobs', { params: { query: { cursor, limit: 200 } } }),
      ),
    everyMs,
  );

const columns: readonly Column<Job>[] = [
  {
    key: 'service',
    title: { zh: '服务', en: 'Service' },
    value: ({ service }) => service,
    show: ({ service }) => <ServiceName service={service} />,
  },
  { key: 'kind', title: { zh: '事项', en: 'Kind' }, value: ({ kind }) => kind, show: ({ kind }) => <code>{kind}</code> },
  {
    key: 'dueAt',
    title: { zh: '应办时间', en: 'Due' },
    value: ({ dueAt }) => dueAt,
    show: ({ dueAt }) => <Instant value={dueAt} seconds />,
  },
  {
    key: 'attempts',
    title: { zh: '已试次数', en: 'Attempts' },
    align: 'right',
    value: ({ attempts }) => attempts,
    show: ({ attempts }) => attempts,
  },
  {
    key: 'reason',
    title: { zh: '原因', en: 'Reason' },
    value: ({ reason }) => reason,
    show: ({ reason }) => <div className="reason-text">{reason}</div>,
  },
  { key: 'id', title: { zh: '编号', en: 'Id' }, value: ({ id }) => id, show: ({ id }) => <code className="lane">{id}</code> },
];

function ReleaseJob({ service, id }: Pick<Job, 'service' | 'id'>) {
  const t = useWords(words);
  const { message } = App.useApp();
  const release = useCommand(
    (body: { readonly id: string }, key) =>
      api.POST(`/api/${service}/operations/jobs/releases` as '/api/enrolment/operations/jobs/releases', {
        params: { header: { 'Idempotency-Key': key } },
        body,
      }),
    { changes: ['operations'], onDone: () => void message.success(t('done', { id })) },
  );
  return (
    <>
      <Popconfirm title={t('ask', { id })} okText={t('release')} cancelText={t('cancel')} onConfirm={() => release.mutate({ id })}>
        <Button size="small" loading={release.isPending} aria-label={`${t('release')} ${id}`}>
          {t('release')}
        </Button>
      </Popconfirm>
      <ProblemAlert problem={release.error} />
    </>
  );
}

/** What one may do stands before what is seldom read, so that it is seen without moving the table. */
const shownFirst = 5;

export function Page() {
  const t = useWords(words);
  const told = useJobs();
  const may = useHasRole('operator');
  const acts: Column<Job> = { key: 'acts', title: { zh: '操作', en: 'Act' }, show: (job) => <ReleaseJob {...job} /> };
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Silent told={told} />
      <DataTable
        name="jobs"
        caption={words.title}
        list={gathered(told)}
        columns={may ? [...columns.slice(0, shownFirst), acts, ...columns.slice(shownFirst)] : columns}
        rowKey={({ service, id }) => `${service} ${id}`}
        empty={
          <NothingYet
            title={{ zh: '没有搁置的事项', en: 'No job is parked' }}
            help={{ zh: '到期的事项都已按时办理，无需操作。', en: 'Whatever fell due was done; there is nothing to do.' }}
          />
        }
      />
    </>
  );
}
