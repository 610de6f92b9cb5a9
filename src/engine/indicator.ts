/** A figure by name: which measure, which facets, how it is put together and what it is called in a report. */
import type { Text } from './text.ts';

/** A measure narrowed by facets. Several values of one facet are alternatives; several facets must all hold. */
export type Count = {
  readonly measure: string;
  readonly where?: Readonly<Record<string, readonly string[]>>;
};

/** Could one line of the ledger stand in both? Then their sum would count it twice. */
export function countsOverlap(one: Count, other: Count): boolean {
  if (one.measure !== other.measure) return false;
  return Object.entries(one.where ?? {}).every(([facet, codes]) => {
    const others = other.where?.[facet];
    return others === undefined || codes.some((code) => others.includes(code));
  });
}

type IndicatorBase = {
  readonly name: string;
  readonly label: Text;
  readonly counter: Text;
  /** The rule in one sentence, for whoever opens the figure: what is counted, on which date, what is left out. */
  readonly rule: Text;
  /** The number of the seed's figure it reproduces, such as F27. */
  readonly figure_id?: string;
  /** Groups of the figures page, in document order. */
  readonly group: 'work' | 'results' | 'bodies' | 'money';
  /** The measure that says that a unit keeps this register at all; without it a figure is "not reported", never 0. */
  readonly kept_by?: string;
  readonly money?: boolean;
};

export type Indicator = IndicatorBase &
  /** `plus`: what else is added to it, each line once: a cell of a form that asks for two things together. */
  (
    | { readonly kind: 'flow'; readonly count: Count; readonly plus?: readonly Count[] }
    | { readonly kind: 'stock'; readonly count: Count; readonly plus?: readonly Count[] }
    /** Subjects whose lines sum above zero. It costs lines, not balances. */
    | { readonly kind: 'distinct'; readonly count: Count }
    /**
     * `part`: the numerator is posted on its denominator's day from the same record, so it is never above it.
     * `quotient`: two independent figures, and the page says so.
     */
    | {
        readonly kind: 'rate';
        readonly of: 'part' | 'quotient';
        readonly sum: 'flow' | 'stock';
        readonly numerator: Count;
        readonly denominator: Count;
        /** What has to be gained to raise it, where the measure's own word is wider: an office, and not an honour. */
        readonly work_unit?: Text;
      }
    /** What is left of a whole: a budget less what was paid out of it. Without a whole there is no figure. */
    | { readonly kind: 'remainder'; readonly whole: Count; readonly taken: Count }
    /** An average is two sums. */
    | { readonly kind: 'average'; readonly sum_of: Count; readonly number_of: Count }
  );
