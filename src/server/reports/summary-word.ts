/**
 * The annual summary as a Word file in the layout of GB/T 9704. The text stays plain: what a figure
 * is, from which rule and to how many records it goes back stands in a table behind the text, and a
 * rounded wording has its exact number at the foot of the page.
 */
import { AlignmentType, Document, FootnoteReferenceRun, Paragraph } from 'docx';
import { dayInShanghai, formatDay, isDay } from '#engine/day.ts';
import type { Language, Text } from '#engine/text.ts';
import {
  bodyRun,
  font,
  gridLine,
  indented,
  packWord,
  pageNumbers,
  paragraph,
  run,
  sectionPage,
  size,
  wordTable,
} from './word-layout.ts';

/** A stretch of text, or a figure as it is worded there with the value that it stands for. */
export type SummaryPiece =
  | string
  | {
      readonly printed: string;
      readonly value: number | null;
      readonly indicator: string;
      readonly counter?: Text;
    };

export type SummarySection = {
  /** Empty for an opening, which stands without heading and number. */
  readonly heading: Text;
  readonly paragraphs: readonly (readonly SummaryPiece[])[];
};

export type SummarySource = {
  readonly indicator?: string;
  readonly figure_id: string | null;
  readonly label: Text;
  readonly printed: string;
  readonly rule: Text;
  readonly from: string;
  readonly to: string;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  /** How many records stand behind it. */
  readonly records?: number | null;
};

export type SummaryDocument = {
  readonly unit_name: Text;
  readonly year: number;
  readonly language: Language;
  readonly title: Text;
  /** The day, or the instant, at which the ledger stood: the date below the text. */
  readonly as_of: string;
  readonly parts: readonly (SummarySection & { readonly sections?: readonly SummarySection[] })[];
  readonly sources: readonly SummarySource[];
  readonly note: Text;
};

const words = {
  attachment: { en: 'Attachment: Where each figure comes from', zh: '附件：数据来源表' },
  attached: { en: 'Attachment', zh: '附件' },
  sources: { en: 'Where each figure comes from', zh: '数据来源表' },
  columns: [
    { en: 'No.', zh: '序号', millimetres: 12 },
    { en: 'Figure', zh: '指标', millimetres: 35 },
    { en: 'Value', zh: '数值', millimetres: 24 },
    { en: 'Period', zh: '统计期间', millimetres: 37 },
    { en: 'Rule of counting', zh: '统计口径', millimetres: 48 },
  ],
} as const;

/** Without it a program may set Chinese with Japanese glyphs, or hyphenate it as English. */
const languageTags = {
  zh: { value: 'zh-CN', eastAsia: 'zh-CN' },
  en: { value: 'en-GB', eastAsia: 'zh-CN' },
} as const;

export async function summaryWord(summary: SummaryDocument): Promise<Buffer> {
  const { language } = summary;
  const notes = new ExactNotes(summary);
  const text = [
    ...titleLines(summary),
    ...summary.parts.flatMap((part, i) =>
      partLines(part, headedBefore(summary.parts, i, language), notes, language),
    ),
    ...closing(summary),
  ];
  const footers = pageNumbers();
  const document = new Document({
    title: heading(summary),
    creator: summary.unit_name[language],
    description: summary.note[language],
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { ...bodyRun(language), language: languageTags[language] } } },
    },
    footnotes: notes.footnotes(),
    sections: [
      { properties: sectionPage(), footers, children: text },
      ...(summary.sources.length > 0
        ? // Without the grid of lines, which would set a table's small type 29 points apart.
          [{ properties: { page: sectionPage().page! }, footers, children: sourcePages(summary) }]
        : []),
    ],
  });
  return packWord(document);
}

function heading({ unit_name, title, language }: SummaryDocument): string {
  const [unit, what] = [unit_name[language], title[language]];
  if (what.includes(unit)) return what;
  return language === 'zh' ? `${unit}${what}` : `${what}, ${unit}`;
}

