/**
 * The editorial layer: prose whose numbers are bound to figures. A sentence is text and figure slots; what a slot
 * prints is chosen by its style and never changes the value behind it.
 */
import type { Count } from './indicator.ts';
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
  /**
   * Its place in the document: 1 popularisation, 2 governance, 3 legal services, 4 mediation, 5 grass
   * roots, 6 resettlement.
   */
  readonly place: number;
  readonly heading: Text;
  readonly sentences: readonly Sentence[];
};

/**
 * A form that goes to a superior: tables of numbers, each of them one count over the period (or, of a stock, at its
 * end). Nothing in it is typed.
 */
export type ReturnForm = {
  readonly name: string;
  readonly title: Text;
  /** The measure that says that a unit keeps these registers at all: without it the form is "not reported". */
  readonly kept_by: string;
  readonly tables: readonly ReturnTable[];
  /** What must add up, between tables too: whoever receives the form checks it, so we do first. */
  readonly checks: readonly ReturnCheck[];
  /** The rules of counting, printed at the foot. */
  readonly notes: readonly Text[];
};

export type ReturnCell = {
  /** Unique in its form: `type.family`. */
  readonly key: string;
  readonly label: Text;
  readonly counter: Text;
  readonly count: Count;
};

/** Numbers by name, or numbers by row and column. */
export type ReturnTable = { readonly key: string; readonly heading: Text } & (
  | { readonly kind: 'list'; readonly cells: readonly ReturnCell[] }
  | {
      readonly kind: 'grid';
      /** What stands at the left: kinds of committee. */
      readonly corner: Text;
      readonly columns: readonly ReturnHead[];
      readonly rows: readonly (ReturnHead & { readonly cells: readonly ReturnCell[] })[];
    }
);

export type ReturnHead = {
  readonly label: Text;
  /** Left out while nothing stands in it: "not recorded". */
  readonly only_if_any?: boolean;
};

export type ReturnCheck = {
  readonly says: Text;
  /** The keys of a cell and of those that must sum to it. */
  readonly whole: string;
  readonly parts: readonly string[];
};
