/**
 * A filled return as one A4 page of Excel: title, who and when, the tables, what adds up, and the lines to sign.
 * A form used for collection has to show its number, who issued it, its approval and its validity (Statistics Law 17):
 * those of the form in force, or lines to be filled in by hand.
 */
import { dayInShanghai, formatDay } from '#engine/day.ts';
import type { Language, Text } from '#engine/text.ts';
import type { FilledCell, FilledReturn, FilledTable } from './return.ts';
import { writeForm } from './spreadsheet.ts';
import type { FormCell } from './spreadsheet.ts';

export type MadeBy = {
  readonly name: string;
  readonly at: string;
  /** As the form in force says. */
  readonly marks?: FormMarks | undefined;
};
export type FormMarks = {
  readonly table_number: string | null;
  readonly issued_by: string | null;
  readonly approval_number: string | null;
  readonly valid_until: string | null;
};

/** Twelve narrow columns carry every table. */
const columns = 12;
const widths = [10, 10, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5];
/** A list stands in threes: the words over two or three columns, the number over the rest. */
const inThrees = [
  { at: 0, words: 2, number: 2 },
  { at: 4, words: 2, number: 2 },
  { at: 8, words: 2, number: 2 },
] as const;
const inPairs = [
  { at: 0, words: 4, number: 2 },
  { at: 6, words: 4, number: 2 },
] as const;

export function returnSheet(filled: FilledReturn, by: MadeBy, language: Language): Promise<Buffer> {
  const page = new Page(language);
  head(page, filled, by.marks);
  for (const [i, table] of filled.tables.entries()) tableOn(page, table, i);
  foot(page, filled, by);
  return writeForm({
    sheet: filled.title[language],
    widths,
    cells: page.cells,
    heights: page.heights,
    footer: page.say({
      en: `${filled.unit.name.en} · ${filled.period.en} · made on ${moment(by.at)}`,
      zh: `${filled.unit.name.zh}　${filled.period.zh}　制表时间：${moment(by.at)}`,
    }),
  });
}

/** Cells, row by row from the top. */
class Page {
  readonly cells: FormCell[] = [];
  readonly heights: Record<number, number> = {};
  readonly language: Language;
  #row = 0;

  constructor(language: Language) {
    this.language = language;
  }

  say(text: Text): string {
    return text[this.language];
  }

