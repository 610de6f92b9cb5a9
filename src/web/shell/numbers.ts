/** How numbers are printed: one way for counts, rates and money everywhere. */
import type { Language } from '#engine/text.ts';

type Printable = { readonly money?: boolean | undefined; readonly kind?: string | undefined };

/** Grouped digits. Money is kept in fen and printed in yuan; a rate has one decimal; an average up to two. */
export function printNumber(value: number, { money, kind }: Printable = {}): string {
  if (money) return grouped(value / 100, value % 100 === 0 ? 0 : 2, 2);
  if (kind === 'rate') return grouped(value, 1, 1);
  if (kind === 'average') return grouped(value, 0, 2);
  return grouped(value, 0, 2);
}

/** With its sign, for changes: +31, −9. The minus is the real one. */
export function printSigned(value: number, about: Printable = {}): string {
  const printed = printNumber(Math.abs(value), about);
  if (Number(printed.replaceAll(',', '')) === 0) return '0';
  return value > 0 ? `+${printed}` : `−${printed}`;
}

/** In per cent of the earlier value; null where the earlier value is nothing to compare with. */
export function changeInPercent(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null;
  return ((now - before) / Math.abs(before)) * 100;
}

/** A time as people say it: 17:42 today, else with the day. */
export function printInstant(instant: string, language: Language, today?: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  const time = local.slice(11, 16);
  const day = local.slice(0, 10);
  if (day === today) return time;
  const [year, month, date] = day.split('-').map(Number);
  if (language === 'zh') return `${year}年${month}月${date}日 ${time}`;
  return `${date} ${monthsShort[month! - 1]} ${year}, ${time}`;
}

/** 4 Sep 2009 / 2009-09-04: short enough for a column. */
export function printDay(day: string | null | undefined, language: Language): string {
  if (!day) return '–';
  if (language === 'zh') return day;
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${monthsShort[month! - 1]} ${year}`;
}

/** Jan / 1月. */
export function printMonthName(month: string, language: Language): string {
  const number = Number(month.slice(5, 7));
  return language === 'zh' ? `${number}月` : monthsShort[number - 1]!;
}

const monthsShort = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

function grouped(value: number, least: number, most: number): string {
  return value
    .toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: most })
    .replace('-', '−');
}
