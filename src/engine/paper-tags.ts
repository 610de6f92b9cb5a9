/**
 * What a Word template may ask of a record, from the record's definition alone, so that every record type has it for
 * nothing. `{纠纷类型}` is filled by the value in words; `{#当事人}…{/当事人}` repeats for each row of a list, and with
 * the name of anything else stands only where there is something; `{#案件来源=当事人申请}` asks for one code,
 * `{#没有回访}` for none. A tag is called as its field is on the screen, in Chinese, or by the key of the field, in
 * English: the key never changes, whatever becomes of the label.
 */
import { isValidOn, shippedOf, withBelow } from './code-book.ts';
import { dayInShanghai, formatDay } from './day.ts';
import type { Day } from './day.ts';
import type { Code, CodeList, Field, Fields } from './field.ts';
import { labelOf } from './field.ts';
import type { Book } from './line.ts';
import { maskRecord } from './mask.ts';
import { yuanInCapitals } from './money-words.ts';
import type { AnyRecord, AnyRecordType, ChildList, Paper } from './record.ts';
import type { Language, Text } from './text.ts';

/** Values by field: a record, a row of one of its lists, or a row that is made for the paper. */
export type Row = Readonly<Record<string, unknown>>;

/** What the tags are filled with, beside the record itself. */
export type Surroundings = {
  readonly language: Language;
  /** The linked records that the reader may open; a link to another one stays empty. */
  readonly links: ReadonlyMap<string, { readonly type: AnyRecordType; readonly record: AnyRecord }>;
  readonly people: Readonly<Record<string, string>>;
  readonly units: ReadonlyMap<number, Text>;
  readonly paper: Text;
  readonly today: Day;
  readonly made_by: string;
  /** The papers of its file, and how many pages were added to each. */
  readonly file: readonly (Paper & { readonly pages: number })[];
  /** All records that stand on the paper together with this one. */
  readonly together: readonly AnyRecord[];
};

export type Tag = {
  readonly zh: string;
  readonly en: string;
  /** Where it comes from: the label of the field. */
  readonly label: Text;
  /** It shows what is masked elsewhere: `parties.id_number`. Whoever makes the paper is logged for it. */
  readonly opens?: string;
  readonly text: (row: Row, around: Surroundings) => string;
  /** For `{#…}`; where it is missing, whether there is a text. */
  readonly holds?: (row: Row, around: Surroundings) => boolean;
  readonly codes?: {
    readonly list: CodeList;
    readonly of: (row: Row, around: Surroundings) => readonly string[];
  };
  readonly rows?: (row: Row, around: Surroundings) => readonly Row[];
  /** What may be asked of each of its rows. */
  readonly tags?: readonly Tag[];
};

/** What a name in braces means: a tag, a tag with one of its codes, or that there is nothing of it. */
export type Asked = { readonly tag: Tag; readonly code?: string; readonly none?: boolean };

/** `tags` of the innermost loop first; null for a name that nobody knows. */
export function findTag(scopes: readonly (readonly Tag[])[], name: string): Asked | null {
  const plain = plainName(name);
  const tag = scopes.flat().find((one) => one.zh === plain || one.en === plain);
  if (tag) return { tag };
  const rest = /^(?:没有|no )(.+)$/.exec(plain)?.[1];
  const denied = rest === undefined ? null : findTag(scopes, rest);
  if (denied) return denied.none ? null : { ...denied, none: true };
  const equals = plain.indexOf('=');
  const asked = equals > 0 ? findTag(scopes, plain.slice(0, equals)) : null;
  const code = codeNamed(asked?.tag.codes?.list, plain.slice(equals + 1));
  return asked && code && !asked.none ? { tag: asked.tag, code: code.code } : null;
}

/** Word writes full-width signs and hard spaces by itself where Chinese is typed. */
function plainName(name: string): string {
  return name.replaceAll('＝', '=').replace(/\s+/g, ' ').replace(/ ?= ?/g, '=').trim();
}

