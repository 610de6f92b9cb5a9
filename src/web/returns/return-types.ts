/** What the server answers about returns, their forms and editions. */
import type { Text } from '#engine/text.ts';

export type NamedUnit = { readonly id: number; readonly name: Text };

export type Round = {
  readonly form_id: string;
  readonly form_name: string;
  readonly form_name_en: string | null;
  readonly table_number: string | null;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly level: string;
  readonly due_on: string;
  readonly units: number;
  readonly sent: number;
  readonly signed: number;
  readonly overdue: number;
};

export type ListedReturn = {
  readonly id: string;
  readonly state: string;
  readonly due_on: string;
  readonly submitted_on: string | null;
  readonly first_sent_on: string | null;
  readonly edition_no: number | null;
  readonly nil: boolean | null;
  readonly return_ground: string | null;
  readonly unit: NamedUnit;
  readonly above: NamedUnit | null;
  readonly overdue_days: number;
};

export type Rounds = {
  readonly rounds: readonly Round[];
  readonly chosen: Round | null;
  readonly returns: readonly ListedReturn[];
};

export type ReturnCell = {
  readonly key: string;
  readonly place: { readonly sheet: string; readonly cell: string } | null;
  readonly label: Text;
  readonly counter: Text;
  readonly rule: Text;
  readonly kind: string;
  readonly money: boolean;
  readonly value: number | null;
  readonly reason: Text | null;
  readonly last_year: number | null;
  readonly previous: number | null;
  readonly indicator: string | null;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
};

export type GridCell = {
  readonly ref: string;
  readonly row: number;
  readonly column: number;
  readonly kind: 'empty' | 'text' | 'number' | 'formula';
  readonly text: string;
  readonly look: {
    readonly bold: boolean;
    readonly border: boolean;
    readonly align: string | null;
  };
};
export type Grid = {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  readonly merges: readonly { row: number; column: number; rows: number; columns: number }[];
  readonly widths: readonly number[];
};

type ShownCell = { readonly key: string; readonly label: Text; readonly counter: Text };
export type ReturnTable = { readonly key: string; readonly heading: Text } & (
  | { readonly kind: 'list'; readonly cells: readonly ShownCell[] }
  | {
      readonly kind: 'grid';
      readonly corner: Text;
      readonly columns: readonly Text[];
      readonly rows: readonly { readonly label: Text; readonly cells: readonly ShownCell[] }[];
    }
);

export type EditionHead = {
  readonly id: string;
  readonly kind: string;
  readonly series: string;
  readonly number: number;
  readonly reason: string | null;
  readonly from: string;
  readonly to: string;
  readonly title: Text;
  readonly unit?: Text | null;
  readonly page_id: number;
  readonly stood_at: string;
  readonly signed_at: string;
  readonly signer: string;
  readonly signer_latin: string;
  readonly figures: number;
};

export type OneReturn = {
  readonly record: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly period: string;
    readonly period_from: string;
    readonly period_to: string;
    readonly due_on: string;
    readonly level: string;
    readonly nil: boolean | null;
    readonly nil_statement: string | null;
    readonly return_ground: string | null;
    readonly submitted_on: string | null;
    readonly accepted_on: string | null;
    readonly signed_on: string | null;
    readonly locked_on: string | null;
    readonly explanations: readonly { readonly about: string; readonly text: string }[];
  };
  readonly unit: NamedUnit;
  readonly receiver: NamedUnit | null;
  readonly form: {
    readonly id: string;
    readonly name: string;
    readonly name_en: string | null;
    readonly version_no: string;
    readonly table_number: string | null;
    readonly issued_by: string | null;
    readonly approval_number: string | null;
    readonly valid_until: string | null;
    readonly nil_allowed: boolean | null;
  };
  readonly cells: readonly ReturnCell[];
  readonly warnings: readonly {
    readonly kind: string;
    readonly key: string;
    readonly says: Text;
  }[];
  readonly problems: readonly { readonly key: string; readonly message: Text }[];
  readonly edition: {
    readonly id: string;
    readonly number: number;
    readonly signer: string;
    readonly signer_latin: string;
    readonly signed_at: string;
    readonly page_id: number;
    readonly page_hash: string;
    readonly intact: boolean;
  } | null;
  readonly editions: readonly EditionHead[];
  readonly at: string;
  readonly as_of: string | null;
  readonly nothing: boolean;
  readonly may: {
    readonly submit: boolean;
    readonly restate: boolean;
    readonly sign: boolean;
    readonly others: readonly string[];
  };
  readonly sheets: readonly Grid[] | null;
  readonly tables: readonly ReturnTable[] | null;
};

export type LaterLine = {
  readonly id: number;
  readonly figures: readonly { readonly key: string; readonly side: string }[];
  readonly measure_label: Text | null;
  readonly day: string;
  readonly unit: Text | null;
  readonly amount: number;
  readonly recorded_at: string;
  readonly why: 'late' | 'corrected' | 'day_came';
  readonly record_id: string | null;
  readonly record_type: string | null;
  readonly title: Text | null;
  readonly action_label: Text | null;
  readonly reason: string | null;
  readonly person: { readonly name: string } | null;
};
type Value = { readonly value: number | null };
export type Changes = {
  readonly figures: readonly {
    readonly key: string;
    readonly label: Text;
    readonly counter: Text;
    readonly then: Value;
    readonly now: Value;
  }[];
  readonly lines: readonly LaterLine[];
  readonly left_out: number;
  readonly other_units?: readonly string[];
  readonly reason?: string | null;
};

export type EditionFigure = {
  readonly key: string;
  readonly indicator: string | null;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly definition: {
    readonly name: string;
    readonly label: Text;
    readonly counter: Text;
    readonly rule: Text;
    readonly kind: string;
    readonly money?: boolean;
  };
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly not_reported_reason: Text | null;
};
export type OneEdition = EditionHead & {
  readonly unit_id: number;
  readonly figures: readonly EditionFigure[];
  readonly intact: boolean;
  readonly page_hash: string;
  readonly units: Readonly<Record<string, Text>>;
  readonly series_editions: readonly EditionHead[];
  readonly comments: readonly {
    readonly id: number;
    readonly key: string | null;
    readonly text: string;
    readonly role: string;
    readonly at: string;
    readonly person: { readonly name: string; readonly latin: string };
  }[];
};
