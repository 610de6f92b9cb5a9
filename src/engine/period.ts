/** Periods of figures and returns: years, half-years, quarters, months, and any two days. */
import {
  formatDay,
  formatMonth,
  halfYearRange,
  isMonth,
  lastOfMonth,
  monthRange,
  quarterRange,
  yearRange,
} from './day.ts';
import type { Day } from './day.ts';
import type { Language } from './text.ts';

export type Period = { readonly from: Day; readonly to: Day };

/** `2009`, `2009H1`, `2009Q3`, `2009-09` → its first and last day; null for anything else. */
export function readPeriod(typed: string): Period | null {
  const match = /^(\d{4})(?:-?([HQ])([1-4]))?$/i.exec(typed);
  const [year, letter, part] = [Number(match?.[1]), match?.[2]?.toUpperCase(), Number(match?.[3])];
  if (isMonth(typed)) return periodOf(monthRange(typed));
  if (!match || year < 1000 || (letter === 'H' && part > 2)) return null;
  if (letter === 'Q') return periodOf(quarterRange(year, part));
  return periodOf(letter === 'H' ? halfYearRange(year, part) : yearRange(year));
}

function periodOf({ from, until }: { from: Day; until: Day }): Period {
  return { from, to: until };
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
