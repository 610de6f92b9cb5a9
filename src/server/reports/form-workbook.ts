/**
 * The superior's own blank sheet. It is read as a grid to bind cells on, and filled by changing nothing but the bound
 * cells in its XML: layout, styles, formulas and everything we do not understand stay byte for byte.
 */
import JSZip from 'jszip';
import { Problem } from '#engine/problem.ts';
import { attribute, escapeXml, strangeXml, tagsOf, unescapeXml } from './xml-scan.ts';
import type { Tag } from './xml-scan.ts';
import { readStyles } from './workbook-styles.ts';
import type { CellLook } from './workbook-styles.ts';
import { boundedZip, isZip, locked } from './zip-bounds.ts';

export type GridCell = {
  /** `B5` */
  readonly ref: string;
  readonly row: number;
  readonly column: number;
  readonly kind: 'empty' | 'text' | 'number' | 'formula';
  readonly text: string;
  readonly look: CellLook;
};
export type GridRange = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};
export type SheetGrid = {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  readonly merges: readonly GridRange[];
  /** In characters, by column. */
  readonly widths: readonly number[];
};

export const sheetBytesMax = 5 * 1024 * 1024;
export const sheetUnpackedMax = 32 * 1024 * 1024;
const cellsMax = 20_000;
const [rowsMax, columnsMax] = [2000, 200];

type Place = { readonly start: number; readonly end: number };
type ReadCell = GridCell & Place & { readonly style: string | null; readonly prefix: string };
type ReadRow = Place & { readonly row: number; readonly tag: Tag; readonly inside: Place | null };
type Sheet = {
  readonly part: string;
  readonly xml: string;
  readonly grid: SheetGrid;
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly rows: readonly ReadRow[];
  readonly data: (Place & { readonly inside: Place | null; readonly prefix: string }) | null;
};

/** A number, words, or null for a place that stays empty. */
export type CellEntry = number | string | null;

export class FormWorkbook {
  readonly #zip: JSZip;
  readonly #workbook: string;
  readonly #sheets: readonly Sheet[];

  private constructor(zip: JSZip, workbook: string, sheets: readonly Sheet[]) {
    this.#zip = zip;
    this.#workbook = workbook;
    this.#sheets = sheets;
  }

  /** Throws a Problem for everything that is no plain Excel file. */
  static async open(content: Buffer): Promise<FormWorkbook> {
    if (content.length > sheetBytesMax) throw tooLarge();
    if (content.subarray(0, 4).toString('hex') === 'd0cf11e0') throw locked();
    if (!isZip(content)) throw strangeXml();
    const parts = await boundedZip(content, { bytesMax: sheetUnpackedMax, partsMax: 500 });
    refuseParts(parts.map(({ name }) => name));
    const zip = await JSZip.loadAsync(content);
    await refuseLinks(zip);
    const workbook = await partText(zip, 'xl/workbook.xml');
    refuseFormulas(namesIn(workbook));
    const targets = await relations(zip);
    const strings = zip.file('xl/sharedStrings.xml')
      ? readStrings(await partText(zip, 'xl/sharedStrings.xml'))
      : [];
    const looks = zip.file('xl/styles.xml') ? readStyles(await partText(zip, 'xl/styles.xml')) : [];
    const sheets: Sheet[] = [];
    for (const tag of tagsOf(workbook)) {
      if (tag.name !== 'sheet' || tag.kind === 'close') continue;
      const part = targets.get(attribute(tag, 'id') ?? '');
      if (!part || !zip.file(part) || !part.startsWith('xl/worksheets/')) continue;
      const name = attribute(tag, 'name') ?? '';
      sheets.push(readSheet(name, part, await partText(zip, part), strings, looks));
    }
    if (sheets.length === 0) throw strangeXml();
    if (sheets.reduce((sum, one) => sum + one.cells.size, 0) > cellsMax) throw tooLarge();
    return new FormWorkbook(zip, workbook, sheets);
  }

  get sheets(): SheetGrid[] {
    return this.#sheets.map(({ grid }) => grid);
  }

