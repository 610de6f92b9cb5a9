/** A register: filtered, searched, ordered, a page at a time. Access is the policy's work; the same bounds stand here too. */
import type { PoolClient } from 'pg';
import type { Actor } from '#engine/permission.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { isLarge } from '../database/tables.ts';
import { afterCursor, ask, conjunction, cursorOf, Given, matching } from './list-question.ts';
import type { Along, Asked, Condition, ListQuery } from './list-question.ts';
import { findRecords } from './read.ts';

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