/** By the code itself, by what the city calls it, or by what it was called when the forms were drawn. */
function codeNamed(list: CodeList | undefined, name: string): Code | undefined {
  if (!list) return undefined;
  return [...list.codes, ...shippedOf(list)].find(
    (c) => c.code === name || c.label.zh === name || c.label.en === name,
  );
}

export function holds({ tag, code, none = false }: Asked, row: Row, around: Surroundings): boolean {
  const is =
    code !== undefined
      ? withBelow(tag.codes!.list, [code]).some((one) => tag.codes!.of(row, around).includes(one))
      : tag.rows
        ? tag.rows(row, around).length > 0
        : (tag.holds?.(row, around) ?? tag.text(row, around) !== '');
  return is !== none;
}

/** All tags of a record type, in the order of its definition, then what every paper knows. */
export function tagsOf(book: Book, type: AnyRecordType): Tag[] {
  return unambiguous([...recordTags(book, type), ...paperTags(book, type)]);
}

function recordTags(book: Book, type: AnyRecordType): Tag[] {
  return [
    ...fieldTags(book, type.fields, ''),
    ...(Object.entries(type.children) as [string, ChildList][]).map(([name, list]) =>
      listTag(book, name, list),
    ),
    {
      zh: '标题',
      en: 'title',
      label: { en: 'Title, as lists show it', zh: '列表中显示的标题' },
      text: (row, { language }) => type.title(maskRecord(type, row as AnyRecord))[language],
    },
    {
      zh: '办理状态',
      en: 'state',
      label: { en: 'State', zh: '办理状态' },
      text: (row, { language }) => type.states[row['state'] as string]?.label[language] ?? '',
    },
    {
      zh: '所在单位',
      en: 'unit',
      label: { en: 'Unit that keeps it', zh: '保管单位' },
      text: (row, { units, language }) => units.get(row['unit_id'] as number)?.[language] ?? '',
    },
  ];
}

function paperTags(book: Book, type: AnyRecordType): Tag[] {
  const of = (zh: string, en: string, label: Text, text: Tag['text']): Tag => ({
    zh,
    en,
    label,
    text,
  });
  const number = (key: string) => (row: Row) => String(row[key]);
  return [
    of(
      '文书名称',
      'paper',
      { en: 'Name of the paper', zh: '本文书的名称' },
      (_, a) => a.paper[a.language],
    ),
    of('制作日期', 'today', { en: 'Day on which it is made', zh: '制作当天' }, (_, a) =>
      formatDay(a.today, a.language),
    ),
    of('制作人', 'made_by', { en: 'Who makes it', zh: '制作文书的人' }, (_, a) => a.made_by),
    {
      zh: '卷内文书',
      en: 'file',
      label: { en: 'The papers of the file', zh: '卷内文书' },
      text: (_, { file }) => String(file.length),
      rows: (_, { file }) => file.map((paper, i) => ({ ...paper, no: i + 1 })),
      tags: [
        of('序号', 'no', { en: 'Place in the list', zh: '序号' }, number('no')),
        of(
          '文书',
          'name',
          { en: 'Name', zh: '文书名称' },
          (row, a) => (row['label'] as Text)[a.language],
        ),
        of('份数', 'pages', { en: 'Pages or scans added', zh: '已上传份数' }, (row) =>
          String((row['pages'] as number) || ''),
        ),
      ],
    },
    {
      zh: '名单',
      en: 'together',
      label: { en: 'All records on the same list', zh: '同一名单上的全部记录' },
      text: (_, { together }) => String(together.length),
      rows: (_, { together }) => together.map((record, i) => ({ ...record, $no: i + 1 })),
      tags: unambiguous([
        of('序号', 'no', { en: 'Place in the list', zh: '序号' }, number('$no')),
        ...recordTags(book, type),
      ]),
    },
    ...(Object.entries(type.fields) as [string, Field][])
      .filter(([, field]) => field.kind === 'money')
      .flatMap(([key, field]) => totals(key, field)),
  ];
}

