/**
 * The Word templates: those that come along, and those that a county or the city put in their place. For a record the
 * nearest unit above it decides, by its newest version; where no unit has a form of its own, the one that comes along.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Language, Text } from '#engine/text.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { repositoryFolder } from '../config.ts';

const folder = join(repositoryFolder, 'templates', 'papers');

export type Template = {
  /** Null for the one that comes along. */
  readonly id: string | null;
  readonly content: Buffer;
};

/** Which form: of a record type, under the name that its papers give it, in a language. */
export type FormKey = {
  readonly record_type: string;
  readonly template: string;
  readonly language: Language;
};

export function shippedTemplate({ record_type, template, language }: FormKey): Promise<Buffer> {
  return readFile(join(folder, record_type, `${template}.${language}.docx`));
}

/** `path`: the record's place in the tree. */
export async function templateFor(
  client: Pick<PoolClient, 'query'>,
  key: FormKey,
  path: string,
): Promise<Template> {
  const { rows } = await client.query({
    name: 'template-for',
    text: `select id, content from (
        select distinct on (t.unit_id) t.id, t.content, t.unit_id from paper_template t
        where t.record_type = $1 and t.template = $2 and t.language = $3 and t.unit_id = any($4::int[])
        order by t.unit_id, t.version desc) newest
      where content is not null order by array_position($4::int[], unit_id) desc limit 1`,
    values: [key.record_type, key.template, key.language, unitsOnPath(path)],
  });
  return rows[0] ?? { id: null, content: await shippedTemplate(key) };
}

/** Throws the same Problem for a form that is not there and for one of a line that the post does not hold. */
export function getForm(book: Book, actor: Actor, name: string, template: string): AnyRecordType {
  const type = book.findRecord(name);
  if (!type?.forms || !Object.hasOwn(type.forms, template) || !holdsLine(actor, type.line))
    throw notFound();
  return type;
}

export type TemplateVersion = {
  readonly id: string;
  readonly version: number;
  /** Null: from here on without a form of its own. */
  readonly name: string | null;
  readonly by: string;
  readonly at: string;
};

/** What units on the way from the city down to this one put in place, by form; newest first, the nearest unit first. */
export async function templateVersions(
  client: Pick<PoolClient, 'query'>,
  path: string,
): Promise<(TemplateVersion & FormKey & { readonly unit_id: number; readonly unit: Text })[]> {
  const { rows } = await client.query({
    name: 'template-versions',
    text: `select t.id, t.record_type, t.template, t.language, t.unit_id, t.version, t.name, t.created_at as at,
        a.name as by, json_build_object('en', u.name_en, 'zh', u.name) as unit
      from paper_template t join account a on a.id = t.created_by join unit u on u.id = t.unit_id
      where t.unit_id = any($1::int[]) order by array_position($1::int[], t.unit_id) desc, t.version desc`,
    values: [unitsOnPath(path)],
  });
  return rows;
}

/** A version that was in force once, of this unit or of one above it; another one is not there. */
export async function getTemplateVersion(
  client: Pick<PoolClient, 'query'>,
  key: FormKey,
  id: string,
  path: string,
): Promise<Buffer> {
  const { rows } = await client.query({
    name: 'template-version',
    text: `select content from paper_template where id = $1 and record_type = $2 and template = $3 and language = $4
      and unit_id = any($5::int[]) and content is not null`,
    values: [id, key.record_type, key.template, key.language, unitsOnPath(path)],
  });
  if (!rows[0]) throw notFound();
  return rows[0].content as Buffer;
}

/** The next version of a unit's form; without content the unit goes back to the form of those above it. */
export async function putTemplate(
  writer: Pick<Pool, 'query'>,
  key: FormKey,
  put: {
    readonly unit_id: number;
    readonly content: Buffer | null;
    readonly name: string | null;
    readonly person_id: string;
  },
): Promise<{ id: string; version: number }> {
  // Two at once would take the same number: the second finds it taken and takes the next.
  for (let tries = 0; ; tries += 1) {
    try {
      const { rows } = await writer.query({
        name: 'put-template',
        text: `insert into paper_template (record_type, template, language, unit_id, version, content, name, created_by)
          select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7 from paper_template
          where record_type = $1 and template = $2 and language = $3 and unit_id = $4 returning id, version`,
        values: [
          key.record_type,
          key.template,
          key.language,
          put.unit_id,
          put.content,
          put.name,
          put.person_id,
        ],
      });
      return rows[0];
    } catch (error) {
      if ((error as { code?: string }).code !== '23505' || tries > 5) throw error;
    }
  }
}
