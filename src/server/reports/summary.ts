/**
 * The summary that writes itself: each line's sentences with their slots filled from figures. What a slot prints is the
 * editorial layer; the value behind it stays exact and is a door. A figure that is not reported says so and is never 0.
 */
import type { PoolClient } from 'pg';
import { printApproximately, waysToPrint } from '#engine/approximation.ts';
import type { ApproximationStyle } from '#engine/approximation.ts';
import type { FigureSlot, Piece } from '#engine/report.ts';
import type { Language, Text } from '#engine/text.ts';
import type { Figure } from '../figures/compute.ts';
import { computeFigures } from '../figures/compute.ts';
import type { Services } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';
import { readChoices, slotName } from './print-choices.ts';
import type { PrintChoice } from './print-choices.ts';

export type FilledFigure = {
  readonly indicator: string;
  readonly printed: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly reported: boolean;
  readonly show: NonNullable<FigureSlot['show']>;
  readonly from: string;
  readonly to: string;
  readonly figure_id: string | null;
  /** The place in the text: what a choice of printing names. */
  readonly slot: string;
  /** Who chose to print it so, and when; null where the line's own wording stands. */
  readonly chosen: PrintChoice | null;
  readonly styles: readonly {
    readonly style: ApproximationStyle;
    /** The rounding step; null for exact. */
    readonly to: number | null;
    readonly printed: string;
  }[];
};
export type FilledPiece = string | FilledFigure;
export type FilledSentence = {
  readonly key: string;
  readonly en: FilledPiece[];
  readonly zh: FilledPiece[];
};
export type Summary = {
  readonly unit: UnitText;
  readonly year: number;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly parts: readonly {
    readonly line: string;
    readonly heading: Text;
    readonly sentences: readonly FilledSentence[];
  }[];
  /** Every figure that a sentence uses, once, for the table of sources. */
  readonly figures: readonly Figure[];
};

type Asked = {
  readonly unit: UnitText;
  readonly year: number;
  readonly cutoff: string;
  readonly as_of: string | null;
  readonly now: string;
  readonly lines: readonly string[];
};

/** `cutoff` is the last day counted, normally 31 December. `client` reads as whoever asks. */
export async function writeSummary(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  asked: Asked,
): Promise<Summary> {
  const { book, names } = services;
  const parts = book.lines
    .filter(
      (line) => line.summary && (asked.lines.includes('*') || asked.lines.includes(line.name)),
    )
    .toSorted((a, b) => a.summary!.place - b.summary!.place);
  const slots = parts.flatMap((line) =>
    line
      .summary!.sentences.flatMap((s) => [...s.en, ...s.zh])
      .filter((p): p is FigureSlot => typeof p !== 'string'),
  );
  const byPeriod = new Map<string, Set<string>>();
  for (const slot of slots)
    byPeriod.set(
      slot.period ?? '',
      (byPeriod.get(slot.period ?? '') ?? new Set()).add(slot.indicator),
    );
  const figures = new Map<string, Figure>();
  for (const [period, wanted] of byPeriod) {
    const { from, to } = rangeOf(asked, period);
    const indicators = [...wanted].map((name) => book.findIndicator(name) ?? unknown(name));
    const computed = await computeFigures(client, names, indicators, {
      unit_id: asked.unit.id,
      from,
      to,
      as_of: asked.as_of,
      now: asked.now,
    });
    for (const figure of computed) figures.set(`${period}/${figure.indicator}`, figure);
  }
  const choices = await readChoices(client, asked.unit.id, asked.year);
  const fill = (sentence: string, piece: Piece, language: Language): FilledPiece => {
    if (typeof piece === 'string') return piece;
    const slot = slotName(sentence, piece);
    const figure = figures.get(`${piece.period ?? ''}/${piece.indicator}`)!;
    return fillSlot(piece, figure, language, { slot, chosen: choices.get(slot) ?? null });
  };
  return {
    unit: asked.unit,
    year: asked.year,
    as_of: asked.as_of,
    fresh_at: [...figures.values()][0]?.fresh_at ?? asked.now,
    parts: parts.map((line) => ({
      line: line.name,
      heading: line.summary!.heading,
      sentences: line.summary!.sentences.map((s) => ({
        key: s.key,
        en: s.en.map((p, i) => (i === 0 ? begun(fill(s.key, p, 'en')) : fill(s.key, p, 'en'))),
        zh: s.zh.map((p) => fill(s.key, p, 'zh')),
      })),
    })),
    figures: [
      ...new Map(
        [...figures.values()].map((f) => [`${f.indicator}/${f.from}/${f.to}`, f]),
      ).values(),
    ],
  };
}