  row(height: number, ...cells: Omit<FormCell, 'row'>[]): void {
    this.heights[this.#row] = height;
    for (const cell of cells) this.cells.push({ size: 9, ...cell, row: this.#row });
    this.#row++;
  }
}

const rowHeight = 17;
const plain = { border: false, align: 'left' } as const;

function head(
  page: Page,
  { title, unit, period, as_of, fresh_at, to }: FilledReturn,
  marks: FormMarks | undefined,
): void {
  const { say, language } = { say: (text: Text) => page.say(text), language: page.language };
  page.row(30, { column: 0, columns, value: say(title), bold: true, size: 16, border: false });
  const given = (text: Text, value: string | null | undefined): Text => ({
    en: `${text.en}${value ?? ''}`,
    zh: `${text.zh}${value ?? ''}`,
  });
  const until = marks?.valid_until ? formatDay(marks.valid_until, language) : null;
  const blanks: Text[] = [
    given({ en: 'Form number: ', zh: '表　　号：' }, marks?.table_number),
    given({ en: 'Issued by: ', zh: '制定机关：' }, marks?.issued_by),
    given({ en: 'Approval number: ', zh: '批准文号：' }, marks?.approval_number),
    given({ en: 'Valid until: ', zh: '有效期至：' }, until),
  ];
  page.row(
    16,
    ...blanks.map((blank, i) => ({ column: i * 3, columns: 3, value: say(blank), ...plain })),
  );
  const stood =
    as_of === null
      ? { en: `Now: ${moment(fresh_at)}`, zh: `数据时点：${moment(fresh_at)}` }
      : { en: `As it stood on ${moment(as_of)}`, zh: `数据时点：截至${moment(as_of)}` };
  const ends = formatDay(to, language);
  page.row(
    16,
    {
      column: 0,
      columns: 5,
      value: say({ en: `Reported by: ${unit.name.en}`, zh: `填报单位：${unit.name.zh}` }),
      ...plain,
    },
    {
      column: 5,
      columns: 3,
      value: say({ en: `Period: ${period.en}`, zh: `统计期间：${period.zh}` }),
      ...plain,
      align: 'center',
    },
    {
      column: 8,
      columns: 4,
      value: `${say(stood)}${as_of === null && fresh_at.slice(0, 10) <= to ? ` (${ends})` : ''}`,
      ...plain,
      align: 'right',
    },
  );
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function tableOn(page: Page, table: FilledTable, i: number): void {
  const heading = {
    en: `${i + 1}. ${table.heading.en}`,
    zh: `${ordinals[i] ?? i + 1}、${table.heading.zh}`,
  };
  page.row(18, { column: 0, columns, value: page.say(heading), bold: true, ...plain, size: 10 });
  if (table.kind === 'grid') gridOn(page, table);
  else listOn(page, table.cells);
}

function listOn(page: Page, cells: readonly FilledCell[]): void {
  const longest = Math.max(...cells.map((cell) => widthOf(page.say(cell.label))));
  const places = longest > 26 ? inPairs : inThrees;
  for (let i = 0; i < cells.length; i += places.length) {
    const row = places.flatMap(({ at, words, number }, j): Omit<FormCell, 'row'>[] => {
      const cell = cells[i + j];
      // The frame stays whole where the last row has room left.
      if (!cell) return [{ column: at, columns: words + number, value: null }];
      const counter = page.say(cell.counter);
      const name = page.say(cell.label);
      const value = page.say({ en: `${name} (${counter})`, zh: `${name}（${counter}）` });
      return [
        { column: at, columns: words, value, align: 'left', indent: 1 },
        { column: at + words, columns: number, ...numberIn(page, cell) },
      ];
    });
    const room = places === inThrees ? 17 : 42;
    page.row(
      heightFor(
        row.map(({ value }) => value),
        room,
      ),
      ...row,
    );
  }
}

function gridOn(page: Page, table: FilledTable & { kind: 'grid' }): void {
  // Few columns share the width; many take one each. What is left over goes to the words.
  const across = table.columns.length > 4 ? 1 : 2;
  const first = columns - table.columns.length * across;
  const place = (i: number) => ({ column: first + i * across, columns: across });
  const heads = table.columns.map((label) => page.say(label));
  page.row(
    heightFor(heads, across * 8),
    { column: 0, columns: first, value: page.say(table.corner) },
    // A long English word does not break in a narrow column.
    ...heads.map((value, i) => ({ ...place(i), value, size: page.language === 'en' ? 7.5 : 9 })),
  );
  for (const { label, cells } of table.rows) {
    page.row(
      rowHeight,
      { column: 0, columns: first, value: page.say(label), align: 'left', indent: 1 },
      ...cells.map((cell, i) => ({ ...place(i), ...numberIn(page, cell) })),
    );
  }
}

function numberIn(
  page: Page,
  { value, money }: FilledCell,
): Pick<FormCell, 'value' | 'format' | 'align'> {
  if (value === null)
    return { value: page.say({ en: 'not reported', zh: '未报' }), align: 'center' };
  return money
    ? { value: value / 100, format: '#,##0.00', align: 'right' }
    : { value, format: '#,##0', align: 'right' };
}

function foot(page: Page, filled: FilledReturn, by: MadeBy): void {
  const { checks, registers, notes, not_reported_reason } = filled;
  const wrong = checks.filter((check) => !check.equal);
  const adding: Text =
    not_reported_reason ??
    (wrong.length === 0
      ? {
          en: `All ${checks.length} sums agree.`,
          zh: `表内、表间勾稽关系${checks.length}项，全部相符。`,
        }
      : {
          en: `Of ${checks.length} sums, ${wrong.length} do not agree: ${wrong.map((w) => w.says.en).join('; ')}.`,
          zh: `勾稽关系${checks.length}项，${wrong.length}项不符：${wrong.map((w) => w.says.zh).join('；')}。`,
        });
  const kept: Text = {
    en: `${registers} committees keep the register at the end of the period.`,
    zh: `期末建立台账的调解组织${registers}个。`,
  };
  const say = [...(not_reported_reason ? [] : [kept]), adding, ...notes].map((t) => page.say(t));
  const note = `${page.say({ en: 'Notes: ', zh: '说明：' })}${say.join(page.language === 'en' ? ' ' : '')}`;
  page.row(page.language === 'en' ? 50 : 40, { column: 0, columns, value: note, ...plain });
  const signs: Text[] = [
    { en: 'Head of the unit: ', zh: '单位负责人：' },
    { en: 'Audited by: ', zh: '审核人：' },
    { en: `Made by: ${by.name}`, zh: `填表人：${by.name}` },
    {
      en: `Made on: ${dayInShanghai(by.at)}`,
      zh: `填表日期：${formatDay(dayInShanghai(by.at), 'zh')}`,
    },
  ];
  page.row(
    20,
    ...signs.map((sign, i) => ({ column: i * 3, columns: 3, value: page.say(sign), ...plain })),
  );
}

/** Room for the longest of the words, where a line holds so many Latin letters. */
function heightFor(words: readonly (string | number | null)[], perLine: number): number {
  const longest = Math.max(
    0,
    ...words.map((word) => (typeof word === 'string' ? widthOf(word) : 0)),
  );
  return Math.max(rowHeight, 4 + 11.5 * Math.ceil(longest / perLine));
}

/** Chinese characters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (/\p{Script=Han}|[（）]/u.test(one) ? 2 : 1), 0);
}

/** `2009-09-30 23:59` in Shanghai. */
function moment(instant: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
  return `${dayInShanghai(instant)} ${time}`;
}
