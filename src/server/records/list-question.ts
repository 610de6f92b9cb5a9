/** What is asked of a register, as conditions of SQL: where, in what order, narrowed by what, from which page on. */
import type { PoolClient } from 'pg';
import { withBelow } from '#engine/code-book.ts';
import { isDay } from '#engine/day.ts';
import { isHidden } from '#engine/field.ts';
import type { Field } from '#engine/field.ts';
import { guardCeiling, guards } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { undone } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { maySortBy, sortOf } from '#engine/register.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { codedFilters, codesOf, isLarge, middleDepth, middleOf } from '../database/tables.ts';
import { queriesFor } from './found-by.ts';

type Filter = {
  readonly values?: readonly string[];
  readonly from?: string;
  readonly to?: string;
};

export type ListQuery = {
  readonly q?: string | undefined;
  /** Field → wanted codes, or a range of days. */
  readonly filters: Readonly<Record<string, Filter>>;
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

/** The values of one statement, numbered as they come. */
export class Given {
  readonly values: unknown[] = [];
  readonly parameter = (value: unknown): string => `$${this.values.push(value)}`;
}

/** A condition on `t`, written for the statement that it becomes a part of. */
export type Condition = (parameter: Given['parameter']) => string;

export function conjunction(conditions: readonly Condition[], { parameter }: Given): string {
  return conditions.map((condition) => condition(parameter)).join(' and ');
}

/** The register as this reader sees it. */
export function matching(
  type: AnyRecordType,
  conditions: readonly Condition[],
  given: Given,
): string {
  return `${type.name}_seen t where ${conjunction(conditions, given)}`;
}

/** The same page, for reading on in its order where an index has it so. */
export type Along = {
  readonly keys: string;
  readonly inOrder: readonly Condition[];
  /**
   * The index has what this unit keeps together: nothing of other units is walked past. But each record lies on a page
   * of its own, where the city's lie side by side: a step costs more.
   */
  readonly own: boolean;
  /** One unit without others below, in an order that no index has for it: a walk would read it whole each time. */
  readonly unordered: boolean;
};

export type Asked = {
  readonly field: string;
  readonly descending: boolean;
  readonly keys: string;
  /** Not only in the reader's own territory. */
  readonly anywhere: boolean;
  /** Of persons, those alone about whom the reader keeps something. */
  readonly few: boolean;
  readonly along: Along;
  readonly inUnit: readonly Condition[];
  /** In the unit, in the range of what it is sorted by, from the page on. */
  readonly inOrder: readonly Condition[];
  /** What else has to hold. */
  readonly narrowing: readonly Condition[];
  /** Every word has to be found: each is a prefix of a name, its pinyin, its initials, or of a number. */
  readonly words: readonly Condition[];
  /** What of the narrowing the index of a large register knows, once more in its words: see `codesOf`. */
  readonly codes: readonly Condition[];
};

export async function ask(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): Promise<Asked> {
  const path = query.unit_path ?? actor.grant.path;
  const { field, descending } = orderOf(type, query);
  const { [field]: range, ...filters } = query.filters;
  // A person who is looked for is found wherever they were registered: the policy says who is seen.
  const sought = type.identity !== undefined && query.q !== undefined && !query.unit_path;
  // So is what units above have issued for those below them.
  const anywhere = sought || (type.issued === true && !query.unit_path);
  const inUnit: Condition[] = [
    (p) =>
      anywhere
        ? `t.state <> '${undone}'`
        : `t.path >= ${p(path)} and t.path < ${p(`${path}~`)} and t.state <> '${undone}'`,
  ];
  // Cheaper to ask than the policy, and leaves it a few to judge.
  const few = type.identity !== undefined && guardCeiling(actor) === guards.open;
  const [own, mine] = [actor.person_id, actor.grant.path];
  if (few)
    inUnit.push(
      (p) => `(t.created_by = ${p(own)} or t.keeper_id = ${p(own)}
        or t.id in (select a.identity_id from about a where a.path >= ${p(mine)} and a.path < ${p(`${mine}~`)}))`,
    );
  const fromHere: Condition[] = [];
  if (range) fromHere.push(filterCondition(type, field, range));
  if (query.after) fromHere.push(afterCursor(field, descending, query.after));
  const inOrder = [...inUnit, ...fromHere];
  const narrowing = Object.entries(filters).map(([name, filter]) =>
    filterCondition(type, name, filter),
  );
  const { overdue_on } = query;
  const me = actor.person_id;
  if (query.mine) narrowing.push((p) => `(t.keeper_id = ${p(me)} or t.created_by = ${p(me)})`);
  if (overdue_on) {
    narrowing.push(
      (p) =>
        `exists (select from duty d where d.record_id = t.id and coalesce(d.postponed_to, d.due_on) < ${p(overdue_on)} and not d.waiting)`,
    );
  }
  // Empty values come first downwards and last upwards: both are how the index runs.
  const keys = descending
    ? `t.${field} desc nulls first, t.id desc`
    : `t.${field} asc nulls last, t.id asc`;
  const alongIndex = async (): Promise<Along> => {
    const elsewhere = { keys, inOrder, own: false, unordered: false };
    if (!isLarge(type) || anywhere) return elsewhere;
    const isOrdered = field === type.list.order;
    if (isOrdered && unitsOnPath(path).length === middleDepth) {
      const inMiddle: Condition = (p) =>
        `${middleOf('t.')} = ${p(path)} and t.state <> '${undone}'`;
      return { keys, inOrder: [inMiddle, ...fromHere], own: true, unordered: false };
    }
    if (await hasUnitsBelow(client, path)) return elsewhere;
    // All paths in a unit with nothing below it are the same, and the index of paths has its records in order.
    return isOrdered
      ? { ...elsewhere, keys: `t.path ${descending ? 'desc' : 'asc'}, ${keys}`, own: true }
      : { ...elsewhere, unordered: true };
  };
  return {
    field,
    descending,
    keys,
    anywhere,
    few,
    along: await alongIndex(),
    inUnit,
    inOrder,
    narrowing,
    words: queriesFor(type, query.q ?? '').map(
      (word): Condition =>
        (p) =>
          `t.found_by @@ ${p(word)}::tsquery`,
    ),
    codes: isLarge(type) ? codeConditions(type, filters, query.mine ? me : null) : [],
  };
}

async function hasUnitsBelow(client: PoolClient, path: string): Promise<boolean> {
  const { rows } = await client.query({
    name: 'has-units-below',
    text: `select exists (select from unit where path > $1 and path < $1 || '~') as has`,
    values: [path],
  });
  return rows[0].has;
}

/** See `codesOf`: one list of codes for each filter, of which one has to be there. */
function codeConditions(
  type: AnyRecordType,
  filters: ListQuery['filters'],
  me: string | null,
): Condition[] {
  const codes = codedFilters(type).flatMap((name) => {
    const wanted = filters[name] && wantedOf(type.fields[name], filters[name]);
    // Not true is also what nobody has said anything about, and that has no code.
    const isFalse = type.fields[name]?.kind === 'boolean' && wanted?.[0] !== 'true';
    return wanted && !isFalse ? [wanted.map((value) => `${name}=${value}`)] : [];
  });
  if (me) codes.push([`keeper_id=${me}`, `created_by=${me}`]);
  return codes.map(
    (list): Condition =>
      (p) =>
        `${codesOf(type, 't.')} && ${p(list)}::text[]`,
  );
}

/** Whoever filters by a kind means what the office keeps below it too. */
function wantedOf(field: Field | undefined, filter: Filter): readonly string[] {
  const values = filter.values ?? [];
  return field?.kind === 'code' || field?.kind === 'codes' ? withBelow(field.list, values) : values;
}

function filterCondition(type: AnyRecordType, name: string, filter: Filter): Condition {
  const field: Field | undefined = type.fields[name];
  if (name !== 'state' && (!field || isHidden(field))) throw unknownField(type, name);
  const values = wantedOf(field, filter);
  const isOneOf =
    (sqlType: string): Condition =>
    (p) =>
      `t.${name} = any(${p(values)}::${sqlType}[])`;
  if (name === 'state') return isOneOf('text');
  switch (field?.kind) {
    case 'code':
      return isOneOf('text');
    case 'day': {
      for (const day of [filter.from, filter.to])
        if (day !== undefined && !isDay(day))
          throw new Problem('invalid', { en: `${day} is no day.`, zh: `“${day}”不是日期。` });
      const from = filter.from ?? '-infinity';
      const to = filter.to ?? 'infinity';
      return (p) => `t.${name} between ${p(from)}::date and ${p(to)}::date`;
    }
    case 'boolean':
      return () => `t.${name} is ${values[0] === 'true' ? '' : 'not '}true`;
    case 'codes':
      return (p) => `t.${name} && ${p(values)}::text[]`;
    case 'link':
    case 'account':
      return isOneOf('uuid');
    case 'unit':
      return isOneOf('int');
    // One payment list, one scheme: whole words as they stand, and only where the register offers it.
    case 'text':
      if (!type.list.filters.includes(name)) throw unknownField(type, name);
      return isOneOf('text');
    default:
      throw unknownField(type, name);
  }
}

function orderOf(type: AnyRecordType, query: ListQuery): { field: string; descending: boolean } {
  const sort = sortOf(type, query.sort, query.filters);
  const field = sort.replace(/^-/, '');
  if (field !== type.list.order && !maySortBy(type, field)) throw unknownField(type, field);
  return { field, descending: sort.startsWith('-') };
}

function unknownField(type: AnyRecordType, name: string): Problem {
  return new Problem('invalid', {
    en: `${type.plural.en} cannot be filtered or sorted by ${name}.`,
    zh: `${type.plural.zh}不能按“${name}”筛选或排序。`,
  });
}

export function cursorOf(value: unknown, id: string): string {
  return Buffer.from(JSON.stringify([value ?? null, id])).toString('base64url');
}

export function afterCursor(field: string, descending: boolean, after: string): Condition {
  const [value, id] = readCursor(after);
  const beyond = descending ? '<' : '>';
  if (value === null) {
    return (p) => {
      const rest = `t.${field} is null and t.id ${beyond} ${p(id)}`;
      return descending ? `(${rest} or t.${field} is not null)` : rest;
    };
  }
  return (p) => {
    const row = `(t.${field}, t.id) ${beyond} (${p(value)}, ${p(id)})`;
    return descending ? row : `(${row} or t.${field} is null)`;
  };
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
