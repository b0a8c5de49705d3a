// The balances as stacked areas. Only the parts of the library that this needs are in its bundle.
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as addParts, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import { useEffect, useRef } from 'react';
import { moneyText } from '@kit';
import { bucketColours, type BucketField } from './buckets';

addParts([LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

type Option = ComposeOption<LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>;
type Series = { readonly bucket: BucketField; readonly name: string; readonly amounts: readonly string[] };
type ChartProps = { readonly label: string; readonly days: readonly string[]; readonly series: readonly Series[] };

const centsOf = (value: unknown): string => (typeof value === 'number' ? moneyText(value.toFixed(2)) : '');

const optionOf = ({ days, series }: ChartProps): Option => ({
  animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  grid: { left: 12, right: 24, top: 44, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  legend: { top: 4, left: 8, icon: 'roundRect' },
  tooltip: { trigger: 'axis', valueFormatter: centsOf },
  xAxis: { type: 'category', data: [...days], boundaryGap: false },
  yAxis: {
    type: 'value',
    axisLabel: { formatter: (value: number) => `¥${value.toLocaleString('en')}` },
  },
  series: series.map(({ bucket, name, amounts }) => ({
    type: 'line',
    name,
    stack: 'all',
    step: 'end',
    showSymbol: amounts.length === 1,
    lineStyle: { width: 1.5 },
    areaStyle: { opacity: 0.35 },
    color: bucketColours[bucket],
    // To draw with: what is said in figures stands in the table.
    data: amounts.map(Number),
  })),
});

export function HistoryChart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  // What it shows decides whether it is drawn anew, not whether the arrays are the same ones.
  const shown = JSON.stringify(props);
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, undefined, { renderer: 'svg' });
    chart.setOption(optionOf(JSON.parse(shown) as ChartProps));
    const fitting = new ResizeObserver(() => chart.resize());
    fitting.observe(place.current);
    return () => {
      fitting.disconnect();
      chart.dispose();
    };
  }, [shown]);
  return <div ref={place} role="img" aria-label={props.label} className="history-chart" />;
}
