/**
 * What a check reads beside its own record, in its transaction. The named parents are locked first, in order of id;
 * what this transaction itself changes is taken as it will be, and everything else as it is in the database.
 */
import type { PoolClient } from 'pg';
import type { Field } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import type {
  AnyRecord,
  AnyRecordType,
  Beside,
  ChildList,
  Found,
  Reading,
} from '#engine/record.ts';
import { childTable, sqlTypeOf } from '../database/tables.ts';
import { isCalled, sharedFor, wholeNamesFor } from './found-by.ts';
import { loadRecords } from './save.ts';

type Touched = { readonly type: AnyRecordType; readonly now: AnyRecord };

/** `client` writes: it is inside the transaction, and sees every record of the city. */
export async function readBeside(
  client: PoolClient,
  book: Book,
  { type, now }: Touched,
  beside: Beside<AnyRecord>,
  { touched, locked }: { readonly touched: readonly Touched[]; readonly locked: Set<string> },
): Promise<Found[]> {
  for (const link of beside.locks) {
    const field = type.fields[link] as Field;
    const id = now[link] as string | null;
    if (field.kind !== 'link' || !id || locked.has(id)) continue;
    await client.query(`select 1 from ${field.to} where id = $1 for update`, [id]);
    locked.add(id);
  }
  const found: Found[] = [];
  for (const read of beside.reads) {
    const reading = read(now, found);
    const other = book.record(reading.type);
    found.push(await readOne(client, other, other.name, reading, now.id, touched));
  }
  return found;
}

/** The same, outside any write: `client` may be a reader, and finds what that reader may open. */
export async function readAlone(
  client: PoolClient,
  type: AnyRecordType,
  reading: Reading,
  self: string,
): Promise<Found> {
  // The view, because words find by an index only where no policy stands before them.
  return readOne(client, type, `${type.name}_seen`, reading, self, []);
}

async function readOne(
  client: PoolClient,
  type: AnyRecordType,
  table: string,
  reading: Reading,
  self: string,
  transaction: readonly Touched[],
): Promise<Found> {
  const nothing = Object.values(reading.where).some((values) => values.length === 0);
  if (nothing || reading.called?.length === 0 || reading.shared?.length === 0)
    return { count: 0, sums: {}, records: [] };
  const here = transaction.filter((one) => one.type === type && one.now.id !== self);
  const stored = await readStored(client, type, table, reading, [
    self,
    ...here.map((one) => one.now.id),
  ]);
  const mine = here.map((one) => one.now).filter((record) => matches(type, reading, record));
  const sums = (reading.sums ?? []).map((field) => {
    const own = mine.reduce((total, record) => total + ((record[field] as number | null) ?? 0), 0);
    return [field, (stored.sums[field] ?? 0) + own] as const;
  });
  return {
    count: stored.count + mine.length,
    sums: Object.fromEntries(sums),
    records: [...mine, ...stored.records].slice(0, reading.records ?? 0),
  };
}

async function readStored(
  client: PoolClient,
  type: AnyRecordType,
  table: string,
  reading: Reading,
  but: readonly string[],
): Promise<Found> {
  const known = namedIds(reading)?.filter((id) => !but.includes(id));
  if (known) {
    const records = await loadRecords(client, type, known);
    return { count: records.length, sums: {}, records };
  }
  const values: unknown[] = [but];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [
    't.id <> all($1::uuid[])',
    ...conditionsOf(type, reading, parameter),
    ...Object.entries(reading.between ?? {}).map(
      ([field, [from, to]]) => `t.${field} between ${parameter(from)} and ${parameter(to)}`,
    ),
  ];
  if (reading.called) {
    where.push(`t.found_by @@ ${parameter(wholeNamesFor(type, reading.called))}::tsquery`);
  }
  if (reading.shared)
    where.push(`t.found_by @@ ${parameter(sharedFor(type, reading.shared))}::tsquery`);
  const sums = (reading.sums ?? []).map(
    (field) => `coalesce(sum(t.${field}), 0)::bigint as ${field}`,
  );
  const limit = parameter(reading.records ?? 0);
  const text = `select count(*)::int as n, ${[`(array_agg(t.id order by t.id))[1:${limit}::int] as ids`, ...sums].join(', ')}
    from ${table} t where ${where.join(' and ')}`;
  const rows = await plannedAnew(client, () => client.query(text, values));
  const { n, ids, ...added } = rows[0] as { n: number; ids: string[] | null };
  return { count: n, sums: added, records: await loadRecords(client, type, ids ?? []) };
}

/** A question for known records, and nothing else about them: then they are read at once. */
function namedIds({ where, between, called, shared, sums, records = 0 }: Reading): string[] | null {
  const [only, ...more] = Object.entries(where);
  if (only?.[0] !== 'id' || more.length > 0 || between || called || shared || sums) return null;
  return only[1].length <= records ? (only[1] as string[]) : null;
}

/** Whom a question asks for decides how it is found: planned for any values, a rare name is sought in every record. */
async function plannedAnew(
  client: PoolClient,
  ask: () => Promise<{ rows: object[] }>,
): Promise<object[]> {
  const [, { rows }] = await Promise.all([
    client.query('set local plan_cache_mode = force_custom_plan'),
    ask(),
    client.query('set local plan_cache_mode to default'),
  ]);
  return rows;
}

/** Conditions on one child list are about one and the same row. */
function conditionsOf(
  type: AnyRecordType,
  { where }: Reading,
  parameter: (value: unknown) => string,
): string[] {
  const own: string[] = [];
  const rows = new Map<string, string[]>();
  for (const [place, values] of Object.entries(where)) {
    const [name, column] = place.split('.') as [string, string?];
    if (column === undefined) {
      own.push(`t.${name} = any(${parameter(values)}::${sqlTypeOf(type.fields, name)}[])`);
      continue;
    }
    const { fields } = type.children[name] as ChildList;
    const condition = `c.${column} = any(${parameter(values)}::${sqlTypeOf(fields, column)}[])`;
    rows.set(name, [...(rows.get(name) ?? []), condition]);
  }
  const lists = [...rows].map(
    ([name, conditions]) =>
      `t.id in (select c.record_id from ${childTable(type, type.children[name] as ChildList)} c where ${conditions.join(' and ')})`,
  );
  return [...own, ...lists];
}

/** The same question put to a record that is not stored yet. */
function matches(type: AnyRecordType, reading: Reading, record: AnyRecord): boolean {
  const isWanted = (values: readonly unknown[], value: unknown) =>
    value !== null && values.includes(value);
  const byList = new Map<string, [string, readonly unknown[]][]>();
  for (const [place, values] of Object.entries(reading.where)) {
    const [name, column] = place.split('.') as [string, string?];
    if (column === undefined) {
      if (!isWanted(values, record[name])) return false;
    } else byList.set(name, [...(byList.get(name) ?? []), [column, values]]);
  }
  for (const [name, columns] of byList) {
    const rows = record[name] as Record<string, unknown>[];
    if (!rows.some((row) => columns.every(([column, values]) => isWanted(values, row[column]))))
      return false;
  }
  for (const [field, [from, to]] of Object.entries(reading.between ?? {})) {
    const day = record[field] as string | null;
    if (day === null || day < from || day > to) return false;
  }
  const own = reading.shared ? (type.likely?.shared?.(record) ?? []) : [];
  if (reading.shared && !reading.shared.some((word) => own.includes(word))) return false;
  return !reading.called || isCalled(type, record, reading.called);
}
