/** The empty sheet of a record type: the headings that an import knows, its code lists as choices, one example. */
import { isValidOn } from '#engine/code-book.ts';
import type { Day } from '#engine/day.ts';
import type { CodeList, Field } from '#engine/field.ts';
import { labelOf } from '#engine/field.ts';
import { isTyped } from '#engine/past.ts';
import { askedBy } from '#engine/record.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import type { Language, Text } from '#engine/text.ts';
import { writeEmptySheet } from '../reports/spreadsheet.ts';
import type { ColumnKind, ReadCell, SpreadsheetValue } from '../reports/spreadsheet.ts';

type Column = {
  /** The field or list that it fills. */
  readonly name: string;
  /** Of a list: it holds the name, not what is told of it. */
  readonly main: boolean;
  readonly heading: Text;
  readonly kind: ColumnKind;
  readonly field: Field;
  readonly required: boolean;
  readonly example: Readonly<Record<Language, SpreadsheetValue>>;
};

const kinds: Partial<Record<Field['kind'], ColumnKind>> = {
  integer: 'integer',
  money: 'money',
  day: 'day',
};

export async function importTemplate(
  type: AnyRecordType,
  language: Language,
  today: Day,
): Promise<Buffer> {
  const columns = columnsOf(type).map((one) => offering(one, today));
  const say = (text: Text) => text[language];
  return writeEmptySheet({
    sheet: say(type.plural),
    language,
    columns: columns.map(({ heading, kind, field, required }) => ({
      heading,
      kind,
      required,
      ...choicesOf(field, language),
    })),
    example: columns.map(({ example }) => example[language]),
    guide: {
      sheet: say({ en: 'How to fill in', zh: '填写说明' }),
      columns: [
        say({ en: 'Column', zh: '列' }),
        say({ en: 'Needed', zh: '必填' }),
        say({ en: 'What to write', zh: '怎样填写' }),
      ],
      rows: [
        ...columns.map(({ heading, field, required }) => [
          say(heading),
          required ? say({ en: 'yes', zh: '是' }) : null,
          say(howTo(field)),
        ]),
        ...general.map((line) => [null, null, say(line)]),
      ],
    },
  });
}

const general: readonly Text[] = [
  {
    en: 'The grey row is an example; it is passed over when it stays as it is. Columns may be left out, moved or empty.',
    zh: '灰色的一行是示例，原样保留也不会导入。各列可以删减、调换顺序或留空。',
  },
  {
    en: 'Several people in one cell are divided by 、, their telephones in the same order.',
    zh: '同一格有多人的，用顿号“、”隔开，电话等按同一顺序对应。',
  },
  {
    en: 'Nothing is kept before you have seen what was read. Good rows are kept, bad ones come back with their reasons.',
    zh: '先检查、后导入：合格的行导入，不合格的行列明原因，可下载修改后再次导入。',
  },
];

/** Does a row say nothing but what the example says, under whatever of its headings are left? */
export function isExample(
  type: AnyRecordType,
  headings: readonly string[],
  cells: readonly ReadCell[],
): boolean {
  const columns = columnsOf(type);
  return (['zh', 'en'] as const).some((language) => {
    const example = new Map(
      columns.map((c) => [c.heading[language], asRead(c.kind, c.example[language])]),
    );
    const filled = cells.flatMap((cell, i) =>
      cell === null ? [] : [[headings[i]?.replace(/ \*$/, '') ?? '', String(cell)] as const],
    );
    const least = Math.min(3, [...example.values()].filter((value) => value !== '').length);
    return (
      filled.length >= Math.max(1, least) &&
      filled.every(([heading, cell]) => example.get(heading) === cell)
    );
  });
}

function asRead(kind: ColumnKind, value: SpreadsheetValue): string {
  if (value === null || value === undefined) return '';
  return kind === 'money' ? String(Number(value) / 100) : String(value);
}

export type BookColumn = {
  readonly heading: Text;
  readonly required: boolean;
  readonly kind: ColumnKind;
  /** Filled in from the line above: the committee, the mediator. */
  readonly carried: boolean;
  readonly choices: readonly Text[];
  /** Book mode opens with it; the others can be added. */
  readonly shown: boolean;
};

/** The columns of a book that is written on the screen: those of the empty sheet. */
export function bookColumns(type: AnyRecordType, today: Day): BookColumn[] {
  const all = columnsOf(type).map((one) => offering(one, today));
  const { book, columns } = type.list;
  const wanted = new Set(book ?? columns);
  return all
    .map((one) => ({ one, at: book?.includes(one.name) ? book.indexOf(one.name) : Infinity }))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ one: { name, main, heading, required, kind, field } }) => ({
      heading,
      required,
      kind,
      carried: field.kind === 'link',
      choices: field.kind === 'code' ? field.list.codes.map((code) => code.label) : [],
      shown: (wanted.has(name) && main) || required,
    }));
}

/** A code that has ended is refused when it is written anew, so it is not offered either. */
function offering(column: Column, today: Day): Column {
  const { field } = column;
  if (field.kind !== 'code' && field.kind !== 'codes') return column;
  const codes = field.list.codes.filter((code) => isValidOn(code, today));
  return { ...column, field: { ...field, list: { ...field.list, codes } } };
}

