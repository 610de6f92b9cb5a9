/**
 * What a reader of returns looks twice at. Warnings, never refusals: each says what it saw, and whoever sends the
 * return may answer it. The limits are those known from practice [K].
 */
import type { FigureValue } from '../figures/compute.ts';
import type { FormCell } from './bound-form.ts';
import { shownOf } from './form-values.ts';
import type { Text } from '#engine/text.ts';

export type ReturnWarning = {
  readonly kind: 'sum' | 'same_as_last_year' | 'all' | 'jump' | 'units_below';
  /** The cell it is about. */
  readonly key: string;
  readonly says: Text;
};

export const limits = {
  /** Below this, a coincidence or a jump means nothing. */
  notable: 10,
  jumpPercent: 30,
} as const;

type Values = ReadonlyMap<string, FigureValue>;
type Asked = {
  readonly cells: readonly FormCell[];
  readonly sums: readonly {
    readonly says: Text;
    readonly whole: string;
    readonly parts: readonly string[];
  }[];
  readonly now: Values;
  readonly last_year: Values;
  readonly previous: Values;
  /** By cell, what the units below have sent for the same period, added up; with how many of them have not sent. */
  readonly below?: { readonly sums: ReadonlyMap<string, number>; readonly missing: number } | null;
};

export function warningsOf(asked: Asked): ReturnWarning[] {
  return [...sumWarnings(asked), ...asked.cells.flatMap((cell) => [...cellWarnings(asked, cell)])];
}

function sumWarnings({ cells, sums, now }: Asked): ReturnWarning[] {
  const known = new Map(cells.map((cell) => [cell.key, cell]));
  const valueAt = (key: string) => {
    const cell = known.get(key);
    return cell ? shownOf(cell, now.get(key)) : null;
  };
  return sums.flatMap(({ says, whole, parts }) => {
    const one = valueAt(whole);
    const sum = parts.reduce((total, key) => total + (valueAt(key) ?? 0), 0);
    if (one === null || one === sum) return [];
    return [
      {
        kind: 'sum' as const,
        key: whole,
        says: {
          en: `${says.en}: here it is ${one}, and its parts make ${sum}.`,
          zh: `${says.zh}：合计为${one}，各项之和为${sum}。`,
        },
      },
    ];
  });
}

function* cellWarnings(asked: Asked, cell: FormCell): Generator<ReturnWarning> {
  const { key, label, definition } = cell;
  if (key.startsWith('@')) return;
  const figure = asked.now.get(key);
  const value = shownOf(cell, figure);
  if (value === null) return;
  // Money is kept in fen and said in yuan.
  const said = (n: number) => (definition.money ? n / 100 : n).toLocaleString('en-US');
  const before = shownOf(cell, asked.last_year.get(key));
  const isRate = definition.kind === 'rate' && cell.show === 'value';
  if (definition.kind === 'flow' && value >= limits.notable && value === before)
    yield {
      kind: 'same_as_last_year',
      key,
      says: {
        en: `${label.en}: equals last year's to the digit (${said(value)}). Is it this year's?`,
        zh: `${label.zh}：与上年同期一字不差（${said(value)}），请核实是否为本期数。`,
      },
    };
  if (isRate && value === 100 && (figure!.denominator ?? 0) >= limits.notable)
    yield {
      kind: 'all',
      key,
      says: {
        en: `${label.en}: 100% of ${figure!.denominator}. Was nothing left out?`,
        zh: `${label.zh}：${figure!.denominator}件全部达到，比率为100%，请核实有无遗漏。`,
      },
    };
  const last = shownOf(cell, asked.previous.get(key));
  if (!isRate && last !== null && last >= limits.notable) {
    const percent = Math.round(((value - last) / last) * 1000) / 10;
    if (Math.abs(percent) > limits.jumpPercent)
      yield {
        kind: 'jump',
        key,
        says: {
          en: `${label.en}: ${percent > 0 ? '+' : '−'}${Math.abs(percent)}% against the period before (${said(last)}, now ${said(value)}).`,
          zh: `${label.zh}：比上期${percent > 0 ? '增长' : '下降'}${Math.abs(percent)}%（上期${said(last)}，本期${said(value)}）。`,
        },
      };
  }
  const sum = asked.below?.sums.get(key);
  if (
    sum !== undefined &&
    asked.below!.missing === 0 &&
    cell.show === 'value' &&
    !isRate &&
    sum > value
  )
    yield {
      kind: 'units_below',
      key,
      says: {
        en: `${label.en}: the units below have sent ${said(sum)} together, and here it is ${said(value)}. Something was corrected after they had sent.`,
        zh: `${label.zh}：下级单位已报数合计${said(sum)}，本表为${said(value)}，下级报送后台账有更正。`,
      },
    };
}
