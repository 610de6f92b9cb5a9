/** Periods of the figures: years, half-years, quarters, months, and any two days. */
import {
  formatDay,
  formatMonth,
  halfYearRange,
  lastOfMonth,
  quarterRange,
  yearRange,
} from '#engine/day.ts';
import type { Language } from '#engine/text.ts';

export type Period = { readonly from: string; readonly to: string };

export function wholeYear(year: number): Period {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** "2009", "Q3 2009", "September 2009", or the two days: the shortest words that say the whole. */
export function printPeriod({ from, to }: Period, language: Language): string {
  const year = Number(from.slice(0, 4));
  const is = (range: { from: string; until: string }) => range.from === from && range.until === to;
  if (is(yearRange(year))) return language === 'zh' ? `${year}年` : String(year);
  if (from.endsWith('-01') && to === lastOfMonth(from))
    return formatMonth(from.slice(0, 7), language);
  for (const half of [1, 2]) {
    if (!is(halfYearRange(year, half))) continue;
    if (language === 'zh') return `${year}年${half === 1 ? '上' : '下'}半年`;
    return `${half === 1 ? 'First' : 'Second'} half of ${year}`;
  }
  for (const quarter of [1, 2, 3, 4]) {
    if (is(quarterRange(year, quarter)))
      return language === 'zh' ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`;
  }
  if (from.endsWith('-01-01') && from.slice(0, 4) === to.slice(0, 4)) {
    return language === 'zh'
      ? `${year}年至${formatDay(to, 'zh').slice(5)}`
      : `${year}, to ${formatDay(to, 'en').replace(` ${year}`, '')}`;
  }
  return language === 'zh'
    ? `${formatDay(from, 'zh')}至${formatDay(to, 'zh')}`
    : `${formatDay(from, 'en')} to ${formatDay(to, 'en')}`;
}

/** The whole year, or up to today in the year that is not over. */
export function yearSoFar(year: number, today: string): Period {
  const whole = wholeYear(year);
  return {
    from: whole.from,
    to: whole.to < today ? whole.to : today > whole.from ? today : whole.to,
  };
}
