/** A register: filtered, searched, ordered, a page at a time. Access is the policy's work; the same bounds stand here too. */
import type { PoolClient } from 'pg';
import { withBelow } from '#engine/code-book.ts';
import { isDay } from '#engine/day.ts';
import { isHidden } from '#engine/field.ts';
import type { Field } from '#engine/field.ts';
import { guardCeiling, guards } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { undone } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { maySortBy, sortOf } from '#engine/register.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { codedFilters, codesOf, isLarge, middleDepth, middleOf } from '../database/tables.ts';
import { findRecords } from './read.ts';
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

export type ListPage = {
  readonly records: AnyRecord[];
  readonly next: string | null;
  readonly count?: number;
  readonly count_is_exact?: boolean;
};

/** Counting stops here: nobody reads "51,237 found" differently from "more than 10,000". */
const countMax = 10_000;

/** How many records are looked at in their order before an index is asked: some 20 ms. */
const walkMax = 12_000;
/** How many where the first stretch promises that a page will be full by then. */
const longWalkMax = 50_000;
/** Below this all that there is in reach is looked at. */
const smallMax = 5000;
/** What fewer than this match is looked up at once. */
const rareMax = 2000;
/** A word that fewer than this share of the records have is looked up by its index. */
const rareWord = 0.02;
/** What more than this match is not looked up: reading them all would be worse than any walk. */
const lookUpMax = 100_000;

/** `client` reads as the actor (readAs). */
export async function listRecords(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): Promise<ListPage> {
  const asked = await ask(client, type, actor, query);
  const ids = await findPage(client, type, asked, query.limit + 1);
  const records = await readInOrder(client, type, ids.slice(0, query.limit));
  const last = records.at(-1);
  const next = ids.length > query.limit && last ? cursorOf(last[asked.field], last.id) : null;
  if (!query.count) return { records, next };
  const count = await countMatching(client, type, actor, query);
  return { records, next, count: Math.min(count, countMax), count_is_exact: count <= countMax };
}

async function readInOrder(
  client: PoolClient,
  type: AnyRecordType,
  ids: readonly string[],
): Promise<AnyRecord[]> {
  const found = new Map((await findRecords(client, type, ids)).map((r) => [r.id, r]));
  return ids.map((id) => found.get(id)!);
}

/** The ids of a page in its order, and one more where there are more. */
async function findPage(
  client: PoolClient,
  type: AnyRecordType,
  asked: Asked,
  limit: number,
): Promise<string[]> {
  const { field, keys, along, inUnit, inOrder, narrowing, words, codes } = asked;
  const read = async (from: (given: Given) => string, order = along.keys) => {
    const given = new Given();
    const { rows } = await client.query(
      `select t.id from ${from(given)} order by ${order} limit ${limit}`,
      given.values,
    );
    return rows.map((row) => row.id as string);
  };
  const everything = [...along.inOrder, ...narrowing, ...words];
  const walk = () => read((given) => matching(type, everything, given));
  if (!isLarge(type)) return walk();
  const question = [inOrder, inUnit, [...inOrder, ...narrowing]];
  const [kept, inAll, narrowed] = (await estimate(client, type, question)) as [
    number,
    number,
    number,
  ];
  /** Of all that the register holds; the rest belongs to other units. */
  const share = inAll / Math.max(inAll, await rowsOf(client, type), 1);
  const passed = along.own ? 1 : share;
  const others = [...narrowing, ...words];
  const walkOn = (visits: number, wanted = limit, from?: string) =>
    walkFor(client, type, asked, { rows: Math.ceil(visits * passed), wanted, from });
  // The index of codes knows all units: it helps where it finds less in all of them than there is in this one.
  const coded = narrowed < kept * share ? codes : [];
  // The fence keeps the planner from walking in order instead of looking up.
  const lookUp = (found: readonly Condition[]) =>
    read((given) => {
      const where = [...inOrder, ...narrowing, ...found, ...coded];
      return `(select t.id, t.${field} from ${matching(type, where, given)} offset 0) t`;
    }, keys);
  // Reading on in order would ask of each person in the city whether this reader knows them.
  if (asked.anywhere) return lookUp(words);
  // And whoever sees only those they work with would have to be asked about everybody, to find a few of them.
  if (asked.few) return lookUp(words.map(afterwards));
  if (kept <= smallMax || (along.unordered && kept <= longWalkMax))
    return lookUp(words.map(afterwards));
  if (others.length === 0) return walk();
  if (narrowed <= rareMax) return lookUp(words.map(afterwards));
  // What is common soon fills a page by reading on in order, and what is rare is found by its index. Which it is,
  // statistics cannot tell: how common "zhang" is in a county, how many of those accepted in March are still open. So a
  // stretch is read first.
  const [step, longest] = along.own ? [walkMax / 2, longWalkMax / 2] : [walkMax, longWalkMax];
  const first = await walkOn(step);
  if (first.ended) return first.ids;
  const enough = (1.3 * step * limit) / first.ids.length;
  if (enough < longest) {
    const second = await walkOn(enough - step, limit - first.ids.length, first.from);
    if (second.ended) return [...first.ids, ...second.ids];
  }
  if (words.length > 0) {
    const { rarest, share: its } = await rarestOf(
      client,
      type,
      asked,
      Math.ceil((step / 4) * passed),
    );
    if (its < rareWord || narrowed > lookUpMax)
      return lookUp(words.map((word, i) => (i === rarest ? word : afterwards(word))));
  }
  return narrowed <= lookUpMax ? lookUp(words.map(afterwards)) : walk();
}

