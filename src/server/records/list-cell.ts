/**
 * A child list in one cell, as an export writes it and an import reads it back: a line for each row, and in it each
 * field under its own name. 地位：申请人；姓名（名称）：张三
 */
import type { Field } from '#engine/field.ts';
import type { ChildList } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';

export function writeListCell(
  list: ChildList,
  rows: readonly Record<string, unknown>[],
  language: Language,
  inWords: (field: Field, value: unknown) => unknown,
): string {
  return rows
    .map((row) =>
      Object.entries(list.fields)
        .map(([key, field]) => [field.label[language], inWords(field, row[key])] as const)
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => `${label}：${String(value)}`)
        .join('；'),
    )
    .join('\n');
}

/** Rows of texts by field; null where the cell is not written like this. */
export function readListCell(list: ChildList, cell: string): Record<string, string>[] | null {
  const labels = Object.entries(list.fields)
    .flatMap(([key, { label }]) => [label.zh, label.en].map((word) => [word, key] as const))
    .toSorted(([a], [b]) => b.length - a.length);
  const start = (text: string) =>
    labels.find(([word]) => new RegExp(`^${escaped(word)}\\s*[：:]`).test(text));
  const rows: Record<string, string>[] = [];
  let last: { row: Record<string, string>; key: string } | null = null;
  for (const [i, piece] of pieces(cell).entries()) {
    const found = start(piece.text);
    if (!found) {
      // A value may hold a line break or a semicolon of its own.
      if (i === 0 || !last) return null;
      last.row[last.key] += piece.before + piece.text;
      continue;
    }
    const [word, key] = found;
    const value = piece.text.slice(word.length).replace(/^\s*[：:]\s*/, '');
    if (!last || piece.before === '\n' || key in last.row) rows.push({});
    last = { row: rows.at(-1)!, key };
    last.row[key] = value;
  }
  return rows;
}

function pieces(cell: string): { before: string; text: string }[] {
  const parts = cell.trim().split(/([；;]|\r?\n)/);
  return parts
    .map((text, i) => ({ before: i === 0 ? '' : (parts[i - 1] ?? '').replace('\r', ''), text }))
    .filter((_, i) => i % 2 === 0);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
