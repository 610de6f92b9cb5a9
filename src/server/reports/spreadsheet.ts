/**
 * Excel and CSV files, written and read. The library behind it is named in this file only, because it is young and may
 * have to be exchanged.
 *
 * Text that begins like a formula: in Excel files it is written as a text cell, which no program evaluates, and stays
 * as it was written. In CSV there are no kinds of cells, so that it gets an apostrophe in front; reading takes it off.
 */
import { parseCsv } from 'hucre/csv';
import { readXlsx, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { CellStyle, CellValue, MergeRange, RowDef, WriteSheet } from 'hucre';
import { isDay } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import type { Language, Text } from '#engine/text.ts';
import { boundedZip, isZip, locked } from './zip-bounds.ts';

/**
 * How values stand in a column: `money` is given in fen and shown in yuan, `percent` in per cent
 * (45.8), a `day` as 'YYYY-MM-DD'.
 */
export type ColumnKind = 'text' | 'integer' | 'number' | 'money' | 'day' | 'percent';
export type SpreadsheetColumn = {
  readonly heading: Text | string;
  readonly kind: ColumnKind;
  /** In characters. */
  readonly width?: number;
};
export type SpreadsheetValue = string | number | boolean | null | undefined;
export type SpreadsheetRow = readonly SpreadsheetValue[];

export type Spreadsheet = {
  readonly sheet: string;
  readonly columns: readonly SpreadsheetColumn[];
  readonly rows: Iterable<SpreadsheetRow> | AsyncIterable<SpreadsheetRow>;
  /** Lines above the headings. */
  readonly title?: Text | string;
  readonly notes?: readonly (Text | string)[];
  readonly language?: Language;
  /** Printed on every page, and on a sheet of its own behind this one. At most `laidOutMax` rows. */
  readonly stamp?: readonly (Text | string)[];
};

const formats: Readonly<Record<ColumnKind, string>> = {
  // As text, so that an ID number keeps its eighteen digits when somebody edits the cell.
  text: '@',
  integer: '#,##0',
  // Counts, money and rates in one column: each as it is.
  number: 'General',
  money: '#,##0.00',
  day: 'yyyy-mm-dd',
  percent: '0.0%',
};
const widths: Readonly<Record<ColumnKind, number>> = {
  text: 20,
  integer: 10,
  number: 12,
  money: 14,
  day: 12,
  percent: 10,
};

const hair = { style: 'thin', color: { rgb: '999999' } } as const;
export const thinBorder = { top: hair, right: hair, bottom: hair, left: hair } as const;
const fontName = '宋体';

/**
 * Up to here a file is laid out for people; beyond it is streamed, so that memory does not grow
 * with the rows.
 */
const laidOutMax = 20_000;

export async function writeSpreadsheet(spreadsheet: Spreadsheet): Promise<Buffer> {
  const rows = rowsOf(spreadsheet);
  const first: CellValue[][] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    first.push(next.value);
    if (first.length > laidOutMax && !spreadsheet.stamp)
      return streamed(spreadsheet, chained(first, rows));
  }
  return laidOut(spreadsheet, first);
}

async function* rowsOf({ rows, columns }: Spreadsheet): AsyncGenerator<CellValue[], void> {
  for await (const row of rows) yield columns.map((column, i) => cellOf(column.kind, row[i]));
}

async function* chained(
  first: Iterable<CellValue[]>,
  rest: AsyncIterable<CellValue[]>,
): AsyncGenerator<CellValue[]> {
  yield* first;
  yield* rest;
}

function wordOf(word: Text | string, language: Language = 'zh'): string {
  return typeof word === 'string' ? word : word[language];
}

function cellOf(kind: ColumnKind, value: SpreadsheetValue): CellValue {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'day')
    return typeof value === 'string' && isDay(value) ? dateOf(value) : textCell(String(value));
  if (kind === 'text' || typeof value !== 'number') return textCell(String(value));
  if (!Number.isFinite(value)) return null;
  if (kind === 'money') return value / 100;
  return kind === 'percent' ? value / 100 : value;
}

/** Excel knows no day before 1 March 1900 (it believes in a 29 February of that year). */
function dateOf(day: string): CellValue {
  return day < '1900-03-01' ? day : new Date(`${day}T00:00:00.000Z`);
}

/**
 * A cell holds at most 32,767 characters, and a character that XML cannot hold would break the
 * whole file.
 */
function textCell(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.length > 32_767 ? plain.slice(0, 32_767).toWellFormed() : plain;
}