/** So many records of the register in their order, whether or not they are wanted. */
function stretch(
  type: AnyRecordType,
  { keys, inOrder }: Along,
  rows: number,
  given: Given,
  from?: Condition,
): string {
  const conditions = from ? [...inOrder, from] : inOrder;
  return `(select t.*, row_number() over (order by ${keys}) as nth
    from ${matching(type, conditions, given)} order by ${keys} limit ${rows}) t`;
}

type Walked = {
  readonly ids: string[];
  /** As many as wanted were found, or there are no more. */
  readonly ended: boolean;
  /** The last record looked at, to read on behind it. */
  readonly from?: string;
};

/** Reads a stretch in order, and stops as soon as enough was found. */
async function walkFor(
  client: PoolClient,
  type: AnyRecordType,
  { field, descending, along, narrowing, words }: Asked,
  { rows: most, wanted, from }: { rows: number; wanted: number; from?: string | undefined },
): Promise<Walked> {
  const given = new Given();
  const behind = from === undefined ? undefined : afterCursor(field, descending, from);
  const part = stretch(type, along, most, given, behind);
  const fits = conjunction([...narrowing, ...words], given);
  // The last of the stretch is answered too: it says where to read on, and that there may be more.
  const { rows } = await onFoot(client, () =>
    client.query(
      `select t.id, to_json(t.${field}) as at, t.nth, (${fits}) as fits from ${part}
        where (${fits}) or t.nth = ${most} order by ${along.keys} limit ${wanted}`,
      given.values,
    ),
  );
  const ids = rows.filter((row) => row.fits).map((row) => row.id as string);
  const last = rows.at(-1);
  const ended = ids.length === wanted || last?.nth !== most;
  return { ids, ended, ...(ended ? {} : { from: cursorOf(last.at, last.id) }) };
}

/**
 * Along an index and no other way. The planner takes the township that the page is of and the territory that its reader
 * sees for two independent things, expects few records, and would rather sort all there are.
 */
async function onFoot<T>(client: PoolClient, read: () => Promise<T>): Promise<T> {
  const set = (value: string) =>
    client.query(
      `select set_config('enable_sort', '${value}', true), set_config('enable_bitmapscan', '${value}', true)`,
    );
  const [, found] = await Promise.all([set('off'), read(), set('on')]);
  return found;
}

/** Which word the fewest records have: of a common one an index would gather a third of all. */
async function rarestOf(
  client: PoolClient,
  type: AnyRecordType,
  { along, words }: Asked,
  most: number,
): Promise<{ rarest: number; share: number }> {
  const given = new Given();
  const from = stretch(type, along, most, given);
  const counts = words.map((word) => `count(*) filter (where ${word(given.parameter)})::int`);
  const { rows } = await onFoot(client, () =>
    client.query(
      `select count(*)::int as n, array[${counts.join(', ')}] as counts from ${from}`,
      given.values,
    ),
  );
  const { n, counts: found } = rows[0] as { n: number; counts: number[] };
  const fewest = Math.min(...found);
  return { rarest: found.indexOf(fewest), share: fewest / n };
}

/** A condition for what other conditions have found: no index is asked for it. */
function afterwards(condition: Condition): Condition {
  return (p) => `(${condition(p)}) is true`;
}

/** How many records the whole register holds, whoever asks, as of the last vacuum; -1 before the first. */
async function rowsOf(client: PoolClient, type: AnyRecordType): Promise<number> {
  const { rows } = await client.query({
    name: 'rows-of',
    text: 'select reltuples from pg_class where oid = $1::regclass',
    values: [type.name],
  });
  return rows[0].reltuples;
}

async function countMatching(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
): Promise<number> {
  const question = { ...query, after: undefined };
  const { inOrder, narrowing, words, codes } = await ask(client, type, actor, question);
  const given = new Given();
  const { rows } = await client.query(
    `select count(*)::int as n from (select from ${matching(type, [...inOrder, ...narrowing, ...words, ...codes], given)} limit ${countMax + 1}) t`,
    given.values,
  );
  return rows[0].n;
}

/** How many records there are of each, as far as PostgreSQL's statistics know. */
async function estimate(
  client: PoolClient,
  type: AnyRecordType,
  questions: readonly (readonly Condition[])[],
): Promise<number[]> {
  const given = new Given();
  // Each is a part of one plan; a single one is the plan itself.
  const parts = questions.map((conditions) => `(select from ${matching(type, conditions, given)})`);
  const { rows } = await client.query(
    `explain (format json) ${parts.join(' union all ')}`,
    given.values,
  );
  const { Plan: plan } = rows[0]['QUERY PLAN'][0];
  const plans = questions.length === 1 ? [plan] : plan.Plans;
  return plans.map((part: { 'Plan Rows': number }) => part['Plan Rows']);
}

/** The values of one statement, numbered as they come. */
class Given {
  readonly values: unknown[] = [];
  readonly parameter = (value: unknown): string => `$${this.values.push(value)}`;
}

/** A condition on `t`, written for the statement that it becomes a part of. */
type Condition = (parameter: Given['parameter']) => string;

function conjunction(conditions: readonly Condition[], { parameter }: Given): string {
  return conditions.map((condition) => condition(parameter)).join(' and ');
}

/** The register as this reader sees it. */
function matching(type: AnyRecordType, conditions: readonly Condition[], given: Given): string {
  return `${type.name}_seen t where ${conjunction(conditions, given)}`;
}

/** The same page, for reading on in its order where an index has it so. */
type Along = {
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

type Asked = {
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

async function ask(
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

function cursorOf(value: unknown, id: string): string {
  return Buffer.from(JSON.stringify([value ?? null, id])).toString('base64url');
}

function afterCursor(field: string, descending: boolean, after: string): Condition {
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
