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
  broken: {
    zh: '有的日期各项之和与下达不符，见下表；请联系运维人员核对。',
    en: 'On some days the parts do not add up to the allotment, see the table; have the operators look into it.',
  },
  yes: { zh: '是', en: 'Yes' },
  by: { zh: '相差 {by}', en: 'Off by {by}' },
} as const;

/** The period that the address asks for; without one, the last half year by weeks. */
export function usePeriod() {
  const [address] = useAddress();
  const to = address['to'] ?? dayOfNow();
  return {
    from: address['from'] ?? dayBefore(to, usualDays),
    to,
    every: address['every'] === 'DAY' ? ('DAY' as const) : ('WEEK' as const),
  };
}

export function PeriodFields() {
  const t = useWords(words);
  const [, change] = useAddress();
  const { from, to, every } = usePeriod();
  return (
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
  );
}

export function History({ rowId }: { readonly rowId: string }) {
  const period = usePeriod();
  const asked = useAsk(['fund-history', rowId, period], () =>
    api.GET('/api/fund-ledger/fund-rows/{rowId}/history', { params: { path: { rowId }, query: period } }),
  );
  return (
    <>
      <PeriodFields />
      <Shown asked={asked}>
        {({ points }) => (
          <>
            <PointsChart points={points} />
            <PointsTable points={points} />
          </>
        )}
      </Shown>
    </>
  );
}

/** Without the time before there was any money, of which a chart has nothing to show. */
function sinceMoney(points: readonly Point[]): readonly Point[] {
  const first = points.findIndex(({ allotted }) => fenOf(allotted) !== 0n);
  return points.slice(Math.max(0, first - 1));
}

export function PointsChart({ points: all }: { readonly points: readonly Point[] }) {
  const points = sinceMoney(all);
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const series = bucketsShown(points).map((bucket) => ({
    bucket,
    name: said(bucketWords[bucket]),
    amounts: points.map((point) => point[bucket]),
  }));
  return (
    <>
      <Suspense fallback={<div className="history-chart" aria-busy="true" />}>
        <Chart label={t('chart')} days={points.map(({ day }) => dayText(day, language))} series={series} />
      </Suspense>
      <p className="empty-help">{t('help')}</p>
      {points.some((point) => fenOf(imbalance(point)) !== 0n) && <Alert type="error" showIcon title={t('broken')} role="alert" />}
    </>
  );
}

export function PointsTable({ points }: { readonly points: readonly Point[] }) {
  const t = useWords(words);
  const said = useSaid();
  const shown = bucketsShown(points);
  return (
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
  );
}

function Balanced({ point }: { readonly point: Point }) {
  const t = useWords(words);
  const by = imbalance(point);
  return <>{fenOf(by) === 0n ? t('yes') : t('by', { by })}</>;
}
