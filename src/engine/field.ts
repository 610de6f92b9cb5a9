/** What one field of a record keeps, said once for the form, the column, the API, the CSV header and the search. */
import type { Day } from './day.ts';
import type { Role } from './permission.ts';
import type { Text } from './text.ts';

/** One entry of a code list. Never delete a code in use: end it with `valid_to`. */
export type Code = {
  readonly code: string;
  readonly label: Text;
  readonly parent?: string;
  readonly valid_from?: Day;
  readonly valid_to?: Day;
  /** The code in a superior's code book, when it is known. */
  readonly external_code?: string;
  /** Added by the office; and by which document. */
  readonly own?: boolean;
  readonly source?: string;
};

export type CodeList = {
  readonly name: string;
  readonly label: Text;
  /** As this city keeps it: what the product brings, with the office's own words (`code-book.ts`). */
  readonly codes: readonly Code[];
  /** May an office add codes of its own below these? Not where rules hang on the single code. */
  readonly open?: boolean;
  /** The top level of another list, for figures. */
  readonly tops_of?: CodeList;
};

type FieldBase = {
  readonly label: Text;
  /** May it stay empty? Asked when the record is saved; an action may ask for more. */
  readonly required?: boolean;
  /** One line under the field: an example or the rule. */
  readonly hint?: Text;
  /** Who may read it: `private` is masked until opened with a purpose, and cannot be filtered, sorted or grouped. */
  readonly private?: boolean;
  /**
   * Encrypted at rest, in the record, its versions and its lists, with the record's own key. It cannot be filtered,
   * sorted, grouped or counted. Add `private` where it is masked on the screen too.
   */
  readonly secret?: boolean;
  /** Filled by the server (a number book, a copied fact, a derived value); never typed. */
  readonly computed?: boolean;
  /** Show and ask for it only while this holds. Pure, over the values typed so far. */
  readonly when?: (values: Record<string, any>) => boolean;
};

export type TextField = FieldBase & {
  readonly kind: 'text' | 'long_text';
  readonly max?: number;
  /**
   * Widths of input follow what is typed. An `indicator` is the name of a definition, chosen from all lines; an
   * `address` is a record's (`dispute/…`) or a figure's (`figure/…`), so that any of them can be meant.
   */
  readonly format?:
    | 'person_name'
    | 'telephone'
    | 'citizen_id'
    | 'document'
    | 'number'
    | 'indicator'
    | 'address';
};
export type IntegerField = FieldBase & {
  readonly kind: 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly unit?: Text;
  /** It names and does not count (a year, a number on paper): written without grouping, 2010 is no 2,010. */
  readonly year?: boolean;
};
/** Money is kept in fen, as an integer, so that sums are exact; screens and files show yuan. */
export type MoneyField = FieldBase & { readonly kind: 'money' };
export type DayField = FieldBase & {
  readonly kind: 'day';
  readonly future?: boolean;
  /** The form of a new record begins with today. */
  readonly begins_today?: boolean;
};
export type InstantField = FieldBase & { readonly kind: 'instant' };
export type BooleanField = FieldBase & { readonly kind: 'boolean' };
export type CodeField = FieldBase & { readonly kind: 'code'; readonly list: CodeList };
export type CodesField = FieldBase & { readonly kind: 'codes'; readonly list: CodeList };
/** A unit of the organisation tree, by its id. */
export type UnitField = FieldBase & { readonly kind: 'unit' };
/** Another record, by its id. `to` is the name of its record type. */
export type LinkField = FieldBase & {
  readonly kind: 'link';
  readonly to: string;
  /**
   * What it leads to comes in versions (`valid_from`, `valid_to`): only one in force may be chosen, on the day in this
   * field, or today where the form leaves it empty. What was chosen once stays.
   */
  readonly in_force_on?: string;
};
/** A person with an account. */
export type AccountField = FieldBase & {
  readonly kind: 'account';
  /** The field that says their name in words. */
  readonly fills?: string;
  /**
   * Whoever is named here decides on the record in one of these roles. So they must hold such a post that opens it, as
   * theirs: its line, its place, and where it is sealed the permission to open what is sealed.
   */
  readonly decides_as?: readonly Role[];
};

