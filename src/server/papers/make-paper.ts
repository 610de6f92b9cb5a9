/** One paper of one record: its papers with what is there of each, and the Word file that a template makes of it. */
import type { Pool, PoolClient } from 'pg';
import type { Field } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import { checkTemplate, fillTemplate } from './word-template.ts';
import { tagsOf } from '#engine/paper-tags.ts';
import type { Surroundings } from '#engine/paper-tags.ts';
import { isThere } from '#engine/paper.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { AnyRecord, AnyRecordType, ChildList, Paper } from '#engine/record.ts';
import type { Language, Text } from '#engine/text.ts';
import { attachmentsOf } from '../records/attachments.ts';
import type { Attachment } from '../records/attachments.ts';
import { findRecords, getRecord, peopleIn, peopleNames } from '../records/read.ts';
import { unitTexts } from '../units/unit-text.ts';
import { templateFor } from './templates.ts';

export type ShownPaper = Paper & {
  readonly can_make: boolean;
  /** Whether it counts as there: `isThere`. */
  readonly there: boolean;
  /** It was made here from the record as it is now or as it was. */
  readonly made: boolean;
  readonly last_made: {
    readonly at: string;
    readonly by: string;
    readonly record_version: number;
  } | null;
  readonly attachments: readonly Attachment[];
};

/** `client` reads as the actor. Throws not-found like the record itself. */
export async function papersOf(
  client: PoolClient,
  type: AnyRecordType,
  id: string,
): Promise<{ record: AnyRecord; papers: ShownPaper[] }> {
  const record = await getRecord(client, type, id);
  const [attachments, made] = await Promise.all([attachmentsOf(client, id), madeOf(client, id)]);
  const papers = (type.papers?.(record) ?? []).map((paper: Paper) => {
    const pages = attachments.filter((one) => one.paper === paper.name);
    return {
      ...paper,
      can_make: paper.template !== undefined && paper.required !== 'not_here',
      there: isThere(paper, { made: made.has(paper.name), pages: pages.length }),
      made: made.has(paper.name),
      last_made: made.get(paper.name) ?? null,
      attachments: pages,
    };
  });
  return { record, papers };
}

async function madeOf(client: PoolClient, id: string) {
  const { rows } = await client.query({
    name: 'papers-made',
    text: `select distinct on (p.paper) p.paper, p.made_at as at, a.name as by, p.record_version
      from paper_made p join account a on a.id = p.made_by where p.record_id = $1 order by p.paper, p.id desc`,
    values: [id],
  });
  return new Map(rows.map(({ paper, ...made }) => [paper as string, made]));
}

export type MadePaper = {
  readonly content: Buffer;
  readonly name: string;
  readonly template_id: string | null;
  readonly record: AnyRecord;
  /** The private fields that it shows in full. */
  readonly opened: readonly string[];
};

export type Making = {
  readonly book: Book;
  readonly type: AnyRecordType;
  readonly id: string;
  readonly paper: string;
  readonly language: Language;
  readonly actor: Actor;
  readonly today: string;
};

export async function makePaper(client: PoolClient, making: Making): Promise<MadePaper> {
  const { book, type, id, language } = making;
  const { record, papers } = await papersOf(client, type, id);
  const paper = papers.find((one) => one.name === making.paper);
  if (!paper?.can_make) throw notFound();
  const key = { record_type: type.name, template: paper.template!, language };
  const [template, around] = await Promise.all([
    templateFor(client, key, record.path),
    surroundings(client, making, record, paper, papers),
  ]);
  const tags = tagsOf(book, type);
  const { used, issues } = await checkTemplate(template.content, tags);
  // A form that was right when it came in, before a field of the record was taken out.
  if (issues.length > 0)
    throw new Problem('invalid', outdated(paper.label, issues[0]!.message), [...issues]);
  return {
    content: await fillTemplate(template.content, tags, record, around),
    name: fileName(type, record, paper, language),
    template_id: template.id,
    record,
    opened: [...new Set(used.flatMap(({ opens }) => opens ?? []))].toSorted(),
  };
}

/** Number and paper, never a name of a person: files lie about on desks. */
function fileName(
  type: AnyRecordType,
  record: AnyRecord,
  paper: Paper,
  language: Language,
): string {
  const number = type.numbers ? (record[type.numbers.field] as string | null) : null;
  return `${number ?? type.label[language]} ${paper.label[language]}.docx`;
}

