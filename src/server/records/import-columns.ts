/**
 * The headings of a sheet, matched to the fields of a record type: Chinese or English labels or keys, whatever spaces,
 * stars, units in brackets or full-width signs stand around them. What is not matched is named, never guessed.
 */
import type { Field } from '#engine/field.ts';
import { isTyped } from '#engine/past.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import type { ReadCell } from '../reports/spreadsheet.ts';

export type ImportColumn = {
  readonly heading: string;
  /** `accepted_on`, `parties` or `parties.telephone`; null is left out. */
  readonly field: string | null;
  /** What it stands for, in words, or why it is left out. */
  readonly note: Text;
  /** The book keeps it by itself, or it came with our own file: nothing to worry about. */
  readonly expected?: boolean;
  readonly target: Target | null;
};

export type Target =
  | { readonly kind: 'field'; readonly name: string; readonly field: Field }
  | { readonly kind: 'unit' }
  | { readonly kind: 'number'; readonly name: string }
  /** The whole list in one cell, as an export writes it; or, with `code`, names of the rows of that code. */
  | {
      readonly kind: 'list';
      readonly list: ChildList;
      readonly name: string;
      readonly code: string | null;
      readonly key: string | null;
    };

export type Headings = { readonly row: number; readonly columns: readonly ImportColumn[] };

/** How the column is called in which the bad rows of an import say what is wrong. */
export const reasonHeading: Text = { en: 'What is wrong', zh: '导入问题' };

/** Titles and notes may stand above the headings: those are the first row most of whose cells are known. */
export function findHeadings(type: AnyRecordType, rows: readonly ReadCell[][]): Headings | null {
  const known = labelsOf(type);
  let best: Headings | null = null;
  let most = 0;
  for (const [row, cells] of rows.slice(0, 15).entries()) {
    const columns = cells.map((cell) => columnFor(type, known, String(cell ?? '')));
    const found = columns.filter((column) => column.target !== null).length;
    if (found > most) [best, most] = [{ row, columns: withoutTwins(columns) }, found];
  }
  return best;
}

type Known = {
  readonly target: Target | null;
  readonly label: Text;
  readonly words: Set<string>;
  /** By these too, where nothing is called so: its key, the name of its list of codes. */
  readonly otherwise: Set<string>;
};

function labelsOf(type: AnyRecordType): Known[] {
  const known: Known[] = [];
  const add = (target: Target | null, label: Text, ...more: Text[]) =>
    known.push({
      target,
      label,
      words: new Set(spellings(label)),
      otherwise: new Set(more.flatMap(spellings)),
    });
  const fields = Object.entries(type.fields) as [string, Field][];
  if (type.numbers) {
    const name = type.numbers.field;
    const label = (type.fields[name] as Field).label;
    add({ kind: 'number', name }, label, { en: name, zh: '编号' });
  }
  for (const [name, field] of fields.toSorted(
    ([, a], [, b]) => Number(a.computed ?? false) - Number(b.computed ?? false),
  )) {
    if (name === type.numbers?.field) continue;
    const list = field.kind === 'code' ? [field.list.label] : [];
    add({ kind: 'field', name, field }, field.label, { en: name, zh: name }, ...list);
  }
  add({ kind: 'unit' }, { en: 'Unit', zh: '单位' }, { en: 'unit_id', zh: '登记单位' });
  for (const [name, list] of Object.entries(type.children) as [string, ChildList][]) {
    add({ kind: 'list', list, name, code: null, key: null }, list.label, { en: name, zh: name });
  }
  add(null, { en: 'State', zh: '状态' });
  add(null, reasonHeading);
  return known;
}

const leftOut: Text = {
  en: 'not brought in: the book keeps it by itself',
  zh: '由系统生成，不导入',
};
const unknown: Text = { en: 'not understood and left out', zh: '未识别，不导入' };

