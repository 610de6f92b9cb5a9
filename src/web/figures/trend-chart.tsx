/**
 * Twelve months as ink bars, the year before as a grey line with its label at the line. Loaded when
 * it is first shown.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { FigureDetail } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { printMonthName, printNumber } from '../shell/numbers.ts';

register([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const ink = '#1F2328';
const grey = '#5B6068';
const paleGrey = '#A7A9AE';

export function TrendChart({ figure }: { figure: FigureDetail }) {
  const { say, language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    const scale = figure.money ? 100 : 1;
    const inUnits = (value: number | null) => (value === null ? null : value / scale);
    const lastYear = figure.months.map((month) => inUnits(month.last_year));
    const hasLastYear = lastYear.some((value) => value !== null && value !== 0);
    chart.setOption({
      animation: false,
      aria: {
        enabled: true,
        label: {
          description: say(
            `${figure.label.en}, twelve months; the table below says them one by one.`,
            `${figure.label.zh}，近12个月；逐月数字见下表。`,
          ),
        },
      },
      textStyle: { fontFamily: 'inherit', color: grey },
      grid: { left: 4, right: hasLastYear ? 58 : 8, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        borderWidth: 1,
        borderColor: ink,
        borderRadius: 2,
        shadowBlur: 0,
        padding: [6, 10],
        extraCssText: 'box-shadow:none',
        textStyle: { color: ink, fontSize: 12 },
        valueFormatter: (value: unknown) =>
          typeof value === 'number' ? printNumber(value * scale, figure) : '–',
      },
      xAxis: {
        type: 'category',
        data: figure.months.map((month) => printMonthName(month.month, language)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink } },
        axisLabel: { fontSize: 11, interval: 'auto' },
      },
      yAxis: {
        type: 'value',
        min: 0,
        splitNumber: 3,
        minInterval: figure.kind === 'flow' && !figure.money ? 1 : 0,
        splitLine: { lineStyle: { color: '#E4E1D9' } },
        axisLabel: { fontSize: 11 },
      },
      series: [
        {
          type: 'bar',
          name: say('This period', '本期'),
          data: figure.months.map((month) => inUnits(month.value)),
          barWidth: '58%',
          itemStyle: { color: ink },
          emphasis: { itemStyle: { color: '#23477D' } },
        },
        {
          type: 'line',
          name: say('A year before', '上年同期'),
          data: hasLastYear ? lastYear : [],
          symbol: 'none',
          lineStyle: { color: paleGrey, width: 1.5 },
          itemStyle: { color: paleGrey },
          endLabel: {
            show: true,
            formatter: say('year ago', '上年'),
            color: grey,
            fontSize: 11,
            distance: 12,
          },
        },
      ],
    });
    const follow = new ResizeObserver(() => chart.resize());
    follow.observe(place.current);
    return () => {
      follow.disconnect();
      chart.dispose();
    };
  }, [figure, language, say]);
  return <div ref={place} style={{ height: 180 }} />;
}