/** Unit and title in two lines: a long title in one would be broken in the middle of a word. */
function titleLines({ unit_name, title, language }: SummaryDocument): Paragraph[] {
  const [unit, what] = [unit_name[language], title[language]];
  const lines = what.includes(unit) ? [what] : language === 'zh' ? [unit, what] : [what, unit];
  const face = { size: size.title, font: font('title_song', language), bold: language === 'en' };
  return [
    ...lines.map(
      (line) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { ...gridLine, line: 640 },
          children: [run(line, face)],
        }),
    ),
    paragraph({}),
  ];
}

function headedBefore(parts: SummaryDocument['parts'], at: number, language: Language): number {
  return parts.slice(0, at).filter((part) => part.heading[language] !== '').length;
}

function partLines(
  part: SummaryDocument['parts'][number],
  at: number,
  notes: ExactNotes,
  language: Language,
): Paragraph[] {
  return [
    ...(part.heading[language] === ''
      ? []
      : [headingLine(`${ordinal(at + 1, language)}${part.heading[language]}`, 'hei', language)]),
    ...part.paragraphs.map((pieces) => textLine(pieces, notes, language)),
    ...(part.sections ?? []).flatMap((section, i) => [
      headingLine(`${subOrdinal(i + 1, language)}${section.heading[language]}`, 'kai', language),
      ...section.paragraphs.map((pieces) => textLine(pieces, notes, language)),
    ]),
  ];
}

function headingLine(text: string, name: 'hei' | 'kai', language: Language): Paragraph {
  const face = {
    ...bodyRun(language),
    font: font(name, language),
    ...(language === 'en' ? { bold: name === 'hei', italics: name === 'kai' } : {}),
  };
  return paragraph({ indent: indented, keepNext: true, children: [run(text, face)] });
}

function textLine(
  pieces: readonly SummaryPiece[],
  notes: ExactNotes,
  language: Language,
): Paragraph {
  let before = '';
  const children = pieces.flatMap((piece) => {
    const text = typeof piece === 'string' ? piece : piece.printed;
    const shown = language === 'en' ? joined(before, text) : text;
    before = shown === '' ? before : shown;
    const note = typeof piece === 'string' ? null : notes.of(piece);
    return [
      run(shown, bodyRun(language)),
      ...(note === null ? [] : [new FootnoteReferenceRun(note)]),
    ];
  });
  // Chinese type fills its lines by itself; in English a flush right edge at 16 points tears holes.
  return paragraph({
    indent: indented,
    alignment: language === 'zh' ? AlignmentType.BOTH : AlignmentType.LEFT,
    children,
  });
}

/** Sentences come one by one: in English there is a space between them, and each begins with a capital. */
function joined(before: string, text: string): string {
  const begins = before === '' || /[.!?]["'”’)]?\s*$/.test(before);
  if (!begins) return text;
  const space = before !== '' && !/\s$/.test(before) && !/^\s/.test(text) ? ' ' : '';
  return (
    space +
    text.replace(/^(\s*)(\p{Ll})/u, (_, gap: string, letter: string) => gap + letter.toUpperCase())
  );
}

/**
 * One line free, then the attachment; the unit and below it the date, and the note that papers put
 * in brackets.
 */
function closing({ unit_name, as_of, note, sources, language }: SummaryDocument): Paragraph[] {
  const one = (text: string, options: object) =>
    paragraph({ ...options, children: [run(text, bodyRun(language))] });
  const day = formatDay(isDay(as_of) ? as_of : dayInShanghai(as_of), language);
  const em = size.body * 10;
  // The date leaves four characters free, and the unit stands centred above it, where the seal goes.
  const overDate = 4 + (widthOf(day) - widthOf(unit_name[language])) / 2;
  return [
    ...(sources.length > 0
      ? [paragraph({}), one(words.attachment[language], { indent: indented })]
      : []),
    paragraph({}),
    one(unit_name[language], {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(em * Math.max(0, overDate)) },
      keepNext: true,
    }),
    one(day, { alignment: AlignmentType.RIGHT, indent: { right: em * 4 } }),
    paragraph({}),
    one(language === 'zh' ? `（${note.zh}）` : `(${note.en})`, { indent: indented }),
  ];
}

