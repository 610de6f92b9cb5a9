/** The lines of a sitting in book mode: typed or pasted, each by itself. Pure. */
import type { Language, Text } from '#engine/text.ts';
import type { PlacedIssue } from './import-types.ts';

export type BookColumn = {
  readonly heading: Text;
  readonly required: boolean;
  readonly kind: string;
  /** Filled in from the line above: the committee, the mediator. */
  readonly carried: boolean;
  readonly choices: readonly Text[];
  readonly shown: boolean;
};

/** A column is called by its Chinese heading, which is what the server reads in either language. */
export const keyOf = (column: BookColumn): string => column.heading.zh;

export type Cells = Readonly<Record<string, string>>;

export type BookRow = {
  /** Its number in the sitting, from 1. A line that was taken back gives its number away for good. */
  readonly n: number;
  readonly cells: Cells;
  /** What the server was asked with last, so that a line that did not change is not asked again. */
  readonly asked?: Cells | undefined;
  readonly issues?: readonly PlacedIssue[] | undefined;
  readonly kept?: { readonly id: string; readonly number: string | null } | undefined;
};

/** Has somebody written in it more than what was carried down from the line above? */
export function isBegun({ cells }: BookRow, columns: readonly BookColumn[]): boolean {
  const carried = new Set(columns.filter((column) => column.carried).map(keyOf));
  return Object.entries(cells).some(([key, value]) => value.trim() !== '' && !carried.has(key));
}

/** A line that is worth asking the server about. */
export function isWaiting(row: BookRow, columns: readonly BookColumn[]): boolean {
  if (row.kept || !isBegun(row, columns)) return false;
  return JSON.stringify(row.asked) !== JSON.stringify(row.cells);
}

/** There is always one empty line at the end, with what is carried from the last one that was written. */
export function withOpenRow(
  rows: readonly BookRow[],
  columns: readonly BookColumn[],
  first: Cells = {},
): readonly BookRow[] {
  const last = rows.at(-1);
  const carried = columns.filter((column) => column.carried).map(keyOf);
  const from = (above: BookRow | undefined) => {
    const given = above?.cells ?? first;
    return Object.fromEntries(
      carried.flatMap((key) => (given[key] ? [[key, given[key]] as const] : [])),
    );
  };
  if (!last || last.kept || isBegun(last, columns))
    return [...rows, { n: nextNumber(rows), cells: from(last) }];
  // What was carried follows the line above, until somebody writes here.
  const cells = { ...from(rows.at(-2)), ...filledOf(last.cells) };
  return JSON.stringify(cells) === JSON.stringify(last.cells)
    ? rows
    : [...rows.slice(0, -1), { ...last, cells }];
}

function filledOf(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ''));
}

export function nextNumber(rows: readonly BookRow[]): number {
  return Math.max(0, ...rows.map((row) => row.n)) + 1;
}

export function withCell(rows: readonly BookRow[], n: number, key: string, value: string) {
  return rows.map((row) => (row.n === n ? { ...row, cells: { ...row.cells, [key]: value } } : row));
}

/**
 * A block from Excel goes in from the cell that has the focus, to the right and down. With its headings it finds its
 * own columns, also those that are not shown.
 */
export function withBlock(
  rows: readonly BookRow[],
  block: readonly (readonly string[])[],
  at: { readonly n: number; readonly column: number },
  shown: readonly BookColumn[],
  all: readonly BookColumn[],
): readonly BookRow[] {
  const headed = headingsIn(block[0] ?? [], all);
  const keys = headed ?? shown.slice(at.column).map(keyOf);
  const lines = headed ? block.slice(1) : block;
  const next = [...rows];
  let index = rows.findIndex((row) => row.n === at.n);
  for (const line of lines) {
    // What is kept is not written over: the block goes on below it.
    while (next[index]?.kept) index++;
    const before = next[index] ?? { n: nextNumber(next), cells: next[index - 1]?.cells ?? {} };
    const carried = Object.fromEntries(
      all
        .filter((column) => column.carried && before.cells[keyOf(column)])
        .map((column) => [keyOf(column), before.cells[keyOf(column)]!]),
    );
    const typed = Object.fromEntries(
      line.flatMap((cell, i) => (keys[i] && cell !== '' ? [[keys[i], cell] as const] : [])),
    );
    const kept = next[index] ? before.cells : carried;
    next[index] = { n: before.n, cells: { ...kept, ...typed } };
    index++;
  }
  return next;
}

/** The first line of a block, when most of it are headings of this book. */
function headingsIn(
  line: readonly string[],
  columns: readonly BookColumn[],
): (string | undefined)[] | null {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/[\s*:：]/g, '')
      .toLowerCase();
  const found = line.map((cell) => {
    const column = columns.find(({ heading }) =>
      [heading.zh, heading.en].some((one) => plain(one) === plain(cell)),
    );
    return column && keyOf(column);
  });
  const known = found.filter(Boolean).length;
  return known >= 2 && known * 2 > line.filter((cell) => cell !== '').length ? found : null;
}

/** What is wrong at this cell, and what is wrong with the line as a whole. */
export function issuesAt(row: BookRow, key: string | null): readonly PlacedIssue[] {
  return (row.issues ?? []).filter((issue) => (issue.column ?? null) === key && !issue.warning);
}

/** As the import takes it: headings, then the lines that go together. */
export function sheetOf(rows: readonly BookRow[], all: readonly BookColumn[]): string[][] {
  const keys = all.map(keyOf).filter((key) => rows.some((row) => row.cells[key]?.trim()));
  return [keys, ...rows.map((row) => keys.map((key) => row.cells[key]?.trim() ?? ''))];
}

/** Lines that stand one after the other go in one request: their numbers count on from the first. */
export function runsOf(rows: readonly BookRow[]): BookRow[][] {
  const runs: BookRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && last.at(-1)!.n + 1 === row.n && last.length < 500) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

export function labelOf(column: BookColumn, language: Language): string {
  return column.heading[language];
}
