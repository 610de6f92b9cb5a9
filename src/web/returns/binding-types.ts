/** What a cell of a form is bound to, and what it can be bound to. */
import type { Text } from '#engine/text.ts';
import type { AddedCount } from '#lines/reporting/added-counts.ts';
import type { Grid } from './return-types.ts';

export type Binding = {
  readonly id?: string;
  readonly sheet: string;
  readonly cell: string;
  readonly what: string;
  readonly name: string;
  readonly facets?: string | null;
  readonly also?: string | null;
  readonly show?: string | null;
  readonly period?: string | null;
  readonly of_unit_id?: number | null;
};
type Proposal = {
  readonly what: 'indicator' | 'measure';
  readonly name: string;
  readonly facets: string | null;
  readonly label: Text;
};
export type Unanswered = {
  readonly sheet: string;
  readonly cell: string;
  readonly row_words: string;
  readonly column_words: string;
  readonly proposals: readonly Proposal[];
};
export type Facet = {
  readonly name: string;
  readonly label: Text;
  readonly codes: readonly { readonly code: string; readonly label: Text }[];
};
export type Choices = {
  readonly indicators: readonly {
    name: string;
    label: Text;
    kind: string;
    rule: Text;
    facets: readonly Facet[];
  }[];
  readonly measures: readonly {
    name: string;
    label: Text;
    kind: string;
    facets: readonly Facet[];
  }[];
  readonly words: readonly { name: string; label: Text }[];
  readonly shipped: readonly { name: string; title: Text }[];
};

/** One count of a cell: the first or one that is added to it. */
export type CountOf = Omit<AddedCount, 'what'> & { readonly what: string };

/** A form with its blank sheet, and what is open in it. */
export type FormAnswer = {
  readonly form: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly name: string;
    readonly name_en: string | null;
    readonly version_no: string;
    readonly shipped: string | null;
    readonly sheet_name: string | null;
    readonly cells: readonly Binding[];
    readonly sums: readonly { id?: string; says: string; whole: string; parts: string }[];
  };
  readonly may_bind: boolean;
  readonly sheets: readonly Grid[];
  readonly labels: Readonly<Record<string, Text>>;
  readonly problems: readonly { readonly key: string; readonly message: Text }[];
  readonly unanswered: readonly Unanswered[];
};
