// All fund rows together over time: what was available, set aside, on its way and paid.
import { api, type Schemas } from '@api';
import { NothingYet, Panel, Shown, fenOf, useAddress, useAsk, useWords } from '@kit';
import { PeriodFields, PointsChart, PointsTable, usePeriod } from './history';

const words = {
  title: { zh: '全部资金走势', en: 'All funds over time' },
  rows: { zh: '{count} 笔资金合计', en: '{count} fund rows together' },
  row: { zh: '1 笔资金', en: '1 fund row' },
  figures: { zh: '查看各日数字', en: 'The figures by day' },
} as const;

const nothing = {
  title: { zh: '这段时间还没有资金', en: 'There was no money in this time' },
  help: { zh: '选择更长的时间，或先下达指标。', en: 'Choose a longer time, or post an allotment first.' },
} as const;

/** Follows the filters of the list of rows. */
export function AllHistory() {
  const t = useWords(words);
  const [{ fund, region, year }] = useAddress();
  const period = usePeriod();
  const narrowed = {
    ...(fund && { fund: fund as Schemas['FundRowView']['fund'] }),
    ...(region && { region }),
    ...(year && /^2\d{3}$/.test(year) && { year: Number(year) }),
  };
  const asked = useAsk(['fund-history', 'all', period, narrowed], () =>
    api.GET('/api/fund-ledger/fund-history', { params: { query: { ...period, ...narrowed } } }),
  );
  const count = asked.data?.rows;
  return (
    <Panel title={t('title')} extra={count !== undefined && <span className="page-sub">{t(count === 1 ? 'row' : 'rows', { count })}</span>}>
      <PeriodFields />
      <Shown asked={asked}>{({ points }) => <Points points={points} />}</Shown>
    </Panel>
  );
}

function Points({ points }: { readonly points: Schemas['AllHistoryView']['points'] }) {
  const t = useWords(words);
  if (points.every(({ allotted }) => fenOf(allotted) === 0n)) return <NothingYet title={nothing.title} help={nothing.help} />;
  return (
    <>
      <PointsChart points={points} />
      <details className="day-figures">
        <summary>{t('figures')}</summary>
        <PointsTable points={points} />
      </details>
    </>
  );
}
