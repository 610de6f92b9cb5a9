/** A return filled from the ledger: all its cells are summed in one statement, of one moment. */
import type { PoolClient } from 'pg';
import { isDay } from '#engine/day.ts';
import { printPeriod, readPeriod } from '#engine/period.ts';
import type { Period } from '#engine/period.ts';
import { Problem } from '#engine/problem.ts';
import type { ReturnCell, ReturnForm, ReturnHead, ReturnTable } from '#engine/report.ts';
import type { Text } from '#engine/text.ts';
import type { FigureQuery } from '../figures/compute.ts';
import { computeCounts } from '../figures/compute.ts';
import { doorOf } from '../figures/figure-named.ts';
import type { Services } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';

export type FilledCell = ReturnCell & {
  /** null: not reported, which is not zero. Money in fen. */
  readonly value: number | null;
  readonly kind: 'flow' | 'stock';
  readonly money: boolean;
  /** The figure that counts exactly this, for the door behind the number. */
  readonly indicator: string;
};

export type FilledTable = { readonly key: string; readonly heading: Text } & (
  | { readonly kind: 'list'; readonly cells: readonly FilledCell[] }
  | {
      readonly kind: 'grid';
      readonly corner: Text;
      readonly columns: readonly Text[];
      readonly rows: readonly { readonly label: Text; readonly cells: readonly FilledCell[] }[];
    }
);

export type FilledReturn = {
  readonly form: string;
  readonly title: Text;
  readonly unit: UnitText;
  readonly period: Text;
  readonly from: string;
  readonly to: string;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly page: number | null;
  readonly reported: boolean;
  readonly not_reported_reason: Text | null;
  /** How many bodies of the unit keep this register at the end of the period. */
  readonly registers: number;
  readonly tables: readonly FilledTable[];
  readonly checks: readonly {
    readonly says: Text;
    readonly whole: number | null;
    readonly parts: number | null;
    readonly equal: boolean;
  }[];
  readonly notes: readonly Text[];
};

/** `client` reads as the actor; the unit lies within their territory. */
export async function fillReturn(
  services: Pick<Services, 'book' | 'names'>,
  client: Pick<PoolClient, 'query'>,
  form: ReturnForm,
  unit: UnitText,
  query: FigureQuery,
): Promise<FilledReturn> {
  const { book, names } = services;
  const cells = form.tables.flatMap(cellsOf);
  const asked = [
    ...cells.map(({ count }) => ({ count, kind: book.measure(count.measure).kind })),
    { count: { measure: form.kept_by }, kind: 'stock' as const },
  ];
  const { values, boundary } = await computeCounts(client, names, asked, query);
  const registers = values.at(-1)!;
  const reported = registers > 0;
  // As with every figure: a number that is there is there; a zero needs somebody who keeps the book.
  const counted = new Map(
    cells.map(({ key }, i) => [key, reported || values[i] !== 0 ? values[i]! : null]),
  );
  return assembleReturn(book, form, counted, {
    unit,
    from: query.from,
    to: query.to,
    as_of: query.as_of,
    fresh_at: boundary.at,
    page: boundary.page,
    registers,
  });
}

/** The form with its numbers, wherever they come from: counted just now, or frozen in an edition. */
export function assembleReturn(
  book: Services['book'],
  form: ReturnForm,
  values: ReadonlyMap<string, number | null>,
  head: Pick<FilledReturn, 'unit' | 'from' | 'to' | 'as_of' | 'fresh_at' | 'page' | 'registers'>,
): FilledReturn {
  const cells = form.tables.flatMap(cellsOf);
  const reported = head.registers > 0;
  const filled = new Map(
    cells.map((cell): [string, FilledCell] => {
      const { kind, money = false } = book.measure(cell.count.measure);
      const value = values.get(cell.key) ?? null;
      return [cell.key, { ...cell, value, kind, money, indicator: doorOf(book, cell) }];
    }),
  );
  if (filled.size !== cells.length) throw new Error(`${form.name}: two cells have the same key`);
  return {
    form: form.name,
    title: form.title,
    period: { en: printPeriod(head, 'en'), zh: printPeriod(head, 'zh') },
    ...head,
    reported,
    not_reported_reason: reported ? null : notReported,
    tables: form.tables.map((table) => filledTable(table, filled)),
    checks: form.checks.map(({ says, whole, parts }) => {
      const sum = parts.reduce((total, key) => total + (filled.get(key)!.value ?? 0), 0);
      const one = filled.get(whole)!.value;
      return { says, whole: one, parts: one === null ? null : sum, equal: (one ?? 0) === sum };
    }),
    notes: form.notes,
  };
}

/** `?period=2009H1`, or two days for whoever counts from the 26th to the 25th. */
export function returnPeriod(asked: {
  period?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}): Period {
  const { period, from, to } = asked;
  if (period === undefined && isDay(from) && isDay(to) && from <= to) return { from, to };
  const found = period === undefined ? null : readPeriod(period);
  if (found) return found;
  throw new Problem(
    'invalid',
    {
      en: 'Which period? Write 2009, 2009H1, 2009Q3 or 2009-09, or two days from and to.',
      zh: '期间有误，请写成2009、2009H1（上半年）、2009Q3（三季度）或2009-09，或者给出起止日期。',
    },
    [{ field: 'period', message: { en: 'This is no period.', zh: '不是有效期间。' } }],
  );
}

function cellsOf(table: ReturnTable): readonly ReturnCell[] {
  return table.kind === 'list' ? table.cells : table.rows.flatMap((row) => row.cells);
}

/** Rows and columns that stand there only for what nobody recorded go when everything is recorded. */
function filledTable(table: ReturnTable, filled: Map<string, FilledCell>): FilledTable {
  const { key, heading } = table;
  const fill = (cells: readonly ReturnCell[]) => cells.map((cell) => filled.get(cell.key)!);
  if (table.kind === 'list') return { key, heading, kind: 'list', cells: fill(table.cells) };
  const all = table.rows.map((row) => ({ ...row, cells: fill(row.cells) }));
  const any = (head: ReturnHead, cells: readonly FilledCell[]) =>
    !head.only_if_any || cells.some((cell) => cell.value);
  const shown = table.columns.map((column, i) =>
    any(
      column,
      all.map((row) => row.cells[i]!),
    ),
  );
  const rows = all
    .filter((row) => any(row, row.cells))
    .map(({ label, cells }) => ({ label, cells: cells.filter((_, i) => shown[i]) }));
  const columns = table.columns.filter((_, i) => shown[i]).map(({ label }) => label);
  return { key, heading, kind: 'grid', corner: table.corner, columns, rows };
}

const notReported: Text = {
  en: 'No unit here kept this book in the period, so there is no number. It is not zero.',
  zh: '该单位期内尚未建立此台账，没有数字，不等于零。',
};
