/**
 * Which cells of a blank sheet wait for something: empty, framed, with words to the left and above. Those that are not
 * bound are listed, and for each what its words seem to ask for: a figure or a count of the same name.
 */
import type { Book } from '#engine/line.ts';
import type { GridCell, SheetGrid } from './form-workbook.ts';
import { covers } from './form-workbook.ts';

export type Proposal = {
  readonly what: 'indicator' | 'measure';
  readonly name: string;
  readonly facets: string | null;
  readonly label: { readonly en: string; readonly zh: string };
};
export type BlankCell = {
  readonly sheet: string;
  readonly cell: string;
  /** The words beside and above it, as they stand on the form. */
  readonly row_words: string;
  readonly column_words: string;
  readonly proposals: readonly Proposal[];
};

export function blanksOf(book: Book, grid: SheetGrid, bound: ReadonlySet<string>): BlankCell[] {
  const at = new Map(grid.cells.map((cell) => [`${cell.row}/${cell.column}`, cell]));
  const wordsAt = (row: number, column: number): string => {
    const cell = at.get(`${row}/${column}`);
    const corner = grid.merges.find((one) => covers(one, { row, column }));
    const shown = corner ? at.get(`${corner.row}/${corner.column}`) : cell;
    return shown?.kind === 'text' ? shown.text.trim() : '';
  };
  const leftOf = ({ row, column }: GridCell) =>
    firstWord(column, (step) => wordsAt(row, column - step));
  const above = ({ row, column }: GridCell) =>
    firstWord(row, (step) => wordsAt(row - step, column));
  return grid.cells
    .filter((cell) => cell.kind === 'empty' && cell.look.border && !bound.has(cell.ref))
    .filter(
      (cell) =>
        !grid.merges.some(
          (one) => covers(one, cell) && (one.row !== cell.row || one.column !== cell.column),
        ),
    )
    .flatMap((cell) => {
      const [row_words, column_words] = [leftOf(cell), above(cell)];
      if (!row_words || !column_words) return [];
      const proposals = proposalsFor(book, row_words, column_words);
      return [{ sheet: grid.name, cell: cell.ref, row_words, column_words, proposals }];
    });
}

function firstWord(steps: number, wordAt: (step: number) => string): string {
  for (let step = 1; step <= steps; step++) {
    const word = wordAt(step);
    if (word) return word;
  }
  return '';
}

const proposalsMax = 4;
/** Heads that every form has: they ask for nothing by themselves. */
const sayingNothing = new Set([
  '数量',
  '合计',
  '小计',
  '总计',
  '备注',
  '占比',
  '比例',
  '金额',
  '单位',
  '人数',
  '项目',
]);

/** By the words alone: equal first, then one within the other. */
export function proposalsFor(book: Book, ...words: readonly string[]): Proposal[] {
  const asked = words.map(plain).filter((word) => word.length >= 2 && !sayingNothing.has(word));
  const found: { proposal: Proposal; rank: number }[] = [];
  const consider = (proposal: Proposal, ...labels: string[]) => {
    const rank = Math.max(0, ...labels.map((label) => likeness(asked, plain(label))));
    if (rank > 0) found.push({ proposal, rank });
  };
  for (const { name, label } of book.indicators)
    consider({ what: 'indicator', name, facets: null, label }, label.zh, label.en);
  for (const measure of book.measures) {
    const { name, label, facets = {} } = measure;
    consider({ what: 'measure', name, facets: null, label }, label.zh, label.en);
    for (const [facet, list] of Object.entries(facets))
      for (const one of list.codes) {
        const code = plain(one.label.zh);
        // A part is proposed where its own name stands, and the name of the whole helps to choose among measures.
        if (code.length < 2 || !asked.some((word) => word === code)) continue;
        const both = {
          en: `${label.en}: ${one.label.en}`,
          zh: `${label.zh}：${one.label.zh}`,
        };
        const whole = likeness(asked, plain(label.zh)) > 0 ? 1 : 0;
        found.push({
          proposal: { what: 'measure', name, facets: `${facet}=${one.code}`, label: both },
          rank: 2 + whole,
        });
      }
  }
  return found
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, proposalsMax)
    .map(({ proposal }) => proposal);
}

function likeness(asked: readonly string[], label: string): number {
  if (label.length < 2) return 0;
  if (asked.includes(label)) return 3;
  return asked.some((word) => word.length >= 4 && (word.includes(label) || label.includes(word)))
    ? 1
    : 0;
}

/** Without units of count, numbering and blanks: 一、案件总数（件） is 案件总数. */
function plain(words: string): string {
  return words
    .replaceAll(/[（(][^（()）]*[)）]/g, '')
    .replaceAll(/^[一二三四五六七八九十\d]+[、.．]/g, '')
    .replaceAll(/其中|[\s　:：]/g, '')
    .toLowerCase();
}
