/**
 * The editorial layer: prose whose numbers are bound to figures. A sentence is text and figure slots; what a slot
 * prints is chosen by its style and never changes the value behind it.
 */
import type { Text } from './text.ts';

/** A number in a sentence: which indicator, over which period of the report's year, and how it is printed. */
export type FigureSlot = {
  readonly indicator: string;
  /** `exact` 4,127 · `over` 4,000余 · `nearly` 近. With `to` the rounding step, such as 1000. */
  readonly print?: { readonly style: 'exact' | 'over' | 'nearly'; readonly to?: number };
  /** Of a rate: the percentage, or its numerator or denominator alone. */
  readonly show?: 'value' | 'numerator' | 'denominator' | 'gap';
  /** Instead of the report's own year: a day range relative to the year, `01-01..09-30`. */
  readonly period?: string;
};

export type Piece = string | FigureSlot;

/** One sentence in both languages. Its order of pieces may differ between them. */
export type Sentence = {
  readonly key: string;
  readonly en: readonly Piece[];
  readonly zh: readonly Piece[];
};

export type SummaryPart = {
  readonly heading: Text;
  readonly sentences: readonly Sentence[];
};
