/**
 * A filled-in record of a type, out of its own example and the kinds of its fields: what each tag looks like on the
 * page of forms, and what an uploaded form is filled with once before it is kept. No real record is read for it.
 */
import { blankRecord } from '#engine/apply.ts';
import type { Field, Fields } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import type { Row, Surroundings, Tag } from '#engine/paper-tags.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';
import { fillTemplate } from './word-template.ts';

export type Examples = {
  readonly row: Row;
  readonly around: (language: Language) => Surroundings;
  /** Throws a Problem where a form that has only known tags cannot be filled. */
  readonly fill: (form: Buffer, tags: readonly Tag[], language: Language) => Promise<Buffer>;
};

const known = new WeakMap<AnyRecordType, Examples>();

export function examplesOf(book: Book, type: AnyRecordType): Examples {
  const made = known.get(type) ?? makeExamples(book, type);
  known.set(type, made);
  return made;
}

const unit_id = 1;
const person_id = '00000000-0000-4000-8000-000000000001';
const day = '2009-03-02';

function makeExamples(book: Book, type: AnyRecordType): Examples {
  const row = exampleRecord(type);
  const around = (language: Language): Surroundings => ({
    language,
    links: new Map(
      book.records.map((one) => [linkTo(one.name), { type: one, record: exampleRecord(one) }]),
    ),
    people: { [person_id]: '王建国' },
    units: new Map([[unit_id, { en: 'Zhenluo Town', zh: '镇罗镇' }]]),
    paper: { en: 'Paper', zh: '文书' },
    today: day,
    made_by: '王建国',
    file: (type.papers?.(row) ?? []).map((paper) => ({ ...paper, pages: 1 })),
    together: [row],
  });
  return {
    row,
    around,
    fill: (form, tags, language) => fillTemplate(form, tags, row, around(language)),
  };
}

const linkTo = (name: string) => `link to ${name}`;

/** Everything is filled, or a tag that is empty in the example would say nothing. */
function exampleRecord(type: AnyRecordType): AnyRecord {
  const blank = blankRecord(type, {
    id: linkTo(type.name),
    unit_id,
    path: '1.',
    created_by: person_id,
  });
  const lists = Object.entries(type.children).map(([name, list]) => [
    name,
    exampleRows(type, name, list as ChildList),
  ]);
  const record = {
    ...blank,
    ...exampleValues(type.fields, type.example),
    ...Object.fromEntries(lists),
    state: Object.keys(type.states)[0]!,
  } as AnyRecord;
  const number = type.numbers ? { [type.numbers.field]: type.numbers.print(record, 12) } : {};
  return { ...record, ...number };
}

function exampleRows(type: AnyRecordType, name: string, list: ChildList): Row[] {
  const given = (type.example[name] ?? [{}]) as Row[];
  return given.map((row) => exampleValues(list.fields, row));
}

function exampleValues(fields: Fields, given: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, exampleValue(field, given[name])]),
  );
}

function exampleValue(field: Field, given: unknown): unknown {
  if (field.kind === 'link') return linkTo(field.to);
  if (given !== undefined) return given;
  switch (field.kind) {
    case 'text':
      return exampleText(field.format) ?? field.label.zh;
    case 'long_text':
      return `${field.label.zh}……`;
    case 'integer':
      return Math.max(field.min ?? 2, 2);
    case 'money':
      return 300_000;
    case 'day':
      return day;
    case 'instant':
      return `${day}T02:05:00.000Z`;
    case 'boolean':
      return true;
    case 'code':
      return field.list.codes[0]!.code;
    case 'codes':
      return [field.list.codes[0]!.code];
    case 'unit':
      return unit_id;
    case 'account':
      return person_id;
    default:
      return field satisfies never;
  }
}

function exampleText(format: string | undefined): string | undefined {
  return {
    person_name: '张有福',
    telephone: '139********',
    citizen_id: '640521********001X',
    number: '6228************018',
  }[format ?? ''];
}
