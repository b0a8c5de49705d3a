import { useQueries } from '@tanstack/react-query';
import { Table, Typography } from 'antd';
import { api, answered, type Problem, type Schemas } from '@api';
import { PageHead, Panel, ProblemAlert, Status, serviceNames, useSaid, useWords, type StatusWords } from '@kit';
import { parseNote, witnessStateOf } from './checkpoint-note';
import './trace.css';

const words = {
  title: { zh: '记录簿见证', en: 'Checkpoints' },
  sub: {
    zh: '每本记录簿的检查点由另一项服务核对一致后签名；已签名的部分不能再被改写而不被发现。',
    en: 'Another service checks each log for consistency and cosigns; what is cosigned cannot be rewritten unseen.',
  },
  log: { zh: '记录簿', en: 'Log' },
  size: { zh: '事实数', en: 'Facts' },
  cosigned: { zh: '已见证至', en: 'Cosigned up to' },
  state: { zh: '见证状态', en: 'State' },
  open: { zh: '待见证', en: 'Not cosigned yet' },
  witness: { zh: '见证方', en: 'Witness' },
  signers: { zh: '签名', en: 'Signed by' },
  root: { zh: '当前根哈希', en: 'Root now' },
  note: { zh: '检查点原文', en: 'The checkpoint itself' },
  current: { zh: '当前', en: 'Now' },
  kept: { zh: '已见证', en: 'Cosigned' },
} as const;

const states: StatusWords = {
  WITNESSED: { word: { zh: '全部已见证', en: 'All cosigned' }, colour: 'success' },
  BEHIND: { word: { zh: '有新事实待见证', en: 'News to be cosigned' }, colour: 'processing' },
  NEVER: { word: { zh: '尚未见证', en: 'Never cosigned' }, colour: 'warning' },
};

type Checkpoint = Schemas['CheckpointView'];

const logs = {
  enrolment: () => api.GET('/api/enrolment/log/checkpoint'),
  attendance: () => api.GET('/api/attendance/log/checkpoint'),
  certification: () => api.GET('/api/certification/log/checkpoint'),
  'subsidy-payment': () => api.GET('/api/subsidy-payment/log/checkpoint'),
  'fund-ledger': () => api.GET('/api/fund-ledger/log/checkpoint'),
  supervision: () => api.GET('/api/supervision/log/checkpoint'),
} as const;

const lookEveryMs = 10_000;
const witnessOf = (log: string): string => (log === 'supervision' ? 'fund-ledger' : 'supervision');

type Row = { readonly log: string; readonly checkpoint: Checkpoint | undefined; readonly problem: Problem | null };

function useCheckpoints(): readonly Row[] {
  const names = Object.keys(logs) as (keyof typeof logs)[];
  const asked = useQueries({
    queries: names.map((log) => ({
      queryKey: ['checkpoint', log],
      queryFn: () => answered<Checkpoint>(logs[log]()),
      refetchInterval: lookEveryMs,
    })),
  });
  return names.map((log, place) => ({ log, checkpoint: asked[place]?.data, problem: (asked[place]?.error ?? null) as Problem | null }));
}

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const rows = useCheckpoints();
  const nameOf = (log: string) => said(serviceNames[log] ?? { zh: log, en: log });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <Table
          aria-label={t('title')}
          rowKey="log"
          pagination={false}
          dataSource={[...rows]}
          scroll={{ x: 'max-content' }}
          expandable={{ expandedRowRender: ({ checkpoint }) => checkpoint && <Notes checkpoint={checkpoint} /> }}
          columns={[
            { title: t('log'), dataIndex: 'log', render: nameOf },
            { title: t('size'), align: 'right', render: (_, { checkpoint }) => checkpoint?.size },
            { title: t('cosigned'), align: 'right', render: (_, { checkpoint }) => checkpoint?.cosigned?.size },
            {
              title: t('open'),
              align: 'right',
              render: (_, { checkpoint }) => checkpoint && Math.max(0, checkpoint.size - (checkpoint.cosigned?.size ?? 0)),
            },
            {
              title: t('state'),
              render: (_, { checkpoint, problem }) =>
                checkpoint ? (
                  <Status value={witnessStateOf(checkpoint.size, checkpoint.cosigned?.size)} of={states} />
                ) : (
                  <ProblemAlert problem={problem} />
                ),
            },
            { title: t('witness'), render: (_, { log }) => nameOf(witnessOf(log)) },
            {
              title: t('signers'),
              render: (_, { checkpoint }) => <span className="code">{parseNote(checkpoint?.cosigned?.note ?? '')?.signers.join(' ')}</span>,
            },
          ]}
        />
      </Panel>
    </>
  );
}

function Notes({ checkpoint: { root, note, cosigned } }: { readonly checkpoint: Checkpoint }) {
  const t = useWords(words);
  return (
    <>
      <p>
        {t('root')}{' '}
        <Typography.Text copyable className="code">
          {root}
        </Typography.Text>
      </p>
      <strong>{t('current')}</strong>
      <pre className="note-text code">{note}</pre>
      {cosigned && (
        <>
          <strong>{t('kept')}</strong>
          <pre className="note-text code">{cosigned.note}</pre>
        </>
      )}
    </>
  );
}