function linesAbove({ title, notes, language }: Spreadsheet): string[] {
  return [...(title === undefined ? [] : [title]), ...(notes ?? [])].map((one) =>
    textCell(wordOf(one, language)),
  );
}

async function laidOut(spreadsheet: Spreadsheet, rows: CellValue[][]): Promise<Buffer> {
  const { columns, language, title } = spreadsheet;
  const above = linesAbove(spreadsheet);
  const last = Math.max(0, columns.length - 1);
  const cells = new Map<string, { style: CellStyle }>();
  above.forEach((_, row) =>
    cells.set(`${row},0`, { style: row === 0 && title !== undefined ? titleStyle : noteStyle }),
  );
  columns.forEach((_, column) => cells.set(`${above.length},${column}`, { style: headingStyle }));
  const sheet: WriteSheet = {
    name: safeSheetName(spreadsheet.sheet),
    columns: columns.map(({ kind, width }) => ({
      width: width ?? widths[kind],
      style: {
        numFmt: formats[kind],
        border: thinBorder,
        alignment: { vertical: 'center', wrapText: kind === 'text' },
      },
    })),
    rows: [
      ...above.map((line) => [line, ...Array.from({ length: last }, () => null)]),
      columns.map((column) => textCell(wordOf(column.heading, language))),
      ...rows,
    ],
    cells,
    merges: above
      .map((_, row): MergeRange => ({ startRow: row, startCol: 0, endRow: row, endCol: last }))
      .filter(() => last > 0),
    freezePane: { rows: above.length + 1 },
    autoFilter: {
      range: `A${above.length + 1}:${columnName(last)}${above.length + 1 + rows.length}`,
    },
    pageSetup: {
      paperSize: 'a4',
      orientation: columns.length > 6 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${above.length + 1}:$${above.length + 1}`,
    },
    ...stampOnPages(spreadsheet),
  };
  return workbook([sheet, ...stampSheet(spreadsheet)]);
}

function stampText({ stamp, language }: Spreadsheet): string[] {
  return (stamp ?? []).map((line) => textCell(wordOf(line, language)));
}

/** Excel prints 255 characters there at most; & begins a code. */
function stampOnPages(spreadsheet: Spreadsheet): Pick<WriteSheet, 'headerFooter'> {
  const text = stampText(spreadsheet).slice(0, 3).join(' · ').replaceAll('&', '&&');
  return text
    ? { headerFooter: { oddHeader: `&C${text.slice(0, 250)}`, oddFooter: '&C&P / &N' } }
    : {};
}

function stampSheet(spreadsheet: Spreadsheet): WriteSheet[] {
  const lines = stampText(spreadsheet);
  if (lines.length === 0) return [];
  const name = safeSheetName(spreadsheet.language === 'en' ? 'Taken away' : '导出说明');
  return [{ name, columns: [{ width: 80 }], rows: lines.map((line) => [line]) }];
}

const titleStyle: CellStyle = {
  font: { name: fontName, size: 16, bold: true },
  alignment: { horizontal: 'center', vertical: 'center' },
};
const noteStyle: CellStyle = {
  font: { name: fontName, size: 10 },
  alignment: { horizontal: 'left', wrapText: true },
};
const headingStyle: CellStyle = {
  font: { name: fontName, size: 11, bold: true },
  border: thinBorder,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};

const mustStyle: CellStyle = {
  ...headingStyle,
  font: { name: fontName, size: 11, bold: true, color: { rgb: 'B23A2E' } },
};
const exampleStyle: CellStyle = {
  font: { name: fontName, size: 10.5, italic: true, color: { rgb: '808080' } },
};

async function streamed(
  spreadsheet: Spreadsheet,
  rows: AsyncIterable<CellValue[]>,
): Promise<Buffer> {
  const { columns, language } = spreadsheet;
  const head: CellValue[][] = [
    ...linesAbove(spreadsheet).map((line) => [line]),
    columns.map((column) => textCell(wordOf(column.heading, language))),
  ];
  const stream = writeXlsxStream(chained(head, rows), {
    name: safeSheetName(spreadsheet.sheet),
    columns: columns.map(({ kind, width }) => ({
      width: width ?? widths[kind],
      numFmt: formats[kind],
    })),
    freezePane: { rows: head.length },
    repeatHeaders: false,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An empty sheet to be filled in and brought back: headings, an example, choices to pick from, and what to know. */
export type EmptySheet = {
  readonly sheet: string;
  readonly columns: readonly (SpreadsheetColumn & {
    readonly required: boolean;
    readonly choices?: readonly string[];
  })[];
  readonly example: SpreadsheetRow;
  readonly guide: {
    readonly sheet: string;
    readonly columns: readonly string[];
    readonly rows: readonly SpreadsheetRow[];
  };
  readonly language: Language;
};

const rowsToFill = 1000;

export async function writeEmptySheet(empty: EmptySheet): Promise<Buffer> {
  const { columns, language, guide } = empty;
  const choices = columns.filter((column) => column.choices);
  const lists = safeSheetName('lists');
  const longest = Math.max(1, ...choices.map((column) => column.choices!.length));
  const cells = new Map<string, { style: CellStyle }>();
  for (const [i, column] of columns.entries()) {
    cells.set(`0,${i}`, { style: column.required ? mustStyle : headingStyle });
    cells.set(`1,${i}`, { style: { ...exampleStyle, numFmt: formats[column.kind] } });
  }
  const filled: WriteSheet = {
    name: safeSheetName(empty.sheet),
    columns: columns.map(({ kind, width }) => ({
      width: width ?? widths[kind],
      style: { numFmt: formats[kind] },
    })),
    rows: [
      columns.map((c) => textCell(`${wordOf(c.heading, language)}${c.required ? ' *' : ''}`)),
      columns.map((column, i) => cellOf(column.kind, empty.example[i])),
    ],
    cells,
    freezePane: { rows: 1 },
    // The choices stand on a sheet of their own: in the rule itself they may be 255 characters at most.
    dataValidations: choices.map((column, i) => ({
      type: 'list' as const,
      range: `${columnName(columns.indexOf(column))}2:${columnName(columns.indexOf(column))}${rowsToFill + 1}`,
      formula1: `${lists}!$${columnName(i)}$1:$${columnName(i)}$${column.choices!.length}`,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning' as const,
    })),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  };
  const told: WriteSheet = {
    name: safeSheetName(guide.sheet),
    columns: [{ width: 28 }, { width: 10 }, { width: 100 }].map((column) => ({
      ...column,
      style: { alignment: { vertical: 'top' as const, wrapText: true } },
    })),
    rows: [
      guide.columns.map(textCell),
      ...guide.rows.map((row) => row.map((value) => (value ? textCell(String(value)) : null))),
    ],
    cells: new Map(guide.columns.map((_, i) => [`0,${i}`, { style: headingStyle }])),
    freezePane: { rows: 1 },
  };
  const chosen: WriteSheet = {
    name: lists,
    hidden: true,
    rows: Array.from({ length: longest }, (_, r) =>
      choices.map((column) => column.choices![r] ?? null),
    ),
  };
  return workbook(choices.length > 0 ? [filled, told, chosen] : [filled, told]);
}

/** A sheet laid out cell by cell, for forms: what a return needs and a list does not. */
export type FormSheet = {
  readonly sheet: string;
  readonly widths: readonly number[];
  readonly cells: readonly FormCell[];
  readonly heights?: Readonly<Record<number, number>>;
  readonly landscape?: boolean;
  /** Printed at the foot of each page. */
  readonly footer?: string;
};
export type FormCell = {
  readonly row: number;
  readonly column: number;
  readonly rows?: number;
  readonly columns?: number;
  readonly value: string | number | null;
  readonly format?: string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly border?: boolean;
  /** Steps in from the left edge, so that words do not touch the number before them. */
  readonly indent?: number;
};

export async function writeForm(form: FormSheet): Promise<Buffer> {
  const height = Math.max(...form.cells.map((cell) => cell.row + (cell.rows ?? 1)));
  const width = form.widths.length;
  const rows: CellValue[][] = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => null),
  );
  const cells = new Map<string, { style: CellStyle }>();
  const merges: MergeRange[] = [];
  for (const cell of form.cells) {
    const { row, column, rows: down = 1, columns: across = 1, value } = cell;
    rows[row]![column] = typeof value === 'string' ? textCell(value) : value;
    // Every cell of a merged area carries the border, or Excel draws only a part of it.
    for (let r = row; r < row + down; r += 1)
      for (let c = column; c < column + across; c += 1)
        cells.set(`${r},${c}`, { style: formStyle(cell) });
    if (down > 1 || across > 1)
      merges.push({
        startRow: row,
        startCol: column,
        endRow: row + down - 1,
        endCol: column + across - 1,
      });
  }
  const rowDefs = new Map<number, RowDef>(
    Object.entries(form.heights ?? {}).map(([row, points]) => [Number(row), { height: points }]),
  );
  return workbook([
    {
      name: safeSheetName(form.sheet),
      columns: form.widths.map((one) => ({ width: one })),
      rows,
      cells,
      merges,
      rowDefs,
      view: { showGridLines: false },
      pageSetup: {
        paperSize: 'a4', orientation: form.landscape ? 'landscape' : 'portrait',
        fitToPage: true, fitToWidth: 1, fitToHeight: 1, horizontalCentered: true,
      }, // prettier-ignore
      ...(form.footer
        ? { headerFooter: { oddFooter: `&C${form.footer.replaceAll('&', '&&')}` } }
        : {}),
    },
  ]);
}

function formStyle({
  format,
  bold = false,
  size = 10.5,
  align = 'center',
  border = true,
  indent,
}: FormCell): CellStyle {
  return {
    font: { name: fontName, size, bold },
    alignment: {
      horizontal: align,
      vertical: 'center',
      wrapText: true,
      ...(indent ? { indent } : {}),
    },
    ...(border ? { border: thinBorder } : {}),
    ...(format ? { numFmt: format } : {}),
  };
}

async function workbook(sheets: WriteSheet[]): Promise<Buffer> {
  // Text in its cell and not in a shared table: then it is never taken for anything else, and
  // writing is quicker.
  const file = await writeXlsx({
    sheets,
    stringMode: 'inline',
    defaultFont: { name: fontName, size: 10.5 },
  });
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}

export type ReadBounds = {
  readonly rowsMax?: number;
  /** Of the file as it came. */
  readonly bytesMax?: number;
  /** Of its contents once unpacked. */
  readonly unpackedMax?: number;
  readonly columnsMax?: number;
};
export type ReadCell = string | number | null;
export type ReadSheet = { readonly sheet: string; readonly rows: ReadCell[][] };

/**
 * The first visible sheet that holds anything, as rows of text and numbers; days as 'YYYY-MM-DD', a
 * formula as the value that was saved with it, every cell of a merged area with the value of the
 * area. Also CSV and tab-separated text, in UTF-8, UTF-16 or the GB 18030 of Chinese Windows.
 * Throws a Problem for everything that is none of these.
 */
export async function readSpreadsheet(
  content: Buffer,
  bounds: ReadBounds = {},
): Promise<ReadSheet> {
  const {
    rowsMax = 20_000,
    bytesMax = 20 * 1024 * 1024,
    unpackedMax = 128 * 1024 * 1024,
    columnsMax = 300,
  } = bounds;
  if (content.length > bytesMax) throw fileTooLarge(bytesMax);
  if (content.length === 0) throw notASpreadsheet();
  const sheet = isZip(content)
    ? await readWorkbook(content, rowsMax, unpackedMax)
    : readText(content);
  const rows = sheet.rows.map((row) => row.slice(0, columnsMax));
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell === null)) rows.pop();
  if (rows.length > rowsMax) throw tooManyRows(rowsMax);
  return { sheet: sheet.sheet, rows };
}

async function readWorkbook(
  content: Buffer,
  rowsMax: number,
  unpackedMax: number,
): Promise<ReadSheet> {
  const parts = await boundedZip(content, { bytesMax: unpackedMax, partsMax: 2000 });
  if (!parts.some((part) => part.name === 'xl/workbook.xml')) throw notASpreadsheet();
  let book: Awaited<ReturnType<typeof readXlsx>>;
  try {
    book = await readXlsx(content, {
      sheets: (info) => !info.hidden && !info.veryHidden,
      maxRows: rowsMax + 1,
    });
  } catch {
    throw notASpreadsheet();
  }
  const sheet = book.sheets.find(({ rows }) =>
    rows.some((row) => row.some((cell) => cell !== null && cell !== '')),
  );
  if (!sheet) throw new Problem('invalid', { en: 'The file has no rows.', zh: '文件中没有内容。' });
  const rows = sheet.rows.map((row) => row.map(readCell));
  for (const merge of sheet.merges ?? []) fillMerged(rows, merge);
  return { sheet: sheet.name, rows };
}

/** A merge of whole columns covers a million rows: only rows that are there are filled. */
function fillMerged(rows: ReadCell[][], { startRow, startCol, endRow, endCol }: MergeRange): void {
  const value = rows[startRow]?.[startCol] ?? null;
  if (value === null) return;
  for (let r = startRow; r <= Math.min(endRow, rows.length - 1); r += 1) {
    for (let c = startCol; c <= Math.min(endCol, startCol + 100); c += 1) rows[r]![c] = value;
  }
}

function readCell(value: CellValue | undefined): ReadCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return readDate(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return readWords(value);
}

function readDate(date: Date): ReadCell {
  if (Number.isNaN(date.getTime())) return null;
  // Excel keeps times as fractions, and whole minutes come back a millisecond short.
  const [day, time] = new Date(Math.round(date.getTime() / 1000) * 1000)
    .toISOString()
    .slice(0, 16)
    .split('T') as [string, string];
  return time === '00:00' ? day : `${day} ${time}`;
}

function readWords(text: string): string | null {
  const plain = text.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '').trim();
  return plain === '' ? null : plain;
}

function readText(content: Buffer): ReadSheet {
  // The container of .xls and of locked .xlsx files.
  if (content.subarray(0, 4).toString('hex') === 'd0cf11e0') throw locked();
  const text = decoded(content);
  // oxlint-disable-next-line no-control-regex
  if (text === null || /[\u0000-\u0008\u000e-\u001a]/.test(text) || /^\s*(<|%PDF)/.test(text))
    throw notASpreadsheet();
  const rows = parseCsv(text.replace(/^\ufeff/, ''), {
    delimiter: delimiterOf(text),
    typeInference: false,
  });
  return { sheet: '', rows: rows.map((row) => row.map(readCell)) };
}

function decoded(content: Buffer): string | null {
  const [first, second] = content;
  const utf16 =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : null;
  for (const encoding of utf16 ? [utf16] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // The next one; GB 18030 reads almost anything, and so comes last.
    }
  }
  return null;
}

/** By the first line, where the headings are: text below it has commas of its own. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const counts = ['\t', ',', ';', '，'].map((one) => [one, line.split(one).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best), [',', 1] as const)[0];
}

/**
 * CSV by RFC 4180, with the mark by which Excel knows UTF-8. Money in yuan, days and per cents as
 * they are read.
 */
export function toCsv(
  columns: readonly SpreadsheetColumn[],
  rows: Iterable<SpreadsheetRow>,
  language: Language = 'zh',
): string {
  const lines = [columns.map((column) => csvText(wordOf(column.heading, language))).join(',')];
  for (const row of rows) lines.push(csvLine(columns, row));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** One line without its end, for lists that are sent while they are read. */
export function csvLine(columns: readonly SpreadsheetColumn[], row: SpreadsheetRow): string {
  return columns.map((column, i) => csvCell(column.kind, row[i])).join(',');
}

function csvCell(kind: ColumnKind, value: SpreadsheetValue): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value !== 'number' || kind === 'text' || kind === 'day') return csvText(String(value));
  if (!Number.isFinite(value)) return '';
  if (kind === 'money') return (value / 100).toFixed(2);
  return kind === 'percent' ? `${Math.round(value * 10) / 10}%` : String(value);
}

/** Excel also takes full-width signs for the start of a formula. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

function csvText(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n\t;]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * What Excel takes for the name of a sheet: 31 characters, none of []:*?/\, no apostrophe at an
 * end.
 */
export function safeSheetName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = name
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069[\]:*?/\\]/g, ' ')
    .trim();
  const cut = plain
    .slice(0, 31)
    .toWellFormed()
    .replace(/^'+|'+$/g, '')
    .replaceAll('\ufffd', '')
    .trim();
  return cut === '' || /^history$/i.test(cut) ? '台账' : cut;
}

/**
 * A name under which any system keeps a download: no path, no control or turning characters, no
 * name of a device.
 */
export function safeDownloadName(name: string, extension: string): string {
  const plain = name
    .slice(0, 400)
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\\/:*?"<>|]/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const cut = [...plain].slice(0, 100).join('').trim();
  const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(cut);
  return `${cut === '' || device ? `台账${cut}` : cut}.${extension}`;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function fileTooLarge(bytesMax: number): Problem {
  const megabytes = Math.floor(bytesMax / 1024 / 1024);
  return new Problem('too-large', {
    en: `The file is larger than ${megabytes} MB. Divide it into several files.`,
    zh: `文件超过${megabytes}MB，请分成几个文件。`,
  });
}

function tooManyRows(rowsMax: number): Problem {
  return new Problem('too-large', {
    en: `More than ${rowsMax} rows. Divide them into several files.`,
    zh: `超过${rowsMax}行，请分成几个文件。`,
  });
}

function notASpreadsheet(): Problem {
  return new Problem('invalid', {
    en: 'This file cannot be read as a table. Open it in Excel, save it as .xlsx and bring in that file.',
    zh: '无法按表格读取此文件。请用Excel打开，另存为.xlsx后再上传。',
  });
}
