import { api, type Schemas } from '@api';
import { GoTo, NothingYet, PageHead, Panel, ProblemAlert, moneyText, useList, useWords } from '@kit';
import { Skeleton } from 'antd';
import { Queue } from './queue';
import { useRowName } from './row-name';
import './funds.css';

const words = {
  title: { zh: '等待资金', en: 'Waiting for money' },
  sub: {
    zh: '余额不足时，案件按初审先后排队；下达指标或释放占用后自动按顺序占用。',
    en: 'Where a row cannot pay, cases queue in the order of their first review, and are served as soon as there is money.',
  },
  rows: { zh: '查看资金总览', en: 'See the fund rows' },
  available: { zh: '可用 {amount}', en: '{amount} available' },
} as const;

type Row = Schemas['FundRowView'];

export function Page() {
  const t = useWords(words);
  const name = useRowName();
  const list = useList<Row>(
    ['fund-rows', 'queues'],
    (cursor) => api.GET('/api/fund-ledger/fund-rows', { params: { query: { cursor, limit: 200 } } }),
    {
      everyMs: 15_000,
    },
  );
  const waited = list.rows.filter(({ queued }) => queued > 0);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      {list.problem && <ProblemAlert problem={list.problem} onRetry={list.again} />}
      {list.pending && !list.problem && <Skeleton active />}
      {!list.pending && waited.length === 0 && (
        <Panel>
          <NothingYet
            title={{ zh: '没有案件在等待资金', en: 'No case waits for money' }}
            help={{ zh: '所有已初审的案件都已占用资金。', en: 'Every case that passed its first review has its money set aside.' }}
            action={<GoTo to="/funds/rows">{t('rows')}</GoTo>}
          />
        </Panel>
      )}
      {waited.map((row) => (
        <Panel
          key={row.rowId}
          title={<GoTo to={`/funds/rows/${row.rowId}`}>{name(row)}</GoTo>}
          extra={t('available', { amount: moneyText(row.available) })}
        >
          <Queue rowId={row.rowId} name={`queue-${row.rowId.slice(0, 8)}`} />
        </Panel>
      ))}
    </>
  );
}
