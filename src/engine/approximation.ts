/**
 * The editorial layer: how a figure of the register may be printed in prose. The value stays exact
 * in the data; here it becomes 4000余 or 近5000, and only where that is true. 余, 多 and 以上 round
 * down, 近 rounds up.
 */
import type { Text } from './text.ts';

export type ApproximationStyle = 'exact' | 'over' | 'nearly';

/** How a number is worded. What is left out has the usual value. */
export type Wording = {
  /**
   * For `over` in Chinese; usually 余. 以上 follows the counter (4000件以上), and percentages take
   * it whatever is asked for, because 83%余 is not said.
   */
  readonly over_word?: '余' | '多' | '以上';
  /** What is counted: 件, 人次, %; in English behind the number ("disputes"). */
  readonly unit?: Text;
  /** Chinese with 万: 49万余 for 490,000 and more. Usually figures throughout. */
  readonly ten_thousands?: boolean;
  /** Chinese with separators: 4,000余. Usually without, as official papers write it. */
  readonly separators?: boolean;
};

/** One way to print a value, with the round number that it claims. */
export type Printed = Text & {
  readonly style: ApproximationStyle;
  /** The number printed; equal to the value for `exact`. */
  readonly shown: number;
};

/** With the step to which it is rounded, by which the same way is found again for another value; null for exact. */
export type WayToPrint = Printed & { readonly step: number | null };

/**
 * Prints `value` in a style, rounded to `step` (1000, 100, 0.1). Answers null where that style
 * would not be true: `over` needs a round number above zero and below the value, `nearly` one above
 * the value by no more than a tenth of itself. A round value is only printed exactly. Throws
 * RangeError for a step that is not above zero, or a value that is no finite number.
 */
export function printApproximately(
  value: number,
  style: ApproximationStyle,
  step: number,
  wording: Wording = {},
): Printed | null {
  const shown = style === 'exact' ? value : roundTo(value, step, style);
  return isTrue(style, shown, value) ? { style, shown, ...inWords(style, shown, wording) } : null;
}

/**
 * Is the claim true of the value? For wording that is frozen in an edition, once the value behind
 * it has been corrected.
 */
export function isTrue(style: ApproximationStyle, shown: number, value: number): boolean {
  switch (style) {
    case 'exact':
      return shown === value;
    case 'over':
      return shown > 0 && shown < value;
    case 'nearly':
      // Compared as ten times the gap, since 0.1 itself cannot be kept exactly.
      return value > 0 && shown > value && exactly((shown - value) * 10) <= shown;
  }
}

/**
 * Every truthful and natural way to print a value, the exact one first, then from the finest
 * rounding to the coarsest: 4127, 4100余, 4000余. Rounds to two leading figures and to one, whole
 * numbers in tens at least and fractions (96.4%) in ones; with two figures, 近 only where the next
 * round number is the nearer one (近4200 for 4190 and not for 4127).
 */
export function waysToPrint(value: number, wording: Wording = {}): WayToPrint[] {
  const ways: WayToPrint[] = [{ ...printApproximately(value, 'exact', 1, wording)!, step: null }];
  if (value < 1) return ways;
  const magnitude = 10 ** (String(Math.floor(value)).length - 1);
  const finest = Number.isInteger(value) ? 10 : 1;
  for (const step of [magnitude / 10, magnitude].filter((one) => one >= finest)) {
    const over = printApproximately(value, 'over', step, wording);
    const nearly = printApproximately(value, 'nearly', step, wording);
    const nearer = step === magnitude || (nearly && (nearly.shown - value) * 2 <= step);
    for (const way of [over, nearer ? nearly : null]) {
      const known = ways.some((one) => one.style === way?.style && one.shown === way.shown);
      if (way && !known) ways.push({ ...way, step });
    }
  }
  return ways;
}

/** Down for `over`, up for `nearly`. A round value stays, and neither is true then. */
function roundTo(value: number, step: number, style: 'over' | 'nearly'): number {
  if (!(step > 0) || !Number.isFinite(value)) {
    throw new RangeError(`Cannot round ${value} to steps of ${step}`);
  }
  const steps = exactly(value / step);
  return exactly((style === 'over' ? Math.floor(steps) : Math.ceil(steps)) * step);
}

/** Takes away the dust of binary fractions: 83.2 / 0.1 is 832 and not 831.9999999999999. */
function exactly(number: number): number {
  return Number(number.toPrecision(14));
}

function inWords(style: ApproximationStyle, shown: number, wording: Wording): Text {
  return { en: inEnglish(style, shown, wording), zh: inChinese(style, shown, wording) };
}

function inEnglish(style: ApproximationStyle, shown: number, { unit }: Wording): string {
  const space = unit === undefined || unit.en === '%' || unit.en === '' ? '' : ' ';
  const figures = `${separated(shown)}${space}${unit?.en ?? ''}`;
  if (style === 'over') return `more than ${figures}`;
  return style === 'nearly' ? `nearly ${figures}` : figures;
}

function inChinese(style: ApproximationStyle, shown: number, wording: Wording): string {
  const figures = chineseFigures(shown, wording);
  const unit = wording.unit?.zh ?? '';
  if (style === 'exact') return figures + unit;
  if (style === 'nearly') return `近${figures}${unit}`;
  const word = unit === '%' ? '以上' : (wording.over_word ?? '余');
  return word === '以上' ? `${figures}${unit}${word}` : `${figures}${word}${unit}`;
}

function chineseFigures(shown: number, { ten_thousands, separators }: Wording): string {
  // 万 only where nothing is lost to the eye: at most two decimals, as in 5.43万.
  const inTenThousands = shown / 10_000;
  if (ten_thousands && shown >= 10_000 && exactly(inTenThousands * 100) % 1 === 0) {
    return `${exactly(inTenThousands)}万`;
  }
  return separators ? separated(shown) : String(shown);
}

function separated(number: number): string {
  const [whole = '', decimals] = String(number).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