/** In characters of Chinese type; letters and digits are half as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one < '\u2000' ? 0.5 : 1), 0);
}

function sourcePages({
  sources,
  language,
}: SummaryDocument): (Paragraph | ReturnType<typeof wordTable>)[] {
  const columns = words.columns.map((column, i) => ({
    heading: column[language],
    millimetres: column.millimetres,
    align: i === 0 || i === 2 || i === 3 ? ('center' as const) : ('left' as const),
  }));
  const rows = sources.map((source, i) => [
    String(i + 1),
    source.label[language] + (source.figure_id ? `\n${source.figure_id}` : ''),
    source.printed + behind(source, language),
    `${formatDay(source.from, language)}\n${language === 'zh' ? '至' : 'to '}${formatDay(source.to, language)}`,
    source.rule[language],
  ]);
  return [
    paragraph({
      children: [
        run(words.attached[language], {
          ...bodyRun(language),
          font: font('hei', language),
          bold: language === 'en',
        }),
      ],
    }),
    paragraph({}),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...gridLine, line: 640 },
      children: [
        run(words.sources[language], {
          size: size.title,
          font: font('title_song', language),
          bold: language === 'en',
        }),
      ],
    }),
    paragraph({}),
    wordTable(columns, rows, language),
  ];
}

/** A rate names the two counts that it is made of; a count names its records. */
function behind({ numerator, denominator, records }: SummarySource, language: Language): string {
  const lines = [];
  if (denominator !== null && denominator !== undefined)
    lines.push(`${grouped(numerator ?? 0)} / ${grouped(denominator)}`);
  if (records !== null && records !== undefined)
    lines.push(language === 'zh' ? `记录${grouped(records)}条` : `${grouped(records)} records`);
  return lines.map((line) => `\n${line}`).join('');
}

/** Footnotes for the figures whose wording is not their number: “4000余” is 4,127. */
class ExactNotes {
  readonly #texts: string[] = [];
  readonly #summary: SummaryDocument;

  constructor(summary: SummaryDocument) {
    this.#summary = summary;
  }

  of(piece: Exclude<SummaryPiece, string>): number | null {
    const { value, printed } = piece;
    if (value === null || isExact(printed, value)) return null;
    const { language, sources } = this.#summary;
    const row = sources.findIndex((source) => source.indicator === piece.indicator);
    const counter = piece.counter?.[language] ?? '';
    const where =
      row < 0
        ? ''
        : language === 'zh'
          ? `，见数据来源表第${row + 1}行`
          : `; row ${row + 1} of the attachment`;
    this.#texts.push(
      language === 'zh'
        ? `“${printed}${counter}”的准确数为${grouped(value)}${counter}${where}。`
        : `“${printed}” is exactly ${grouped(value)}${counter ? ` ${counter}` : ''}${where}.`,
    );
    return this.#texts.length;
  }

  footnotes(): Record<string, { children: Paragraph[] }> {
    const { language } = this.#summary;
    const face = { size: size.fine, font: font('song', language) };
    return Object.fromEntries(
      this.#texts.map((text, i) => [
        String(i + 1),
        { children: [new Paragraph({ children: [run(` ${text}`, face)] })] },
      ]),
    );
  }
}

/** 4127, 4,127 and 45.8% say their number; a value in fen printed as yuan does too. */
function isExact(printed: string, value: number): boolean {
  const digits = /^[\d,]+(?:\.\d+)?(?=%?$)/.exec(printed.trim())?.[0];
  if (digits === undefined) return false;
  const shown = Number(digits.replaceAll(',', ''));
  const decimals = digits.split('.')[1]?.length ?? 0;
  return [value, value / 100].some((one) => Math.abs(shown - one) < 0.5 * 10 ** -decimals + 1e-9);
}

function grouped(number: number): string {
  return number.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function ordinal(n: number, language: Language): string {
  return language === 'zh' ? `${chineseNumeral(n)}、` : `${n}. `;
}

function subOrdinal(n: number, language: Language): string {
  return language === 'zh' ? `（${chineseNumeral(n)}）` : `(${n}) `;
}

/** 一 to 九十九: more parts than a summary ever has. */
export function chineseNumeral(n: number): string {
  const digits = '零一二三四五六七八九';
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return digits[ones]!;
  return `${tens > 1 ? digits[tens]! : ''}十${ones > 0 ? digits[ones]! : ''}`;
}