  look(sheet: string, ref: string): CellLook | null {
    return this.#sheets.find((one) => one.grid.name === sheet)?.cells.get(ref)?.look ?? null;
  }

  /** Why nothing can be written there; null where it can. */
  refusal(sheet: string, ref: string): { en: string; zh: string } | null {
    const found = this.#sheets.find((one) => one.grid.name === sheet);
    const at = placeOf(ref);
    if (!found || !at || at.row >= rowsMax || at.column >= columnsMax)
      return { en: `There is no cell ${sheet}!${ref}.`, zh: `没有单元格${sheet}!${ref}。` };
    if (found.cells.get(ref)?.kind === 'formula')
      return {
        en: `${ref} holds a formula of the form itself; it stays.`,
        zh: `${ref}是表内自带公式，保留原样，不能取数。`,
      };
    const under = found.grid.merges.find((one) => covers(one, at) && !isCorner(one, at));
    if (under)
      return {
        en: `${ref} lies under a merged cell. Choose its first one.`,
        zh: `${ref}在合并单元格内，请选合并区域的左上角。`,
      };
    return null;
  }

  /** `entries` by sheet and place. What the form computes itself is computed anew when it is opened. */
  async fill(entries: ReadonlyMap<string, ReadonlyMap<string, CellEntry>>): Promise<Buffer> {
    for (const sheet of this.#sheets) {
      const wanted = entries.get(sheet.grid.name) ?? new Map<string, CellEntry>();
      this.#zip.file(sheet.part, filled(sheet, wanted));
    }
    this.#zip.file('xl/workbook.xml', recalculating(this.#workbook));
    return this.#zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
  }
}

/** `B5` → row 4, column 1. */
export function placeOf(ref: string): { row: number; column: number } | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(ref);
  if (!match) return null;
  const column = [...match[1]!].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}