/** A sentence that begins with its number: “More than 4,000 disputes”, however the number is printed. */
function begun(piece: FilledPiece): FilledPiece {
  if (typeof piece === 'string') return piece;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const styles = piece.styles.map((way) => ({ ...way, printed: capital(way.printed) }));
  return { ...piece, printed: capital(piece.printed), styles };
}

function unknown(name: string): never {
  throw new Error(`A summary names an indicator that is not there: ${name}`);
}

/** `01-01..09-30` within the year, never beyond the report's cut-off. */
function rangeOf(asked: Asked, period: string): { from: string; to: string } {
  const [from, to] = period === '' ? ['01-01', '12-31'] : period.split('..');
  const end = `${asked.year}-${to}`;
  return { from: `${asked.year}-${from}`, to: end < asked.cutoff ? end : asked.cutoff };
}

export function fillSlot(
  slot: FigureSlot,
  figure: Figure,
  language: Language,
  place: Pick<FilledFigure, 'slot' | 'chosen'> = { slot: slot.indicator, chosen: null },
): FilledFigure {
  const print = place.chosen
    ? { style: place.chosen.style, to: place.chosen.to ?? undefined }
    : slot.print;
  const show = slot.show ?? 'value';
  const value = shownValue(figure, show);
  const wording = {
    separators: language === 'en',
    ...(isPercent(figure, show) ? { unit: percent } : {}),
  };
  const exact = value === null ? null : printExact(value, figure, show, language);
  const rounded =
    value !== null && print && print.style !== 'exact'
      ? printApproximately(inUnits(value, figure, show), print.style, print.to ?? 1, wording)
      : null;
  const ways = value === null ? [] : waysToPrint(inUnits(value, figure, show), wording);
  return {
    indicator: figure.indicator,
    // A rounding that would not be true falls back to the exact value, never to a false claim.
    printed: exact === null ? notReported[language] : (rounded?.[language] ?? exact),
    value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    reported: figure.reported && value !== null,
    show,
    from: figure.from,
    to: figure.to,
    figure_id: figure.figure_id,
    ...place,
    styles: ways.map((way) => ({
      style: way.style,
      to: way.step,
      printed: way.style === 'exact' ? exact! : way[language],
    })),
  };
}

function shownValue(figure: Figure, show: NonNullable<FigureSlot['show']>): number | null {
  switch (show) {
    case 'numerator':
      return figure.numerator;
    case 'denominator':
      return figure.denominator;
    case 'gap':
      return figure.target?.gap ?? null;
    case 'value':
      return figure.value;
    default:
      return show satisfies never;
  }
}

/** Fen are printed as yuan, rates to one decimal: what a reader counts in. */
function inUnits(value: number, figure: Pick<Figure, 'money' | 'kind'>, show: string): number {
  if (figure.money) return value / 100;
  return figure.kind === 'rate' && show === 'value'
    ? Math.round(value * 10) / 10
    : Math.round(value * 100) / 100;
}

function printExact(
  value: number,
  figure: Pick<Figure, 'money' | 'kind'>,
  show: string,
  language: Language,
): string {
  const number = inUnits(value, figure, show);
  const digits =
    language === 'en'
      ? number.toLocaleString('en-US', { maximumFractionDigits: 2 })
      : String(number);
  return isPercent(figure, show) ? `${digits}%` : digits;
}

const percent = { en: '%', zh: '%' };

/** A rate is printed with its sign everywhere; its numerator and denominator are plain counts. */
function isPercent(figure: Pick<Figure, 'kind'>, show: string): boolean {
  return figure.kind === 'rate' && show === 'value';
}

const notReported = { en: 'not reported', zh: '（未报）' };

/** The label and counter of an indicator beside the printed value, for tables. */
export function printFigure(figure: Figure, language: Language): string {
  if (figure.value === null) return notReported[language];
  return printExact(figure.value, figure, 'value', language);
}
