import { Alert, Radio, Space, Table } from 'antd';
import { Suspense, lazy } from 'react';
import { api, type Schemas } from '@api';
import { Day, Money, Shown, dayText, fenOf, useAddress, useAsk, useLanguage, useSaid, useWords } from '@kit';
import { DayField } from '../day-fields';
import { bucketWords, bucketsShown, imbalance } from './buckets';
import { dayBefore, dayOfNow } from './days';

// The drawing comes with its own library, which nobody waits for who does not look at it.
const Chart = lazy(() => import('./history-chart').then(({ HistoryChart }) => ({ default: HistoryChart })));

type Point = Schemas['HistoryPointView'];
const usualDays = 180;

const words = {
  from: { zh: '起始日', en: 'From' },
  to: { zh: '截止日', en: 'To' },
  every: { zh: '间隔', en: 'Interval' },
  DAY: { zh: '按日', en: 'Daily' },
  WEEK: { zh: '按周', en: 'Weekly' },
  help: {
    zh: '每个数字是当日 24:00 的余额，由明细账逐笔累计。',
    en: 'Each figure is the balance at 24:00 of that day, summed up from the journal.',
  },
  chart: { zh: '各项余额走势图，数字见下表', en: 'The balances over time; the figures are in the table below' },
  table: { zh: '各日余额', en: 'Balances by day' },
  day: { zh: '日期', en: 'Day' },
  allotted: { zh: '下达', en: 'Allotted' },
  balanced: { zh: '平衡', en: 'Balances' },
  yes: { zh: '是', en: 'Yes' },
  by: { zh: '相差 {by}', en: 'Off by {by}' },
} as const;

export function History({ rowId }: { readonly rowId: string }) {
  const t = useWords(words);
  const [address, change] = useAddress();
  const to = address['to'] ?? dayOfNow();
  const from = address['from'] ?? dayBefore(to, usualDays);
  const every = address['every'] === 'DAY' ? 'DAY' : 'WEEK';
  const asked = useAsk(['fund-history', rowId, from, to, every], () =>
    api.GET('/api/fund-ledger/fund-rows/{rowId}/history', { params: { path: { rowId }, query: { from, to, every } } }),
  );
  return (
    <>
      <Space wrap className="field-row">
        <label>
          {t('from')} <DayField label={t('from')} value={from} onChange={(day) => change({ from: day })} />
        </label>
        <label>
          {t('to')} <DayField label={t('to')} value={to} onChange={(day) => change({ to: day })} />
        </label>
        <Radio.Group
          aria-label={t('every')}
          optionType="button"
          value={every}
          onChange={({ target }) => change({ every: String(target.value) })}
          options={(['DAY', 'WEEK'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Space>
      <Shown asked={asked}>{({ points }) => <HistoryShown points={points} />}</Shown>
    </>
  );
}

function HistoryShown({ points }: { readonly points: readonly Point[] }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const shown = bucketsShown(points);
  const series = shown.map((bucket) => ({ bucket, name: said(bucketWords[bucket]), amounts: points.map((point) => point[bucket]) }));
  return (
    <>
      <Suspense fallback={<div className="history-chart" aria-busy="true" />}>
        <Chart label={t('chart')} days={points.map(({ day }) => dayText(day, language))} series={series} />
      </Suspense>
      <p className="empty-help">{t('help')}</p>
      {points.some((point) => fenOf(imbalance(point)) !== 0n) && <Alert type="error" showIcon title={t('by', { by: '' })} />}
      <Table<Point>
        aria-label={t('table')}
        size="small"
        rowKey="day"
        dataSource={[...points].reverse()}
        scroll={{ x: 'max-content' }}
        pagination={{ hideOnSinglePage: true, pageSize: 15, showSizeChanger: false }}
        columns={[
          { key: 'day', title: t('day'), render: (_, { day }) => <Day value={day} /> },
          { key: 'allotted', title: t('allotted'), align: 'right', render: (_, point) => <Money amount={point.allotted} /> },
          ...shown.map((bucket) => ({
            key: bucket,
            title: said(bucketWords[bucket]),
            align: 'right' as const,
            render: (_: unknown, point: Point) => <Money amount={point[bucket]} />,
          })),
          { key: 'balanced', title: t('balanced'), render: (_, point) => <Balanced point={point} /> },
        ]}
      />
    </>
  );
}

function Balanced({ point }: { readonly point: Point }) {
  const t = useWords(words);
  const by = imbalance(point);
  return <>{fenOf(by) === 0n ? t('yes') : t('by', { by })}</>;
}