export type Field =
  | TextField
  | IntegerField
  | MoneyField
  | DayField
  | InstantField
  | BooleanField
  | CodeField
  | CodesField
  | UnitField
  | LinkField
  | AccountField;

/** A masked or an encrypted field cannot be filtered, sorted or grouped. */
export function isHidden(field: Field): boolean {
  return field.private === true || field.secret === true;
}

export type Fields = Readonly<Record<string, Field>>;

/** The TypeScript value of a field; empty is always null. */
export type ValueOf<F extends Field> = F extends TextField | InstantField | LinkField | AccountField
  ? string | null
  : F extends IntegerField | MoneyField | UnitField
    ? number | null
    : F extends DayField
      ? Day | null
      : F extends BooleanField
        ? boolean | null
        : F extends CodesField
          ? string[] | null
          : F extends CodeField
            ? string | null
            : never;

export type ValuesOf<FS extends Fields> = { -readonly [K in keyof FS]: ValueOf<FS[K]> };

type Rest<F extends Field> = Omit<F, 'kind' | 'label'>;

// One short maker per kind, so that a definition reads as a list of fields.
export const line = (en: string, zh: string, rest: Rest<TextField> = {}) =>
  ({ kind: 'text', label: { en, zh }, ...rest }) as const satisfies TextField;
export const paragraph = (en: string, zh: string, rest: Rest<TextField> = {}) =>
  ({ kind: 'long_text', label: { en, zh }, ...rest }) as const satisfies TextField;
export const integer = (en: string, zh: string, rest: Rest<IntegerField> = {}) =>
  ({ kind: 'integer', label: { en, zh }, ...rest }) as const satisfies IntegerField;
export const money = (en: string, zh: string, rest: Rest<MoneyField> = {}) =>
  ({ kind: 'money', label: { en, zh }, ...rest }) as const satisfies MoneyField;
export const day = (en: string, zh: string, rest: Rest<DayField> = {}) =>
  ({ kind: 'day', label: { en, zh }, ...rest }) as const satisfies DayField;
export const instant = (en: string, zh: string, rest: Rest<InstantField> = {}) =>
  ({ kind: 'instant', label: { en, zh }, ...rest }) as const satisfies InstantField;
export const yesNo = (en: string, zh: string, rest: Rest<BooleanField> = {}) =>
  ({ kind: 'boolean', label: { en, zh }, ...rest }) as const satisfies BooleanField;
export const code = (
  en: string,
  zh: string,
  list: CodeList,
  rest: Omit<Rest<CodeField>, 'list'> = {},
) => ({ kind: 'code', label: { en, zh }, list, ...rest }) as const satisfies CodeField;
export const codes = (
  en: string,
  zh: string,
  list: CodeList,
  rest: Omit<Rest<CodesField>, 'list'> = {},
) => ({ kind: 'codes', label: { en, zh }, list, ...rest }) as const satisfies CodesField;
export const unit = (en: string, zh: string, rest: Rest<UnitField> = {}) =>
  ({ kind: 'unit', label: { en, zh }, ...rest }) as const satisfies UnitField;
export const link = (en: string, zh: string, to: string, rest: Omit<Rest<LinkField>, 'to'> = {}) =>
  ({ kind: 'link', label: { en, zh }, to, ...rest }) as const satisfies LinkField;
export const account = (en: string, zh: string, rest: Rest<AccountField> = {}) =>
  ({ kind: 'account', label: { en, zh }, ...rest }) as const satisfies AccountField;

/** A code list written as rows: code, English, Chinese. */
export function codeList(
  name: string,
  label: Text,
  rows: readonly (readonly [string, string, string])[],
  rest: Pick<CodeList, 'open'> = {},
): CodeList {
  return {
    name,
    label,
    codes: rows.map(([c, en, zh]) => ({ code: c, label: { en, zh } })),
    ...rest,
  };
}

/** The label of a code; an unknown code shows itself rather than nothing. */
export function labelOf(list: CodeList, value: string | null): Text {
  if (value === null) return { en: '–', zh: '–' };
  return list.codes.find((c) => c.code === value)?.label ?? { en: value, zh: value };
}
