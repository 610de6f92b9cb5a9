/** A register: filtered, searched, ordered, a page at a time. Access is the policy's work; the same bounds stand here too. */
import type { PoolClient } from 'pg';
import { withBelow } from '#engine/code-book.ts';
import { isDay } from '#engine/day.ts';
import type { Field } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { undone } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { recordJson } from './save.ts';
import { queryTokens } from './search-key.ts';

export type ListQuery = {
  readonly q?: string | undefined;
  /** Field → wanted codes, or a range of days. */
  readonly filters: Readonly<
    Record<
      string,
      { readonly values?: readonly string[]; readonly from?: string; readonly to?: string }
    >
  >;
  /** The path of a unit inside the actor's territory. */
  readonly unit_path?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly overdue_on?: string | undefined;
  /** `field` or `-field`. */
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly count?: boolean | undefined;
};

export type ListPage = {
  readonly records: AnyRecord[];
  readonly next: string | null;
  readonly count?: number;
  readonly count_is_exact?: boolean;
};

/** Counting stops here: nobody reads "51,237 found" differently from "more than 10,000". */
const countMax = 10_000;

/** `client` reads as the actor (readAs). */
export async function listRecords(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): Promise<ListPage> {
  const { where, values } = conditions(type, actor, query);
  const { field, descending } = sortOf(type, query.sort);
  // Empty values come first downwards and last upwards: both are how the index runs.
  const keys = descending
    ? `t.${field} desc nulls first, t.id desc`
    : `t.${field} asc nulls last, t.id asc`;
  const paged = [...where, ...afterCursor(field, descending, query.after, values)];
  const limit = `$${values.push(query.limit + 1)}`;
  const found = client.query(
    `select ${recordJson(type, 't')} as record from (select t.* from ${type.name} t where ${paged.join(' and ')} order by ${keys} limit ${limit}) t order by ${keys}`,
    values,
  );
  const counted = query.count ? countMatching(client, type, actor, query) : null;
  const [{ rows }, count] = await Promise.all([found, counted]);
  const records = rows.slice(0, query.limit).map((row) => row.record as AnyRecord);
  const last = records.at(-1);
  const next = rows.length > query.limit && last ? cursorOf(last[field], last.id) : null;
  return {
    records,
    next,
    ...(count === null
      ? {}
      : { count: Math.min(count, countMax), count_is_exact: count <= countMax }),
  };
}

async function countMatching(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): Promise<number> {
  const { where, values } = conditions(type, actor, query);
  const { rows } = await client.query(
    `select count(*)::int as n from (select from ${type.name} t where ${where.join(' and ')} limit ${countMax + 1}) t`,
    values,
  );
  return rows[0].n;
}

function conditions(
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): { where: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const path = query.unit_path ?? actor.grant.path;
  const where = [
    `t.path >= ${parameter(path)}`,
    `t.path < ${parameter(`${path}~`)}`,
    `t.state <> '${undone}'`,
  ];
  for (const [name, filter] of Object.entries(query.filters))
    where.push(...filterConditions(type, name, filter, parameter));
  if (query.mine) {
    const me = parameter(actor.person_id);
    where.push(`(t.keeper_id = ${me} or t.created_by = ${me})`);
  }
  if (query.overdue_on) {
    where.push(
      `exists (select from duty d where d.record_id = t.id and coalesce(d.postponed_to, d.due_on) < ${parameter(query.overdue_on)} and not d.waiting)`,
    );
  }
  // Every word has to be found; a word is a prefix of a name, its pinyin, its initials, or of a number.
  for (const token of queryTokens(query.q ?? '').slice(0, 5)) {
    where.push(
      `t.id in (select s.record_id from search_token s where s.record_type = ${parameter(type.name)} and s.token >= ${parameter(token)}
        and s.token < ${parameter(`${token}\u{10ffff}`)} and s.path >= ${parameter(path)} and s.path < ${parameter(`${path}~`)} limit 5000)`,
    );
  }
  return { where, values };
}

function filterConditions(
  type: AnyRecordType,
  name: string,
  filter: { values?: readonly string[]; from?: string; to?: string },
  parameter: (value: unknown) => string,
): string[] {
  const field: Field | undefined = type.fields[name];
  if (name !== 'state' && (!field || field.private)) throw unknownField(type, name);
  // Whoever filters by a kind means what the office keeps below it too.
  if (field?.kind === 'code')
    return [`t.${name} = any(${parameter(withBelow(field.list, filter.values ?? []))}::text[])`];
  if (name === 'state') return [`t.${name} = any(${parameter(filter.values ?? [])}::text[])`];
  switch (field?.kind) {
    case 'day': {
      const bounds = [
        ['>=', filter.from],
        ['<=', filter.to],
      ] as const;
      return bounds.flatMap(([operator, day]) => {
        if (day === undefined) return [];
        if (!isDay(day))
          throw new Problem('invalid', { en: `${day} is no day.`, zh: `“${day}”不是日期。` });
        return [`t.${name} ${operator} ${parameter(day)}`];
      });
    }
    case 'boolean':
      return [`t.${name} is ${filter.values?.[0] === 'true' ? '' : 'not '}true`];
    case 'codes':
      return [`t.${name} && ${parameter(withBelow(field.list, filter.values ?? []))}::text[]`];
    case 'link':
    case 'account':
      return [`t.${name} = any(${parameter(filter.values ?? [])}::uuid[])`];
    case 'unit':
      return [`t.${name} = any(${parameter(filter.values ?? [])}::int[])`];
    default:
      throw unknownField(type, name);
  }
}

function sortOf(
  type: AnyRecordType,
  sort: string | undefined,
): { field: string; descending: boolean } {
  const descending = sort === undefined || sort.startsWith('-');
  const field = sort?.replace(/^-/, '') ?? type.list.order;
  const known =
    ['state', 'updated_at', 'created_at'].includes(field) ||
    (type.fields[field] && !type.fields[field].private);
  if (!known) throw unknownField(type, field);
  return { field, descending };
}

function unknownField(type: AnyRecordType, name: string): Problem {
  return new Problem('invalid', {
    en: `${type.plural.en} cannot be filtered or sorted by ${name}.`,
    zh: `${type.plural.zh}不能按“${name}”筛选或排序。`,
  });
}

function cursorOf(value: unknown, id: string): string {
  return Buffer.from(JSON.stringify([value ?? null, id])).toString('base64url');
}

function afterCursor(
  field: string,
  descending: boolean,
  after: string | undefined,
  values: unknown[],
): string[] {
  if (!after) return [];
  const [value, id] = readCursor(after);
  if (value === null) {
    const rest = `t.${field} is null and t.id ${descending ? '<' : '>'} $${values.push(id)}`;
    return [descending ? `(${rest} or t.${field} is not null)` : rest];
  }
  const row = `(t.${field}, t.id) ${descending ? '<' : '>'} ($${values.push(value)}, $${values.push(id)})`;
  return [descending ? row : `(${row} or t.${field} is null)`];
}

function readCursor(cursor: string): [unknown, string] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [
      unknown,
      string,
    ];
    if (typeof id === 'string') return [value, id];
  } catch {
    // Falls through: any broken cursor is the same problem.
  }
  throw new Problem('invalid', {
    en: 'This page mark is broken. Open the register again.',
    zh: '翻页标记无效，请重新打开台账。',
  });
}