/** Sums over the list: 补助金额合计, in figures and in capitals. */
function totals(key: string, { label }: Field): Tag[] {
  const sum = ({ together }: Surroundings) =>
    together.reduce((total, record) => total + ((record[key] as number | null) ?? 0), 0);
  return [
    {
      zh: `${label.zh}合计`,
      en: `${key}.total`,
      label: { en: `${label.en}: total of the list`, zh: `名单上${label.zh}的合计` },
      text: (_, around) => yuan(sum(around), around.language),
    },
    {
      zh: `${label.zh}合计大写`,
      en: `${key}.total_words`,
      label: { en: `${label.en}: total in capitals`, zh: `名单上${label.zh}合计的大写` },
      text: (_, around) => yuanInCapitals(sum(around)),
    },
  ];
}

function listTag(book: Book, name: string, list: ChildList): Tag {
  const named = Object.entries(list.fields).find(
    ([, field]) => (field as { format?: string }).format === 'person_name' || field.kind === 'link',
  );
  const number: Tag = {
    zh: '序号',
    en: 'no',
    label: { en: 'Place in the list', zh: '序号' },
    text: (row) => String(row['$no']),
  };
  const rows = (row: Row): Row[] =>
    ((row[name] ?? []) as Row[]).map((one, i) => ({ ...one, $no: i + 1 }));
  return {
    zh: list.label.zh,
    en: name,
    label: list.label,
    // Outside a loop the list is the names that stand in it.
    text: (row, around) =>
      named
        ? rows(row)
            .map((one) => valueInWords(named[1], one[named[0]], around))
            .filter((one) => one !== '')
            .join(around.language === 'zh' ? '、' : ', ')
        : String(rows(row).length),
    rows,
    tags: unambiguous([number, ...fieldTags(book, list.fields, `${name}.`)]),
  };
}

function fieldTags(book: Book, fields: Fields, at: string): Tag[] {
  return Object.entries(fields).flatMap(([key, field]) => [
    valueTag(key, field, `${at}${key}`),
    ...more(book, key, field, at),
  ]);
}

/** `committee_id` is a link: on paper it is the committee. */
const keyOnPaper = (key: string) => key.replace(/_id$/, '');

function valueTag(key: string, field: Field, path: string): Tag {
  const codes =
    field.kind === 'code' || field.kind === 'codes'
      ? { codes: { list: field.list, of: (row: Row) => [row[key] ?? []].flat() as string[] } }
      : {};
  return {
    zh: field.label.zh,
    en: keyOnPaper(key),
    label: field.label,
    ...(field.private ? { opens: path } : {}),
    text: (row, around) => valueInWords(field, row[key], around),
    ...(field.kind === 'boolean' ? { holds: (row: Row) => row[key] === true } : {}),
    ...codes,
  };
}

/** What stands beside a value: boxes to tick for a code, capitals for an amount, the facts of a linked record. */
function more(book: Book, key: string, field: Field, at: string): Tag[] {
  const { label } = field;
  if (field.kind === 'code' || field.kind === 'codes')
    return [
      {
        zh: `勾选${label.zh}`,
        en: `${key}.boxes`,
        label: {
          en: `${label.en}: all choices, the chosen one ticked`,
          zh: `${label.zh}的全部选项，选中的打勾`,
        },
        text: (row, around) => boxes(field.list, [row[key] ?? []].flat() as string[], around),
      },
    ];
  if (field.kind === 'money')
    return [
      {
        zh: `${label.zh}大写`,
        en: `${key}.words`,
        label: { en: `${label.en} in capitals`, zh: `${label.zh}的大写` },
        text: (row) => (row[key] === null ? '' : yuanInCapitals(row[key] as number)),
      },
    ];
  if (field.kind !== 'link') return [];
  return Object.entries(book.record(field.to).fields as Fields).map(([name, linked]) =>
    linkedTag(key, field, name, linked, at),
  );
}

