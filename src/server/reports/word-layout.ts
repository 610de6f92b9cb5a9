/**
 * The layout of official papers by GB/T 9704-2012 for Word: paper, grid, sizes and fonts. A machine seldom has every
 * official font, so that each is declared with the names under which it, or the next best, is known elsewhere.
 */
import {
  AlignmentType, BorderStyle, DocumentGridType, Footer, Packer, PageNumber, Paragraph, Table, TableCell,
  TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType,
} from 'docx'; // prettier-ignore
import type { Document } from 'docx';
import type { IParagraphOptions, IRunOptions, ISectionOptions } from 'docx';
import JSZip from 'jszip';
import type { Language } from '#engine/text.ts';

/** Twentieths of a point, in which Word measures. */
export const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);

/** 号数 as half points, in which Word counts type. */
export const size = { title: 44, body: 32, small: 28, table: 24, note: 21, fine: 18 } as const;

export const textWidth = twips(156);
/** 225 mm hold 22 lines; rounded down, or the last line would fall to the next page. */
const linePitch = Math.floor(twips(225) / 22);
/** 28 characters of 16 pt are a little wider than 156 mm: each gives up a quarter of a point. */
const charSpacing = -5;

type FontName = 'fang_song' | 'title_song' | 'hei' | 'kai' | 'song';
type FontFace = {
  readonly name: string;
  readonly others: string;
  readonly family: 'roman' | 'swiss' | 'script';
};

/** Names on Windows first, then those of WPS, macOS and the free fonts that a server or a Linux desk has. */
const faces: Readonly<Record<FontName, FontFace>> = {
  fang_song: {
    name: '仿宋_GB2312',
    others: '仿宋,FangSong_GB2312,FangSong,STFangsong,Noto Serif SC,Noto Serif CJK SC',
    family: 'roman',
  },
  title_song: {
    name: '方正小标宋简体',
    others:
      '方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif SC,Noto Serif CJK SC',
    family: 'roman',
  },
  hei: { name: '黑体', others: 'SimHei,STHeiti,Noto Sans SC,Noto Sans CJK SC', family: 'swiss' },
  kai: {
    name: '楷体_GB2312',
    others: '楷体,KaiTi_GB2312,KaiTi,STKaiti,Noto Serif SC,Noto Serif CJK SC',
    family: 'script',
  },
  song: { name: '宋体', others: 'SimSun,STSong,Noto Serif SC,Noto Serif CJK SC', family: 'roman' },
};
const latin = 'Times New Roman';

/** With the hint, quotation marks and dashes take the width of Chinese type and not of the Latin font. */
export function font(name: FontName, language: Language = 'zh') {
  const { name: eastAsia } = faces[name];
  return language === 'en'
    ? { ascii: latin, hAnsi: latin, eastAsia }
    : { ascii: latin, hAnsi: latin, eastAsia, hint: 'eastAsia' };
}

/**
 * What XML can hold: a control character or half a pair, pasted from somewhere, would make a file that Word refuses to
 * open.
 */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
}

export function run(text: string, options: Omit<IRunOptions, 'text' | 'children'> = {}): TextRun {
  return new TextRun({ text: printable(text), ...options });
}

/** One line of the grid, exactly: with Word's own spacing a font's height would decide how many lines a page has. */
export const gridLine = { line: linePitch, lineRule: 'exact' as const, before: 0, after: 0 };

export function paragraph(options: IParagraphOptions): Paragraph {
  return new Paragraph({ spacing: gridLine, ...options });
}

/** Two characters, however wide they are. */
export const indented = { firstLine: size.body * 20 };

type Sides = {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
};

/** A4 with 37 mm above and 28 mm for the binding: what is left is 156 × 225 mm. */
export function sectionPage(margins: Sides = {}): NonNullable<ISectionOptions['properties']> {
  const { top = 37, right = 26, bottom = 35, left = 28 } = margins;
  return {
    page: {
      size: { width: twips(210), height: twips(297) },
      margin: {
        top: twips(top), right: twips(right), bottom: twips(bottom), left: twips(left),
        // The page number stands 7 mm below the text.
        header: twips(15), footer: twips(Math.max(8, bottom - 14)),
      }, // prettier-ignore
    },
    grid: { type: DocumentGridType.LINES, linePitch },
  };
}

