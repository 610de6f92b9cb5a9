/** One record and what stands around it: what it links to, who is named in it, its versions, what it counts for. */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { maskRecord } from '#engine/mask.ts';
import { notFound } from '#engine/problem.ts';
import type { Field } from '#engine/field.ts';
import { identityLinks, keepsSecrets, withCalled } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { keyColumns, keyJoin, openRecord } from '../keys/sealed-record.ts';
import { pinyinName } from './pinyin-name.ts';
import { loadRecords, readRecords } from './save.ts';

/** All readers act through row-level security: a record out of reach is no record. */
export async function findRecords(
  client: PoolClient,
  type: AnyRecordType,
  ids: readonly string[],
): Promise<AnyRecord[]> {
  return callPersons(client, type, await readRecords(client, type, ids));
}

/** Titles say whom a record is about: how those are called is read with it. */
async function callPersons(
  client: PoolClient,
  type: AnyRecordType,
  records: AnyRecord[],
): Promise<AnyRecord[]> {
  const links = identityLinks(type);
  if (links.length === 0 || records.length === 0) return records;
  const names = new Map<string, Text>();
  for (const to of new Set(links.map((link) => link.to))) {
    const ids = links
      .filter((link) => link.to === to)
      .flatMap(({ name }) => records.map((record) => record[name] as string | null));
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    for (const one of await loadRecords(client, to, wanted)) names.set(one.id, calledOf(to, one));
  }
  return records.map((record) => {
    const called = links.flatMap(({ name }) => {
      const text = names.get(record[name] as string);
      return text ? [[name, text] as const] : [];
    });
    return withCalled(record, Object.fromEntries(called));
  });
}

function calledOf(type: AnyRecordType, record: AnyRecord): Text {
  const { en, zh } = type.identity!.called(maskRecord(type, record));
  return { en: pinyinName(en), zh };
}

export async function getRecord(
  client: PoolClient,
  type: AnyRecordType,
  id: string,
): Promise<AnyRecord> {
  const [record] = await findRecords(client, type, [id]);
  if (!record) throw notFound();
  return record;
}

export type LinkTitle = {
  readonly type: string;
  readonly title: Text;
  readonly number: string | null;
};

/** Titles of what records link to; what the reader may not open is left out. */
export async function linkTitles(
  client: PoolClient,
  book: Book,
  type: AnyRecordType,
  records: readonly AnyRecord[],
): Promise<Record<string, LinkTitle>> {
  const wanted = new Map<string, Set<string>>();
  const collect = (fields: object, rows: readonly Record<string, any>[]) => {
    for (const [name, field] of Object.entries(fields) as [string, Field][]) {
      if (field.kind !== 'link') continue;
      const ids = wanted.get(field.to) ?? new Set();
      for (const row of rows) if (row[name]) ids.add(row[name]);
      wanted.set(field.to, ids);
    }
  };
  collect(type.fields, records);
  for (const [name, list] of Object.entries(type.children) as [string, ChildList][])
    collect(
      list.fields,
      records.flatMap((record) => record[name] ?? []),
    );
  const titles: Record<string, LinkTitle> = {};
  const load = async ([name, ids]: [string, Set<string>]) => {
    const target = book.record(name);
    for (const record of await findRecords(client, target, [...ids]))
      titles[record.id] = { type: name, ...titleOf(target, record) };
  };
  await Promise.all([...wanted].map(load));
  return titles;
}

export function titleOf(
  type: AnyRecordType,
  record: AnyRecord,
): { title: Text; number: string | null } {
  return {
    title: type.identity ? calledOf(type, record) : type.title(maskRecord(type, record)),
    number: type.numbers ? (record[type.numbers.field] ?? null) : null,
  };
}

/** Titles of any records of one type, by id: for opened figures and ledger entries. */
export async function titlesOf(client: PoolClient, type: AnyRecordType, ids: readonly string[]) {
  const records = await findRecords(client, type, ids);
  return new Map(
    records.map((record) => [record.id, { ...titleOf(type, record), unit_id: record.unit_id }]),
  );
}

export async function peopleNames(
  client: PoolClient,
  ids: readonly (string | null)[],
): Promise<Record<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  if (wanted.length === 0) return {};
  const { rows } = await client.query({
    name: 'people',
    text: 'select id, name from account where id = any($1::uuid[])',
    values: [wanted],
  });
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}

/** Accounts named in records: who keeps, who made, and fields that hold a person. */
export function peopleIn(type: AnyRecordType, records: readonly AnyRecord[]): (string | null)[] {
  const fields = (Object.entries(type.fields) as [string, Field][])
    .filter(([, f]) => f.kind === 'account')
    .map(([name]) => name);
  return records.flatMap((r) => [
    r.keeper_id,
    r.created_by,
    ...fields.map((name) => r[name] as string | null),
  ]);
}

export async function listVersions(client: PoolClient, type: AnyRecordType, id: string) {
  await getRecord(client, type, id);
  const { rows } = await client.query({
    name: `versions${keepsSecrets(type) ? ':secret' : ''}`,
    text: `select v.version, v.action, v.state, v.recorded_at as at, v.person_id, a.name as person_name, v.grant_role as role, v.reason,
        v.on_behalf_of, v.changed, v.content${keyColumns(type)}
      from record_version v left join account a on a.id = v.person_id ${keyJoin(type, 'v.record_id')}
      where v.record_id = $1 and v.record_type = $2 order by v.version desc`,
    values: [id, type.name],
  });
  return rows.map(({ person_id, person_name, content, master, wrapped, ...rest }) => ({
    ...rest,
    person: { id: person_id, name: person_name },
    content: maskRecord(type, openRecord(type, { record: content, master, wrapped })),
  }));
}

/** What a record counts for now: its lines, net. */
export async function countsFor(client: PoolClient, id: string) {
  const { rows } = await client.query({
    name: 'counts-for',
    text: `select m.name as measure, l.day, l.unit_id, f.content as facets, sum(l.amount)::bigint as amount
      from ledger_line l join measure m on m.id = l.measure_id join facet_set f on f.id = l.facet_set_id
      where l.record_id = $1 group by m.name, l.day, l.unit_id, f.content having sum(l.amount) <> 0 order by l.day, m.name`,
    values: [id],
  });
  return rows as {
    measure: string;
    day: string;
    unit_id: number;
    facets: Record<string, string>;
    amount: number;
  }[];
}

export async function dutiesOf(client: PoolClient, id: string) {
  const { rows } = await client.query({
    name: 'duties-of',
    text: `select key, label, from_day, due_on, postponed_to, rule, rule_version, calendar_version, action, statutory, waiting, certain
      from duty where record_id = $1 order by coalesce(postponed_to, due_on)`,
    values: [id],
  });
  return rows;
}