function columnFor(type: AnyRecordType, known: readonly Known[], heading: string): ImportColumn {
  if (heading.trim() === '')
    return { heading, field: null, note: leftOut, expected: true, target: null };
  const words = spellings({ en: heading, zh: heading });
  const byRow = rowOfList(type, words);
  if (byRow) return byRow.column(heading);
  const found =
    known.find((one) => words.some((word) => one.words.has(word))) ??
    known.find((one) => words.some((word) => one.otherwise.has(word)));
  if (!found) return { heading, field: null, note: unknown, target: null };
  const { target, label } = found;
  if (target === null) return { heading, field: null, note: leftOut, expected: true, target };
  if (target.kind === 'unit') return { heading, field: 'unit_id', note: label, target };
  const computed = target.kind === 'field' && !isTyped(type, target.name);
  // A computed value may still help to choose the deeds.
  if (computed) return { heading, field: null, note: leftOut, expected: true, target };
  return { heading, field: target.name, note: label, target };
}

/** 申请人, 申请人电话: the rows of a list by the value that tells them apart. */
function rowOfList(type: AnyRecordType, words: readonly string[]) {
  for (const [name, list] of Object.entries(type.children) as [string, ChildList][]) {
    const { by, main } = list.columns ?? {};
    const field = by ? list.fields[by] : undefined;
    if (!main || field?.kind !== 'code') continue;
    const codes = field.list.codes
      .flatMap((code) => spellings(code.label).map((word) => ({ code, word })))
      .toSorted((a, b) => b.word.length - a.word.length);
    for (const word of words) {
      const found = codes.find((one) => word.startsWith(one.word));
      if (!found) continue;
      const rest = word.slice(found.word.length).replace(/^的|^s(?=[a-z])/, '');
      const key = rest === '' ? main : childFor(list, rest);
      if (!key) continue;
      const label = found.code.label;
      const of = (list.fields[key] as Field).label;
      const note = { en: `${label.en}: ${of.en}`, zh: `${label.zh}：${of.zh}` };
      const target: Target = { kind: 'list', list, name, code: found.code.code, key };
      return { column: (heading: string) => ({ heading, field: `${name}.${key}`, note, target }) };
    }
  }
  return null;
}

/** 电话 for 联系电话: the end or the beginning of exactly one label is enough behind a name that is known. */
function childFor(list: ChildList, rest: string): string | null {
  const fields = Object.entries(list.fields).map(
    ([key, { label }]) => [key, spellings(label)] as const,
  );
  const exact = fields.find(([, words]) => words.includes(rest));
  if (exact) return exact[0];
  const near = fields.filter(([, words]) =>
    words.some((word) => rest.length >= 2 && (word.endsWith(rest) || word.startsWith(rest))),
  );
  return near.length === 1 ? near[0]![0] : null;
}

/** A second column for the same field would overwrite the first. */
function withoutTwins(columns: readonly ImportColumn[]): ImportColumn[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    const { target } = column;
    if (!target) return column;
    const key = JSON.stringify([
      target.kind,
      'name' in target ? target.name : '',
      'code' in target ? [target.code, target.key] : '',
    ]);
    if (!seen.has(key)) {
      seen.add(key);
      return column;
    }
    const note = {
      en: 'a second column for the same thing, left out',
      zh: '与前面的列重复，不导入',
    };
    return { ...column, field: null, note, target: null, expected: false };
  });
}

/** A label with and without what stands in its brackets, without signs. */
function spellings({ en, zh }: Text): string[] {
  return [en, zh].flatMap((label) => {
    // A heading of a strange file may be as long as it likes; no label of ours is longer.
    const narrow = label.slice(0, 200).normalize('NFKC').toLowerCase();
    const plain = (text: string) =>
      text.replace(/[\s*※:：?？'’"“”()[\]{}【】〔〕/、,，.。_-]/g, '');
    return [plain(narrow), plain(narrow.replace(/[([【〔].*?[)\]】〕]/g, ''))].filter(
      (w) => w !== '',
    );
  });
}