/** — 1 — in 4号, one character in from the outer edge: right on odd pages, left on even ones. */
export function pageNumbers(): { default: Footer; even: Footer } {
  const dash = { size: size.small, font: font('song') };
  const footer = (
    alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
    indent: { left?: number; right?: number },
  ) =>
    new Footer({
      children: [
        new Paragraph({
          alignment,
          indent,
          children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], ...dash })],
        }),
      ],
    });
  const one = size.small * 10;
  return {
    default: footer(AlignmentType.RIGHT, { right: one }),
    even: footer(AlignmentType.LEFT, { left: one }),
  };
}

export const bodyRun = (language: Language): IRunOptions => ({
  size: size.body,
  font: font('fang_song', language),
  // Latin letters set closer together would only be harder to read.
  ...(language === 'zh' ? { characterSpacing: charSpacing } : {}),
});

export type TableColumn = {
  readonly heading: string;
  readonly millimetres: number;
  readonly align?: 'left' | 'center' | 'right';
};

const hairline = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
export const cellBorders = { top: hairline, bottom: hairline, left: hairline, right: hairline };

export type CellText = string | readonly Paragraph[];

export type CellOptions = {
  readonly align?: 'left' | 'center' | 'right';
  readonly bold?: boolean;
  readonly span?: number;
  readonly type?: number;
  readonly language?: Language;
};

/** Exact too: inside a table the grid of the page would set every line 29 points apart. */
export function tableLine(type: number) {
  return { line: Math.round(type * 14), lineRule: 'exact' as const, before: 0, after: 0 };
}

export function tableCell(
  millimetres: number,
  content: CellText,
  options: CellOptions = {},
): TableCell {
  const { align = 'left', bold = false, span = 1, type = size.note, language = 'zh' } = options;
  const face = { size: type, bold, font: font(bold ? 'hei' : 'fang_song', language) };
  const lines = (text: string) =>
    text.split('\n').map(
      (one) =>
        new Paragraph({
          alignment: align,
          spacing: tableLine(type),
          children: [run(one, face)],
        }),
    );
  return new TableCell({
    width: { size: twips(millimetres), type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlignTable.CENTER,
    borders: cellBorders,
    margins: { left: 80, right: 80 },
    children: typeof content === 'string' ? lines(content) : [...content],
  });
}

/** A table with a head that is repeated on each page and rows that are never torn apart. */
export function wordTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  language: Language = 'zh',
): Table {
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column) =>
      tableCell(column.millimetres, column.heading, { align: 'center', bold: true, language }),
    ),
  });
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: columns.map(({ millimetres, align }, i) =>
          tableCell(millimetres, row[i] ?? '', { ...(align ? { align } : {}), language }),
        ),
      }),
  );
  return fixedTable(
    columns.map((column) => column.millimetres),
    [head, ...body],
  );
}

export function fixedTable(widths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(widths.reduce((sum, one) => sum + one, 0)), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    rows: [...rows],
  });
}

/** Packs a document and adds the table of font names, which the library only writes for fonts that are embedded. */
export async function packWord(document: Document): Promise<Buffer> {
  const zip = await JSZip.loadAsync(await Packer.toBuffer(document));
  zip.file('word/fontTable.xml', fontTable());
  await patch(
    zip,
    '[Content_Types].xml',
    '</Types>',
    'fontTable.xml',
    (mark) =>
      `<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>${mark}`,
  );
  await patch(
    zip,
    'word/_rels/document.xml.rels',
    '</Relationships>',
    'relationships/fontTable',
    (mark) =>
      `<Relationship Id="rIdFonts" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>${mark}`,
  );
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

async function patch(
  zip: JSZip,
  path: string,
  mark: string,
  sign: string,
  put: (mark: string) => string,
): Promise<void> {
  const xml = await zip.file(path)!.async('string');
  if (!xml.includes(sign)) zip.file(path, xml.replace(mark, put(mark)));
}

function fontTable(): string {
  const fonts = Object.values(faces).map(
    ({ name, others, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  );
  const serif = `<w:font w:name="${latin}"><w:altName w:val="Liberation Serif,Noto Serif"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`;
  const space = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${space}">${fonts.join('')}${serif}</w:fonts>`;
}

/**
 * The same names for fontconfig, so that LibreOffice on Linux, which knows no such list in the file, does not fall back
 * to a sans serif of another country.
 */
export function fontAliases(): string {
  const aliases = Object.values(faces).map(({ name, others }) => {
    const names = others.split(',');
    // Each of the names may stand in a file that another program wrote.
    return [name, ...names]
      .map(
        (one) =>
          `<alias binding="same"><family>${one}</family><prefer>${names.map((other) => `<family>${other}</family>`).join('')}</prefer></alias>`,
      )
      .join('\n');
  });
  return aliases.join('\n');
}
