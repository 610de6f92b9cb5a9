/**
 * The periods in which returns are sent: months, quarters, half-years, years, and months from the 26th to the 25th.
 * Each has a short name (`2026-10`, `2026Q3`, `2026H1`, `2026`) that means one period of its kind.
 */
import { addDays, addMonths, formatDay, lastOfMonth, monthOf, yearOf } from './day.ts';
import type { Day } from './day.ts';
import { printPeriod } from './period.ts';
import type { Language } from './text.ts';

export const reportPeriodKinds = ['month', 'quarter', 'half_year', 'year', 'month_26'] as const;
export type ReportPeriodKind = (typeof reportPeriodKinds)[number];

export type ReportPeriod = { readonly name: string; readonly from: Day; readonly to: Day };

/** The period of this kind in which the day lies. */
export function periodWith(kind: ReportPeriodKind, day: Day): ReportPeriod {
  const year = yearOf(day);
  const month = Number(day.slice(5, 7));
  switch (kind) {
    case 'year':
      return { name: String(year), from: `${year}-01-01`, to: `${year}-12-31` };
    case 'half_year': {
      const half = month <= 6 ? 1 : 2;
      const [from, to] = half === 1 ? ['01-01', '06-30'] : ['07-01', '12-31'];
      return { name: `${year}H${half}`, from: `${year}-${from}`, to: `${year}-${to}` };
    }
    case 'quarter': {
      const quarter = Math.ceil(month / 3);
      const from = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
      return { name: `${year}Q${quarter}`, from, to: lastOfMonth(addMonths(from, 2)) };
    }
    case 'month_26': {
      // It is called after the month in which it ends.
      const end =
        Number(day.slice(8)) <= 25
          ? `${monthOf(day)}-25`
          : `${monthOf(addMonths(`${monthOf(day)}-01`, 1))}-25`;
      return { name: monthOf(end), from: addDays(addMonths(end, -1), 1), to: end };
    }
    case 'month':
      return { name: monthOf(day), from: `${monthOf(day)}-01`, to: lastOfMonth(day) };
    default:
      return kind satisfies never;
  }
}

export function periodBefore(kind: ReportPeriodKind, period: { readonly from: Day }): ReportPeriod {
  return periodWith(kind, addDays(period.from, -1));
}

/** Those that end between the two days, in order. */
export function periodsEnding(kind: ReportPeriodKind, first: Day, last: Day): ReportPeriod[] {
  const periods: ReportPeriod[] = [];
  for (
    let one = periodWith(kind, first);
    one.to <= last;
    one = periodWith(kind, addDays(one.to, 1))
  )
    if (one.to >= first) periods.push(one);
  return periods;
}

export function printReportPeriod(
  { from, to }: { readonly from: Day; readonly to: Day },
  language: Language,
): string {
  if (from.endsWith('-26') && to.endsWith('-25')) {
    const month = printPeriod(periodWith('month', to), language);
    return language === 'zh'
      ? `${month}（${formatDay(from, 'zh').slice(5)}至${formatDay(to, 'zh').slice(5)}）`
      : `${month} (from the 26th to the 25th)`;
  }
  return printPeriod({ from, to }, language);
}
