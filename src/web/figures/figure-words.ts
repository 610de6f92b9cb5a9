/** A figure in words: value with its counter, and the sentence that carries its basis when it leaves the product. */
import { formatDay } from '#engine/day.ts';
import type { Language, Text } from '#engine/text.ts';
import { printInstant, printNumber } from '../shell/numbers.ts';
import type { FigureDetail } from '../shell/api-types.ts';
import { printPeriod } from './period.ts';

type Valued = {
  readonly value: number | null;
  readonly counter: Text;
  readonly money: boolean;
  readonly kind: string;
};

export function printValue({ value, counter, money, kind }: Valued, language: Language): string {
  if (value === null) return language === 'zh' ? '未上报' : 'not reported';
  const number = printNumber(value, { money, kind });
  const word = counter[language];
  return `${number}${language === 'en' && word !== '%' ? ' ' : ''}${word}`;
}

/** What is copied: the number, its unit and period, the rule, and when it stood so. */
export function withBasis(figure: FigureDetail, language: Language): string {
  const period =
    figure.kind === 'stock' ? formatDay(figure.to, language) : printPeriod(figure, language);
  const stood = printInstant(figure.as_of ?? figure.fresh_at, language);
  const value = printValue(figure, language);
  if (language === 'zh') {
    return `${figure.label.zh} ${value}（${figure.unit.name.zh}，${period}；口径：${figure.rule.zh.replace(/。$/, '')}；数据截至${stood}）`;
  }
  return `${figure.label.en}: ${value} (${figure.unit.name.en}, ${period}; rule: ${figure.rule.en.replace(/\.$/, '')}; as it stood ${stood})`;
}

/** A file of rows that spreadsheet programs open; what could be read as a formula is made text. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    if (typeof value === 'number') return String(value);
    const text = value ?? '';
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  // The mark at the start tells Excel that this is UTF-8.
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