async function surroundings(
  client: PoolClient,
  { book, type, language, actor, today }: Making,
  record: AnyRecord,
  paper: ShownPaper,
  papers: readonly ShownPaper[],
): Promise<Surroundings> {
  const together = paper.together ? await sharing(client, type, record, paper.together) : [];
  const all = [record, ...together];
  const links = await linkedRecords(client, book, type, all);
  const linked = [...links.values()];
  const [people, units] = await Promise.all([
    peopleNames(client, [
      ...peopleIn(type, all),
      ...linked.flatMap((one) => peopleIn(one.type, [one.record])),
    ]),
    unitTexts(client, [
      ...unitsIn(type, all),
      ...linked.flatMap((one) => unitsIn(one.type, [one.record])),
    ]),
  ]);
  return {
    language,
    links,
    people,
    units: new Map([...units].map(([id, unit]) => [id, unit.name])),
    paper: paper.label,
    today,
    made_by: actor.name,
    // What lies in the same file: what must be there, and what was added.
    file: papers
      .filter((one) => one.bundle === paper.bundle)
      .filter((one) => one.required === 'always' || one.attachments.length > 0)
      .map((one) => ({ ...one, pages: one.attachments.length })),
    together,
  };
}

const listMax = 1000;

/** All of the same county with the same value, in the order of their numbers. Readers see their own territory only. */
async function sharing(
  client: PoolClient,
  type: AnyRecordType,
  record: AnyRecord,
  { field, without = [] }: NonNullable<Paper['together']>,
): Promise<AnyRecord[]> {
  if (record[field] === null) return [record];
  const { rows } = await client.query(
    `select t.id from ${type.name} t where t.${field} = $1 and (t.id = $2 or t.state <> all($3::text[]))
        and t.path like coalesce((select u.path from unit u where u.kind = 'county' and $4 like u.path || '%' limit 1), $4) || '%'
      order by t.${type.list.order}, t.id limit ${listMax}`,
    [record[field], record.id, without, record.path],
  );
  const found = await findRecords(
    client,
    type,
    rows.map((row) => row.id as string),
  );
  const at = new Map(rows.map((row, i) => [row.id as string, i]));
  return found.toSorted((a, b) => at.get(a.id)! - at.get(b.id)!);
}

/** What the records and the rows of their lists link to, as far as the reader may open it. */
async function linkedRecords(
  client: PoolClient,
  book: Book,
  type: AnyRecordType,
  records: readonly AnyRecord[],
): Promise<Surroundings['links']> {
  const wanted = new Map<string, Set<string>>();
  const want = (
    fields: Readonly<Record<string, Field>>,
    row: Readonly<Record<string, unknown>>,
  ) => {
    for (const [name, field] of Object.entries(fields)) {
      if (field.kind !== 'link' || !row[name]) continue;
      wanted.set(field.to, (wanted.get(field.to) ?? new Set()).add(row[name] as string));
    }
  };
  for (const record of records) {
    want(type.fields, record);
    for (const [name, list] of Object.entries(type.children) as [string, ChildList][])
      for (const row of record[name] as Record<string, unknown>[]) want(list.fields, row);
  }
  const found = await Promise.all(
    [...wanted].map(async ([name, ids]) => {
      const target = book.record(name);
      const linked = await findRecords(client, target, [...ids]);
      return linked.map((record) => [record.id, { type: target, record }] as const);
    }),
  );
  return new Map(found.flat());
}

function unitsIn(type: AnyRecordType, records: readonly AnyRecord[]): number[] {
  const fields = (Object.entries(type.fields) as [string, Field][])
    .filter(([, field]) => field.kind === 'unit')
    .map(([name]) => name);
  return records.flatMap((r) => [
    r.unit_id,
    ...fields.flatMap((name) => (r[name] ?? []) as number),
  ]);
}

/** Which paper was made from which version of its record, by which form. */
export async function noteMade(
  writer: Pick<Pool, 'query'>,
  { record, template_id }: MadePaper,
  { paper, language, actor }: Pick<Making, 'paper' | 'language' | 'actor'>,
): Promise<void> {
  await writer.query({
    name: 'paper-made',
    text: `insert into paper_made (record_id, paper, language, record_version, template_id, made_by)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [record.id, paper, language, record.version, template_id, actor.person_id],
  });
}

function outdated(label: Text, why: Text): Text {
  return {
    en: `The form for “${label.en}” no longer fits. ${why.en} The county or the bureau office can put another one in its place (Word forms).`,
    zh: `“${label.zh}”的模板已不适用。${why.zh}请由县（区）局或市局办公室在“文书模板”中更换。`,
  };
}