/** In the order of the form: the number, plain fields, and the lists that have columns of their own. */
function columnsOf(type: AnyRecordType): Column[] {
  const begins = (
    Object.entries(type.actions) as [
      string,
      { from: readonly string[]; required?: readonly string[] },
    ][]
  ).filter(([, action]) => action.from.includes('new'));
  const required = new Set(begins[0]?.[1].required);
  const asked = new Set(Object.keys(type.actions).flatMap((action) => askedBy(type, action)));
  const names = [...new Set(type.form.flatMap((group) => group.fields))];
  const columns = names.flatMap((name): Column[] => {
    const list = type.children[name] as ChildList | undefined;
    if (list) return listColumns(type, name, list);
    const field = type.fields[name] as Field;
    if (name === type.numbers?.field && type.numbers.given)
      return [column(name, field.label, field, false, null)];
    if (!isTyped(type, name) || !asked.has(name) || field.kind === 'account') return [];
    const must = (field.required ?? false) || required.has(name);
    return [column(name, field.label, field, must, type.example[name])];
  });
  return [
    column(
      'unit_id',
      { en: 'Unit', zh: '单位' },
      { kind: 'unit', label: { en: 'Unit', zh: '单位' } },
      false,
      null,
    ),
    ...columns,
  ];
}

function listColumns(type: AnyRecordType, name: string, list: ChildList): Column[] {
  if (!list.columns) return [];
  const { by, main, offer = [] } = list.columns;
  const field = list.fields[by] as Field & { kind: 'code' };
  const rows = (type.example[name] ?? []) as Record<string, unknown>[];
  return field.list.codes.flatMap(({ code, label }) =>
    [main, ...offer].map((key) => {
      const of = list.fields[key] as Field;
      const heading =
        key === main
          ? label
          : { en: `${label.en}: ${of.label.en.toLowerCase()}`, zh: `${label.zh}${of.label.zh}` };
      const mine = rows.filter((row) => row[by] === code);
      const words = (language: Language) =>
        mine
          .map((row) => inWords(of, row[key], language) ?? '')
          .join('、')
          .replace(/^、+$/, '') || null;
      const example = { en: words('en'), zh: words('zh') };
      return {
        name,
        main: key === main,
        heading,
        kind: 'text' as const,
        field: withoutChoices(of),
        required: false,
        example,
      };
    }),
  );
}

/** Several people in one cell cannot be picked from a list. */
function withoutChoices(field: Field): Field {
  return field.kind === 'code'
    ? { kind: 'text', label: field.label, hint: choicesIn(field.list) }
    : field;
}

function choicesIn(list: CodeList): Text {
  const all = (language: Language) => list.codes.map((code) => code.label[language]);
  return { en: `One of: ${all('en').join(', ')}`, zh: `可填：${all('zh').join('、')}` };
}

function column(
  name: string,
  heading: Text,
  field: Field,
  required: boolean,
  value: unknown,
): Column {
  const example = { en: inWords(field, value, 'en'), zh: inWords(field, value, 'zh') };
  // Excel would write the year 2010 as 2,010.
  const names = field.kind === 'integer' && field.year;
  const kind = names ? 'text' : (kinds[field.kind] ?? 'text');
  return { name, main: true, heading, field, required, kind, example };
}

function inWords(field: Field, value: unknown, language: Language): SpreadsheetValue {
  if (value === null || value === undefined) return null;
  // An example names no real committee and no real person.
  if (field.kind === 'link' || field.kind === 'account' || field.kind === 'unit') return null;
  if (field.kind === 'code') return labelOf(field.list, value as string)[language];
  if (field.kind === 'codes')
    return (value as string[]).map((one) => labelOf(field.list, one)[language]).join('、');
  if (field.kind === 'boolean')
    return { en: value ? 'yes' : 'no', zh: value ? '是' : '否' }[language];
  return value as SpreadsheetValue;
}

function choicesOf(field: Field, language: Language): { choices?: string[] } {
  if (field.kind === 'code')
    return { choices: field.list.codes.map((code) => code.label[language]) };
  if (field.kind === 'boolean')
    return { choices: language === 'zh' ? ['是', '否'] : ['yes', 'no'] };
  return {};
}

function howTo(field: Field): Text {
  const hint = field.hint ?? { en: '', zh: '' };
  const after = (en: string, zh: string): Text => ({
    en: [en, hint.en].filter(Boolean).join('. '),
    zh: [zh, hint.zh].filter(Boolean).join('。'),
  });
  switch (field.kind) {
    case 'day':
      return after(
        'A day: 2009-3-2, 2009.3.2, 20090302',
        '日期：2009-3-2、2009年3月2日、2009.3.2、20090302均可',
      );
    case 'money':
      return after('In yuan', '单位：元');
    case 'integer':
      return after('A whole number', '整数');
    case 'boolean':
      return after('yes or no', '是、否');
    case 'code': {
      const choices = choicesIn(field.list);
      return after(choices.en, choices.zh);
    }
    case 'codes': {
      const choices = choicesIn(field.list);
      return after(`${choices.en}; several divided by 、`, `${choices.zh}；可填多项，用顿号隔开`);
    }
    case 'link':
      return after(
        'By its name or number, as it stands in its register',
        '填写名称或编号，与台账一致',
      );
    case 'unit':
      return after(
        'Which unit keeps it, by name or code; empty: that of its committee, or your own',
        '由哪个单位登记：名称或区划代码；不填为所属调委会的单位或本单位',
      );
    default:
      return after('Text', '文字');
  }
}