/** A fact of a linked record: empty where there is none, or none that the reader may open. */
function linkedTag(key: string, { label }: Field, name: string, linked: Field, at: string): Tag {
  const tag = valueTag(name, linked, `${at}${key}.${name}`);
  const inside = (row: Row, { links }: Surroundings): Row =>
    links.get(row[key] as string)?.record ?? { [name]: null };
  return {
    ...tag,
    zh: `${label.zh}的${linked.label.zh}`,
    en: `${keyOnPaper(key)}.${tag.en}`,
    label: { en: `${label.en}: ${linked.label.en}`, zh: `${label.zh}：${linked.label.zh}` },
    text: (row, around) => tag.text(inside(row, around), around),
    ...(tag.holds
      ? { holds: (row: Row, around: Surroundings) => tag.holds!(inside(row, around), around) }
      : {}),
    ...(tag.codes
      ? {
          codes: {
            list: tag.codes.list,
            of: (row: Row, around: Surroundings) => tag.codes!.of(inside(row, around), around),
          },
        }
      : {}),
  };
}

/** Two fields with one label: the first keeps the Chinese name, the second is reached by its key. */
function unambiguous(tags: readonly Tag[]): Tag[] {
  const taken = new Set<string>();
  return tags.map((tag) => {
    const zh = taken.has(tag.zh) ? tag.en : tag.zh;
    taken.add(zh);
    return { ...tag, zh };
  });
}

/** Boxes for the national codes; a local code ticks the one above it. What has ended stands only where it is chosen. */
function boxes(
  list: CodeList,
  chosen: readonly string[],
  { language, today }: Surroundings,
): string {
  const isChosen = ({ code }: Code) => withBelow(list, [code]).some((one) => chosen.includes(one));
  return list.codes
    .filter((c) => c.parent === undefined && (isChosen(c) || isValidOn(c, today)))
    .map((c) => `${isChosen(c) ? '☑' : '□'}${c.label[language]}`)
    .join(language === 'zh' ? '　' : '   ');
}

/** A value as people write it on paper; empty where there is none, so that it can be written in by hand. */
export function valueInWords(field: Field, value: unknown, around: Surroundings): string {
  if (value === null || value === undefined) return '';
  const { language, links, people, units } = around;
  switch (field.kind) {
    case 'text':
      return value as string;
    case 'long_text':
      // Each paragraph begins two characters in, as the first one does by its layout.
      return (value as string).split(/\r?\n/).join(language === 'zh' ? '\n　　' : '\n');
    case 'integer':
      return `${value as number}${field.unit ? (language === 'zh' ? field.unit.zh : ` ${field.unit.en}`) : ''}`;
    case 'money':
      return yuan(value as number, language);
    case 'day':
      return formatDay(value as Day, language);
    case 'instant':
      return instantInWords(value as string, language);
    case 'boolean':
      return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
    case 'code':
      return labelOf(field.list, value as string)[language];
    case 'codes':
      return (value as string[])
        .map((code) => labelOf(field.list, code)[language])
        .join(language === 'zh' ? '、' : ', ');
    case 'unit':
      return units.get(value as number)?.[language] ?? '';
    case 'account':
      return people[value as string] ?? '';
    case 'link': {
      const link = links.get(value as string);
      if (!link) return '';
      const { type, record } = link;
      const number = type.numbers ? (record[type.numbers.field] as string | null) : null;
      return number ?? type.title(maskRecord(type, record))[language];
    }
    default:
      return field satisfies never;
  }
}

function yuan(fen: number, language: Language): string {
  const amount = (fen / 100).toLocaleString('en-US', {
    minimumFractionDigits: fen % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  });
  return language === 'zh' ? `${amount.replaceAll(',', '')}元` : `${amount} yuan`;
}

function instantInWords(instant: string, language: Language): string {
  const clock = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${formatDay(dayInShanghai(instant), language)} ${clock}`;
}