export function refOf(row: number, column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

export function covers(range: GridRange, at: { row: number; column: number }): boolean {
  const { row, column, rows, columns } = range;
  return (
    at.row >= row && at.row < row + rows && at.column >= column && at.column < column + columns
  );
}

function isCorner(range: GridRange, at: { row: number; column: number }): boolean {
  return range.row === at.row && range.column === at.column;
}

async function partText(zip: JSZip, name: string): Promise<string> {
  const part = zip.file(name);
  if (!part) throw strangeXml();
  return (await part.async('string')).replace(/^\ufeff/, '');
}

const dangerous = new RegExp(
  'vbaProject|macrosheets|dialogsheets|externalLinks|activeX|embeddings|oleObject|customUI' +
    '|connections\\.xml|queryTables|webextensions|xlm',
  'i',
);

function refuseParts(names: readonly string[]): void {
  if (names.some((name) => dangerous.test(name))) throw living();
}

async function refuseLinks(zip: JSZip): Promise<void> {
  for (const part of Object.values(zip.files).filter(({ name }) => name.endsWith('.rels')))
    for (const tag of tagsOf(await part.async('string')))
      if (
        attribute(tag, 'TargetMode') === 'External' &&
        !attribute(tag, 'Type')?.endsWith('/hyperlink')
      )
        throw living();
}

/** What Excel itself takes. */
const formulaMax = 8192;

/** What reaches out of the workbook when it is opened. */
const reaching =
  /\|[^"]*!|\b(WEBSERVICE|FILTERXML|DDE|CALL|REGISTER(\.ID)?|EXEC|RTD|IMPORTDATA|IMPORTXML|HYPERLINK)\s*\(|\[\d+\]|auto_?open/i;

function refuseFormulas(formulas: Iterable<string>): void {
  for (const formula of formulas)
    if (formula.length > formulaMax || reaching.test(formula)) throw living();
}

function* namesIn(workbook: string): Generator<string> {
  let start: number | null = null;
  for (const tag of tagsOf(workbook)) {
    if (tag.name !== 'definedName') continue;
    yield attribute(tag, 'name') ?? '';
    if (tag.kind === 'open') start = tag.end;
    else if (start !== null) yield unescapeXml(workbook.slice(start, tag.start));
  }
}

async function relations(zip: JSZip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  for (const tag of tagsOf(await partText(zip, 'xl/_rels/workbook.xml.rels'))) {
    const [id, target] = [attribute(tag, 'Id'), attribute(tag, 'Target')];
    if (id && target) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

/** The words of the shared table; readings of characters (rPh) are no words of the cell. */
function readStrings(xml: string): string[] {
  const strings: string[] = [];
  let [text, from, reading] = ['', null as number | null, 0];
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'si') {
      if (tag.kind === 'open') text = '';
      else strings.push(tag.kind === 'empty' ? '' : text);
    } else if (tag.name === 'rPh')
      reading += tag.kind === 'open' ? 1 : tag.kind === 'close' ? -1 : 0;
    else if (tag.name === 't' && tag.kind === 'open') from = tag.end;
    else if (tag.name === 't' && tag.kind === 'close' && from !== null) {
      if (reading === 0) text += unescapeXml(xml.slice(from, tag.start));
      from = null;
    }
  }
  return strings;
}

function readSheet(
  name: string,
  part: string,
  xml: string,
  strings: readonly string[],
  looks: readonly CellLook[],
): Sheet {
  const reader = new SheetReader(xml, strings, looks);
  for (const tag of tagsOf(xml)) reader.take(tag);
  const { cells, rows, merges, widths, data, formulas } = reader;
  refuseFormulas(formulas);
  const listed = [...cells.values()];
  const last = (of: (cell: ReadCell) => number) =>
    Math.max(0, ...listed.map((cell) => of(cell) + 1));
  const grid: SheetGrid = {
    name,
    rows: last((cell) => cell.row),
    columns: last((cell) => cell.column),
    cells: listed.map(({ ref, row, column, kind, text, look }) => ({
      ref,
      row,
      column,
      kind,
      text,
      look,
    })),
    merges,
    widths: Array.from({ length: last((cell) => cell.column) }, (_, i) => widths[i] ?? 9),
  };
  return { part, xml, grid, cells, rows, data };
}

const plainLook: CellLook = { bold: false, border: false, align: null, percent: false };

/** One pass over the tags of a worksheet. */
class SheetReader {
  readonly cells = new Map<string, ReadCell>();
  readonly rows: ReadRow[] = [];
  readonly merges: GridRange[] = [];
  readonly widths: number[] = [];
  readonly formulas: string[] = [];
  data: Sheet['data'] = null;
  readonly #xml: string;
  readonly #strings: readonly string[];
  readonly #looks: readonly CellLook[];
  #row: Tag | null = null;
  #at = -1;
  #column = -1;
  #cell: { tag: Tag; value: string; formula: boolean } | null = null;
  #from: number | null = null;
  #data: Tag | null = null;

  constructor(xml: string, strings: readonly string[], looks: readonly CellLook[]) {
    this.#xml = xml;
    this.#strings = strings;
    this.#looks = looks;
  }

  take(tag: Tag): void {
    switch (tag.name) {
      case 'sheetData':
        this.#takeData(tag);
        break;
      case 'row':
        this.#takeRow(tag);
        break;
      case 'c':
        this.#takeCell(tag);
        break;
      case 'v':
      case 't':
      case 'f':
        this.#takeText(tag);
        break;
      case 'mergeCell':
        this.#takeMerge(tag);
        break;
      case 'col':
        this.#takeWidth(tag);
        break;
      default:
    }
  }

  #takeData(tag: Tag): void {
    const { start, end, prefix } = tag;
    if (tag.kind === 'open') this.#data = tag;
    else if (tag.kind === 'empty') this.data = { start, end, prefix, inside: null };
    else if (this.#data)
      this.data = {
        start: this.#data.start,
        end,
        prefix,
        inside: { start: this.#data.end, end: start },
      };
  }

  #takeRow(tag: Tag): void {
    if (tag.kind === 'close') {
      if (!this.#row) throw strangeXml();
      const inside = { start: this.#row.end, end: tag.start };
      const place = { start: this.#row.start, end: tag.end };
      this.rows.push({ ...place, row: this.#at, tag: this.#row, inside });
      this.#row = null;
      return;
    }
    const given = attribute(tag, 'r');
    this.#at = given === null ? this.#at + 1 : Number(given) - 1;
    this.#column = -1;
    if (!(this.#at >= 0 && this.#at < 1_048_576)) throw strangeXml();
    if (tag.kind === 'open') this.#row = tag;
    else this.rows.push({ start: tag.start, end: tag.end, row: this.#at, tag, inside: null });
  }

  #takeCell(tag: Tag): void {
    if (tag.kind !== 'close') {
      const given = attribute(tag, 'r');
      const place = given === null ? null : placeOf(given);
      this.#column = place?.column ?? this.#column + 1;
      if (place && place.row !== this.#at) throw strangeXml();
      this.#cell = { tag, value: '', formula: false };
      if (tag.kind === 'open') return;
    }
    if (!this.#cell) throw strangeXml();
    this.#keep(this.#cell, tag.end);
    this.#cell = null;
  }

  #keep({ tag, value, formula }: { tag: Tag; value: string; formula: boolean }, end: number): void {
    const ref = refOf(this.#at, this.#column);
    if (this.cells.size > cellsMax) throw tooLarge();
    const style = attribute(tag, 's');
    const type = attribute(tag, 't');
    const text = type === 's' ? (this.#strings[Number(value)] ?? '') : value;
    const isText = type === 's' || type === 'inlineStr' || type === 'str';
    const kind = formula ? 'formula' : text.trim() === '' ? 'empty' : isText ? 'text' : 'number';
    this.cells.set(ref, {
      ref, row: this.#at, column: this.#column, kind, text, style, prefix: tag.prefix,
      look: this.#looks[Number(style ?? 0)] ?? plainLook,
      start: tag.start, end,
    }); // prettier-ignore
  }

  #takeText(tag: Tag): void {
    if (!this.#cell) return;
    if (tag.name === 'f') this.#cell.formula = true;
    if (tag.kind === 'open') this.#from = tag.end;
    else if (tag.kind === 'close' && this.#from !== null) {
      const text = unescapeXml(this.#xml.slice(this.#from, tag.start));
      if (tag.name === 'f') this.formulas.push(text);
      else this.#cell.value += text;
      this.#from = null;
    }
  }

  #takeMerge(tag: Tag): void {
    const [a, b] = (attribute(tag, 'ref') ?? '').split(':').map(placeOf);
    if (!a || !b || this.merges.length > 5000) return;
    const rows = b.row - a.row + 1;
    this.merges.push({ ...a, rows, columns: b.column - a.column + 1 });
  }

  #takeWidth(tag: Tag): void {
    const [min, max] = [Number(attribute(tag, 'min')), Number(attribute(tag, 'max'))];
    const width = Number(attribute(tag, 'width'));
    if (!(min >= 1) || !(width > 0)) return;
    for (let i = min; i <= Math.min(max, columnsMax); i++) this.widths[i - 1] = width;
  }
}

type Edit = Place & { readonly text: string };

/** Bound cells are exchanged; cells and rows that the form left out are put in at their place. */
function filled(sheet: Sheet, entries: ReadonlyMap<string, CellEntry>): string {
  const edits: Edit[] = [];
  const missing = new Map<number, { column: number; text: string }[]>();
  for (const [ref, entry] of entries) {
    const at = placeOf(ref);
    if (!at || entry === null) continue;
    const known = sheet.cells.get(ref);
    const prefix = known?.prefix ?? sheet.data?.prefix ?? '';
    const text = cellXml(ref, entry, known?.style ?? null, prefix);
    if (known) edits.push({ start: known.start, end: known.end, text });
    else missing.set(at.row, [...(missing.get(at.row) ?? []), { column: at.column, text }]);
  }
  for (const [row, cells] of missing) edits.push(...insertions(sheet, row, cells));
  edits.push(...staleValues(sheet));
  return applied(sheet.xml, edits);
}

function cellXml(ref: string, entry: CellEntry, style: string | null, prefix: string): string {
  const s = style === null ? '' : ` s="${escapeXml(style)}"`;
  if (typeof entry === 'number')
    return `<${prefix}c r="${ref}"${s}><${prefix}v>${entry}</${prefix}v></${prefix}c>`;
  const text = escapeXml(entry ?? '');
  return `<${prefix}c r="${ref}"${s} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${text}</${prefix}t></${prefix}is></${prefix}c>`;
}

function insertions(
  sheet: Sheet,
  row: number,
  cells: readonly { column: number; text: string }[],
): Edit[] {
  const ordered = cells.toSorted((a, b) => a.column - b.column);
  const known = sheet.rows.find((one) => one.row === row);
  if (!known) {
    const p = sheet.data?.prefix ?? '';
    const text = `<${p}row r="${row + 1}">${ordered.map((cell) => cell.text).join('')}</${p}row>`;
    const next = sheet.rows.find((one) => one.row > row);
    return [{ start: next?.start ?? dataEnd(sheet), end: next?.start ?? dataEnd(sheet), text }];
  }
  if (!known.inside) {
    const { prefix, attributes } = known.tag;
    const inner = ordered.map((cell) => cell.text).join('');
    const text = `<${prefix}row${attributes}>${inner}</${prefix}row>`;
    return [{ start: known.start, end: known.end, text }];
  }
  const own = [...sheet.cells.values()].filter((cell) => cell.row === row);
  return ordered.map(({ column, text }) => {
    const after = own.filter((cell) => cell.column > column);
    const at = after.length > 0 ? Math.min(...after.map((cell) => cell.start)) : known.inside!.end;
    return { start: at, end: at, text };
  });
}

function dataEnd(sheet: Sheet): number {
  if (!sheet.data?.inside) throw strangeXml();
  return sheet.data.inside.end;
}

/** The result that was saved with a formula is that of the blank form: without it every program computes anew. */
function staleValues(sheet: Sheet): Edit[] {
  return [...sheet.cells.values()]
    .filter((cell) => cell.kind === 'formula')
    .flatMap(({ start, end }) => {
      const inside = sheet.xml.slice(start, end);
      let open: Tag | null = null;
      for (const tag of tagsOf(inside)) {
        if (tag.name !== 'v') continue;
        if (tag.kind === 'open') open = tag;
        else {
          const from = start + (open ?? tag).start;
          return [{ start: from, end: start + tag.end, text: '' }];
        }
      }
      return [];
    });
}

function applied(xml: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  // Of several at one place the earlier column comes first, as they were given.
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += xml.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + xml.slice(at);
}

function recalculating(workbook: string): string {
  for (const tag of tagsOf(workbook)) {
    if (tag.name === 'calcPr' && tag.kind !== 'close') {
      const kept = tag.attributes.replace(
        /\s(fullCalcOnLoad|calcMode)\s*=\s*("[^"]*"|'[^']*')/g,
        '',
      );
      const end = tag.kind === 'empty' ? '/>' : '>';
      const text = `<${tag.prefix}calcPr${kept} fullCalcOnLoad="1"${end}`;
      return applied(workbook, [{ start: tag.start, end: tag.end, text }]);
    }
  }
  for (const tag of tagsOf(workbook)) {
    if (
      tag.name === 'definedNames'
        ? tag.kind === 'close'
        : tag.name === 'sheets' && tag.kind === 'close' && !workbook.includes('definedNames')
    )
      return applied(workbook, [
        { start: tag.end, end: tag.end, text: `<${tag.prefix}calcPr fullCalcOnLoad="1"/>` },
      ]);
  }
  return workbook;
}

function living(): Problem {
  return new Problem('invalid', {
    en: 'This file holds macros, links to other files or embedded objects. Save it without them as .xlsx and bring that in.',
    zh: '文件含有宏、外部链接或嵌入对象。请去掉后另存为.xlsx，再上传。',
  });
}

function tooLarge(): Problem {
  return new Problem('too-large', {
    en: 'A blank form is at most 5 MB and 20,000 cells. Keep the sheets of this form alone in the file.',
    zh: '空白表最大5MB、2万个单元格。请只保留本表所需的工作表。',
  });
}
