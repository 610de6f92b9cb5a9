/**
 * How a bound number stands in the text. Everything it may say is said here and nowhere else, for the screen, for Word
 * and for whoever checks: a missing figure is “not reported”, and a rounding that is not true falls back to the exact
 * number.
 */
import { counterOf } from './counter.ts';
import { printApproximately, waysToPrint } from './approximation.ts';
import type { WayToPrint, Wording } from './approximation.ts';
import type { DraftSlot, DraftText } from './draft.ts';
import type { Language, Text } from './text.ts';

/** What of a figure is needed to print it. Values as the figure has them: money in fen, rates in per cent. */
export type PrintableFigure = {
  readonly kind: string;
  readonly money: boolean;
  readonly counter: Text;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly last_year: number | null;
  readonly target: {
    readonly goal: number;
    readonly goal_in: 'percent' | 'units';
    readonly gap: number;
  } | null;
};

export type PrintedSlot = {
  readonly printed: string;
  /** As the reader counts it: yuan, per cent with one decimal; null where nothing is reported. */
  readonly shown: number | null;
  /** Printed is not the exact number. */
  readonly rounded: boolean;
};

const notReported: Text = { en: 'not reported', zh: '（未报）' };
const notThen: Text = { en: 'not reported last year', zh: '（上年未报）' };

/** The number that a slot stands for, as the reader counts it; null: there is none. */
export function shownNumber(
  slot: Pick<DraftSlot, 'show'>,
  figure: PrintableFigure,
  whole?: PrintableFigure,
): number | null {
  const { value, last_year, numerator, denominator, target } = figure;
  switch (slot.show) {
    case 'value':
      return inUnits(value, figure);
    case 'last_year':
      return inUnits(last_year, figure);
    case 'numerator':
      return numerator;
    case 'denominator':
      return denominator;
    case 'gap':
      return target?.gap ?? null;
    case 'target':
      return target?.goal ?? null;
    case 'change': {
      const [now, before] = [inUnits(value, figure), inUnits(last_year, figure)];
      return now === null || before === null ? null : exactly(now - before);
    }
    case 'change_percent':
      // A rate differs in points and not in per cent of itself.
      if (value === null || !last_year || figure.kind === 'rate') return null;
      return Math.round((1000 * (value - last_year)) / Math.abs(last_year)) / 10;
    case 'share': {
      const of = whole?.value;
      return value === null || !of ? null : Math.round((1000 * value) / of) / 10;
    }
    default:
      return slot.show satisfies never;
  }
}

export function printSlot(
  slot: Pick<DraftSlot, 'show' | 'print'>,
  figure: PrintableFigure,
  language: Language,
  whole?: PrintableFigure,
): PrintedSlot {
  const shown = shownNumber(slot, figure, whole);
  const compares = slot.show === 'change' || slot.show === 'change_percent';
  if (shown === null) {
    const missing = compares && figure.value !== null ? notThen : notReported;
    return { printed: missing[language], shown, rounded: false };
  }
  if (slot.show === 'last_year' || !compares) {
    const printed = worded(slot, figure, language, shown);
    return { ...printed, shown };
  }
  return { printed: directed(slot.show, figure, shown, language), shown, rounded: false };
}

/** The text as it is read: each number printed, with a capital where an English sentence begins with one. */
export function printedPieces(
  pieces: DraftText,
  language: Language,
  print: (slot: DraftSlot) => string,
): (string | { readonly slot: DraftSlot; readonly printed: string })[] {
  let before = '';
  return pieces.map((piece) => {
    if (typeof piece === 'string') {
      before = piece;
      return piece;
    }
    const begins = language === 'en' && /(?:^|[.!?]["'”’)]?\s+)$/.test(before);
    const plain = print(piece);
    const printed = begins ? plain.replace(/^\p{Ll}/u, (one) => one.toUpperCase()) : plain;
    before = printed;
    return { slot: piece, printed };
  });
}

/** Every truthful way to print it, the exact one first. Of a comparison there is only one. */
export function waysToPrintSlot(
  slot: Pick<DraftSlot, 'show' | 'print'>,
  figure: PrintableFigure,
  language: Language,
  whole?: PrintableFigure,
): (Omit<WayToPrint, 'en' | 'zh'> & { readonly printed: string })[] {
  const shown = shownNumber(slot, figure, whole);
  if (shown === null || slot.show === 'change' || slot.show === 'change_percent') return [];
  return waysToPrint(shown, wording(slot, figure, language)).map(({ en, zh, ...way }) => ({
    ...way,
    printed: language === 'zh' ? zh : en,
  }));
}

function worded(
  slot: Pick<DraftSlot, 'show' | 'print'>,
  figure: PrintableFigure,
  language: Language,
  shown: number,
): { printed: string; rounded: boolean } {
  const { style, step } = slot.print;
  const words = wording(slot, figure, language);
  const rounded =
    style === 'exact' || step === null ? null : printApproximately(shown, style, step, words);
  const way = rounded ?? printApproximately(shown, 'exact', 1, words)!;
  return { printed: way[language], rounded: rounded !== null };
}

function wording(
  slot: Pick<DraftSlot, 'show' | 'print'>,
  figure: PrintableFigure,
  language: Language,
): Wording {
  const { over_word, ten_thousands } = slot.print;
  return {
    separators: language === 'en',
    ...(over_word ? { over_word } : {}),
    ...(ten_thousands ? { ten_thousands } : {}),
    // 以上 follows the counter, so that the counter belongs to the number's words: 4000件以上.
    ...(isPercent(slot, figure)
      ? { unit: { en: '%', zh: '%' } }
      : over_word === '以上' && language === 'zh'
        ? { unit: figure.counter }
        : {}),
  };
}

/** 增长12.5%, 下降66, 持平: the direction belongs to the number and follows it when it turns. */
function directed(
  show: 'change' | 'change_percent',
  figure: PrintableFigure,
  shown: number,
  language: Language,
): string {
  if (shown === 0) return language === 'zh' ? '持平' : 'unchanged';
  const size = Math.abs(shown);
  const digits = language === 'zh' ? String(size) : size.toLocaleString('en-US');
  if (show === 'change_percent')
    return language === 'zh'
      ? `${shown > 0 ? '增长' : '下降'}${digits}%`
      : `${shown > 0 ? 'up' : 'down'} ${digits}%`;
  const points = figure.kind === 'rate';
  if (language === 'zh') {
    const verb = points ? ['提高', '下降'] : ['增加', '减少'];
    return `${shown > 0 ? verb[0] : verb[1]}${digits}${points ? '个百分点' : figure.counter.zh}`;
  }
  return `${digits} ${points ? 'percentage points' : counterOf(size, figure.counter).en} ${shown > 0 ? 'more' : 'fewer'}`;
}

export function isPercent(slot: Pick<DraftSlot, 'show'>, figure: PrintableFigure): boolean {
  if (slot.show === 'share') return true;
  if (slot.show === 'target') return figure.target?.goal_in === 'percent';
  return figure.kind === 'rate' && (slot.show === 'value' || slot.show === 'last_year');
}

/** Fen are printed as yuan, rates to one decimal: what a reader counts in. */
function inUnits(
  value: number | null,
  { money, kind }: Pick<PrintableFigure, 'money' | 'kind'>,
): number | null {
  if (value === null) return null;
  if (money) return exactly(value / 100);
  return kind === 'rate' ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100;
}

/** Takes away the dust of binary fractions. */
function exactly(number: number): number {
  return Number(number.toPrecision(14));
}
