/**
 * Saving as one statement. Everything that a write leaves behind (rows, child rows, versions, lines,
 * duties, receipts) goes in as sets of JSON rows, so one record and a thousand take the same single
 * round trip.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { guards } from '#engine/permission.ts';
import { identityLinks } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { childTable, foundBy, tablesOf } from '../database/tables.ts';
import { keyColumns, keyJoin, openRecord } from '../keys/sealed-record.ts';
import type { StoredRecord } from '../keys/sealed-record.ts';

export type SavedLine = {
  measure_id: number;
  day: string;
  unit_id: number;
  facet_set_id: number;
  guard: number;
  amount: number;
  subject: string | null;
  record_id: string;
  version: number;
  recorded_at?: string;
};

/** A record as it is kept, secrets sealed, with the words that find it. */
export type SavedRecord = { readonly row: AnyRecord; readonly found_by: string };

export type Savings = {
  /** The final rows by type, and which of them were there before. */
  readonly records: Map<AnyRecordType, SavedRecord[]>;
  /** Keys of records that keep secrets and are new. */
  readonly keys: readonly {
    readonly record_id: string;
    readonly master: string;
    readonly wrapped: string;
  }[];
  /** Types whose records are found by the names of these persons: their words follow. */
  readonly named: readonly {
    readonly type: AnyRecordType;
    readonly link: string;
    readonly to: AnyRecordType;
  }[];
  readonly existing: readonly string[];
  readonly versions: readonly object[];
  readonly lines: readonly SavedLine[];
  readonly duties: readonly object[];
  /** Whom they are about, each as it stands now. */
  readonly about: readonly object[];
  readonly receipts: readonly object[];
  /** Records whose guard changed: their earlier versions follow. */
  readonly guarded: readonly { readonly id: string; readonly guard: number }[];
  /** Records kept elsewhere now: whoever keeps them there reads their history. */
  readonly moved: readonly { readonly id: string; readonly path: string }[];
  /** Records with another keeper: whoever keeps them now reads their history. */
  readonly kept: readonly { readonly id: string; readonly keeper_id: string | null }[];
};

/** What several leave behind, as if one had. */
export function together(all: readonly Savings[]): Savings {
  const records = new Map<AnyRecordType, SavedRecord[]>();
  for (const own of all)
    for (const [type, rows] of own.records)
      records.set(type, [...(records.get(type) ?? []), ...rows]);
  return {
    records,
    keys: all.flatMap((one) => one.keys),
    named: all.flatMap((one) => one.named),
    existing: all.flatMap((one) => one.existing),
    versions: all.flatMap((one) => one.versions),
    lines: all.flatMap((one) => one.lines),
    duties: all.flatMap((one) => one.duties),
    about: all.flatMap((one) => one.about),
    receipts: all.flatMap((one) => one.receipts),
    guarded: all.flatMap((one) => one.guarded),
    moved: all.flatMap((one) => one.moved),
    kept: all.flatMap((one) => one.kept),
  };
}

type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] };

const versionColumns = [
  'record_id', 'version', 'record_type', 'action', 'state', 'reason', 'write_id', 'person_id', 'grant_role',
  'on_behalf_of', 'recorded_at', 'path', 'guard', 'keeper_id', 'created_by', 'changed', 'content',
]; // prettier-ignore
const dutyColumns = [
  'record_id', 'key', 'record_type', 'line', 'unit_id', 'path', 'guard', 'keeper_id', 'created_by', 'label', 'title',
  'from_day', 'due_on', 'rule', 'rule_version', 'calendar_version', 'action', 'roles', 'statutory', 'waiting', 'personal', 'asked', 'certain',
  'escalate_days', 'escalate_to',
]; // prettier-ignore
const aboutColumns = [
  'record_id', 'field', 'identity_id', 'record_type', 'line', 'path', 'guard', 'keeper_id', 'created_by',
]; // prettier-ignore
/** What a duty keeps from the day its clock started, whatever becomes of the rule or the calendar. */
const dutyFrozen = new Set(['due_on', 'rule', 'rule_version', 'calendar_version', 'certain']);
const lineTypes =
  'measure_id smallint, day date, unit_id integer, facet_set_id integer, guard smallint, amount bigint, subject uuid, record_id uuid, version integer, recorded_at timestamptz';

/** `setsTime`: the loader's statement, which alone names recorded_at of lines. */
export function saveStatement(savings: Savings, setsTime: boolean): Statement {
  const types = [...savings.records.keys()];
  const parts: string[] = [];
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const json = (rows: readonly unknown[]) => `${parameter(JSON.stringify(rows))}::jsonb`;
  // What is new has nothing to take away. Left out, because each table named costs time, whether or not it has a row.
  const existing = savings.existing.length > 0 && `${parameter(savings.existing)}::uuid[]`;
  const shape = types.map((type, i) => {
    const rows = savings.records.get(type)!;
    const own = json(rows.map((saved) => rowOf(type, saved)));
    const into = existing ? upsert : insert;
    parts.push(`t${i} as (${into(type.name, columnsOf(type, 0), own, foundThrough(type))})`);
    const lists = (Object.values(type.children) as ChildList[]).flatMap((child, j) => {
      const childRows = rows.flatMap(({ row }) => childRowsOf(row, child));
      if (!existing && childRows.length === 0) return [];
      const table = childTable(type, child);
      const data = json(childRows);
      if (existing)
        parts.push(
          `t${i}g${j} as (delete from ${table} where record_id = any(${existing}) and id <> all(select (x->>'id')::uuid from jsonb_array_elements(${data}) x))`,
        );
      parts.push(`t${i}c${j} as (${into(table, columnsOf(type, j + 1), data)})`);
      return [j];
    });
    return existing ? type.name : `${type.name}(${lists.join(',')})`;
  });
  if (savings.keys.length > 0)
    parts.push(
      `keys as (insert into data_key (record_id, master, wrapped) select record_id, master, wrapped
        from jsonb_populate_recordset(null::data_key, ${json(savings.keys)}))`,
    );
  savings.named.forEach(({ type, link, to }, i) => {
    const saved = savings.records.get(to)!.map(({ row, found_by }) => ({ id: row.id, found_by }));
    const here = (savings.records.get(type) ?? []).map(({ row }) => row.id);
    parts.push(
      `n${i} as (update ${type.name} t set ${foundBy} = ts_delete(t.${foundBy}, tsvector_to_array(p.${foundBy})) || w.${foundBy}
        from ${to.name} p, jsonb_populate_recordset(null::${to.name}, ${json(saved)}) w
        where p.id = w.id and t.${link} = w.id and p.${foundBy} <> w.${foundBy} and t.id <> all(${parameter(here)}::uuid[]))`,
    );
  });
  parts.push(
    `versions as (insert into record_version (${versionColumns.join(', ')})
      select ${versionColumns.map((c) => (c === 'recorded_at' ? 'coalesce(r.recorded_at, now())' : `r.${c}`)).join(', ')}
      from jsonb_populate_recordset(null::record_version, ${json(savings.versions)}) r)`,
  );
  const time = setsTime ? ', recorded_at' : '';
  const lineColumns =
    'measure_id, day, unit_id, facet_set_id, guard, amount, subject, record_id, version';
  parts.push(
    `lines as (insert into ledger_line (${lineColumns}${time}) select ${lineColumns}${time}
      from jsonb_to_recordset(${json(savings.lines)}) as l(${lineTypes}))`,
  );
  const duties = json(savings.duties);
  if (existing)
    parts.push(
      `duties_gone as (delete from duty d where d.record_id = any(${existing}) and not exists
      (select from jsonb_array_elements(${duties}) x where (x->>'record_id')::uuid = d.record_id and x->>'key' = d.key))`,
      // What hangs on a record follows its place and its guard.
      `attachments as (update attachment a set path = v.path, guard = v.guard, keeper_id = v.keeper_id
      from (select distinct on (record_id) * from jsonb_populate_recordset(null::record_version, ${json(savings.versions)})
        order by record_id, version desc) v
      where a.record_id = v.record_id and a.record_id = any(${existing}))`,
    );
  parts.push(
    `duties as (insert into duty (${dutyColumns.join(', ')})
      select ${dutyColumns.map((c) => `r.${c}`).join(', ')} from jsonb_populate_recordset(null::duty, ${duties}) r${
        existing ? ` on conflict (record_id, key) do update set ${dutyChanges}` : ''
      })`,
  );
  if (types.some((type) => identityLinks(type).length > 0)) {
    const about = json(savings.about);
    const changes = aboutColumns.slice(2).map((c) => `${c} = excluded.${c}`);
    if (existing)
      parts.push(
        `about_gone as (delete from about a where a.record_id = any(${existing}) and not exists
          (select from jsonb_array_elements(${about}) x where (x->>'record_id')::uuid = a.record_id and x->>'field' = a.field))`,
      );
    parts.push(
      `about_now as (insert into about (${aboutColumns.join(', ')})
        select ${aboutColumns.join(', ')} from jsonb_populate_recordset(null::about, ${about})${
          existing ? ` on conflict (record_id, field) do update set ${changes.join(', ')}` : ''
        })`,
    );
  }
  parts.push(
    `receipts as (insert into receipt (write_id, person_id, body_hash, answer)
      select write_id, person_id, body_hash, answer from jsonb_populate_recordset(null::receipt, ${json(savings.receipts)}))`,
  );
  const regards = savings.guarded.length > 0;
  if (regards) {
    const withGuard = (wanted: (guard: number) => boolean) =>
      parameter(savings.guarded.filter((g) => wanted(g.guard)).map((g) => g.id));
    parts.push(
      `unsealed as (delete from sealed_record where record_id = any(${withGuard((guard) => guard < guards.sealed)}::uuid[]))`,
      `sealed as (insert into sealed_record
        select unnest(${withGuard((guard) => guard === guards.sealed)}::uuid[]) on conflict do nothing)`,
    );
  }
  const keeps = savings.kept.length > 0;
  const moves = savings.moved.length > 0;
  const follow = [
    ...(regards
      ? [
          `guard_versions(${parameter(savings.guarded.map((g) => g.id))}::uuid[], ${parameter(savings.guarded.map((g) => g.guard))}::smallint[])`,
        ]
      : []),
    ...(moves
      ? [
          `place_versions(${parameter(savings.moved.map((m) => m.id))}::uuid[], ${parameter(savings.moved.map((m) => m.path))}::text[])`,
        ]
      : []),
    ...(keeps
      ? [
          `keep_versions(${parameter(savings.kept.map((k) => k.id))}::uuid[], ${parameter(savings.kept.map((k) => k.keeper_id))}::uuid[])`,
        ]
      : []),
  ];
  const end = `select ${follow.join(', ') || '1'}`;
  const more = `${savings.keys.length > 0 ? ':keys' : ''}${savings.named.map((n) => `:${n.type.name}.${n.link}`).join('')}`;
  const name = `save:${shape.join('+')}${more}${setsTime ? ':loader' : ''}${regards ? ':guard' : ''}${moves ? ':moved' : ''}${keeps ? ':keeper' : ''}`;
  return { name: shortName(name), text: `with ${parts.join(',\n')}\n${end}`, values };
}

/** PostgreSQL tells names apart by their first 63 bytes. */
function shortName(name: string): string {
  if (name.length <= 63) return name;
  return `save:${createHash('sha256').update(name).digest('base64url')}`;
}

function dutyUpdate(column: string): string {
  if (!dutyFrozen.has(column)) return `${column} = excluded.${column}`;
  // A day that was only expected is no promise: it becomes the certain one.
  return `${column} = case when duty.from_day = excluded.from_day and duty.certain then duty.${column} else excluded.${column} end`;
}

const dutyChanges = dutyColumns.slice(2).map(dutyUpdate).join(', ');

/** Whoever is found by the name of a person has the person's words beside its own. */
export function foundThrough(type: AnyRecordType): string {
  const words = identityLinks(type).map(
    ({ name, to }) =>
      `coalesce((select p.${foundBy} from ${to.name} p where p.id = r.${name}), '')`,
  );
  return [`r.${foundBy}`, ...words].join(' || ');
}

/** What is new cannot meet what is there, unless it is sent twice: then the database refuses it, and quickly. */
function insert(
  table: string,
  columns: readonly string[],
  data: string,
  found: string = `r.${foundBy}`,
): string {
  const values = columns.map((c) => (c === foundBy ? found : `r.${c}`));
  return `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
    from jsonb_populate_recordset(null::${table}, ${data}) r`;
}

function upsert(
  table: string,
  columns: readonly string[],
  data: string,
  found: string = `r.${foundBy}`,
): string {
  const updates = columns
    .filter((c) => !['id', 'created_at', 'created_by'].includes(c))
    .map((c) => `${c} = excluded.${c}`);
  return `${insert(table, columns, data, found)} on conflict (id) do update set ${updates.join(', ')}`;
}

const columnCache = new WeakMap<AnyRecordType, string[][]>();

function columnsOf(type: AnyRecordType, table: number): string[] {
  let known = columnCache.get(type);
  if (!known) {
    known = tablesOf(type).map((t) => t.columns.map((c) => c.name));
    columnCache.set(type, known);
  }
  return known[table]!;
}

/** The record's own row: without its child lists, which have tables of their own, and with what finds it. */
function rowOf(type: AnyRecordType, saved: SavedRecord): object {
  const row = filled(saved.row, (name) => !(name in type.children));
  row[foundBy] = saved.found_by;
  return row;
}

function childRowsOf(record: AnyRecord, child: ChildList): object[] {
  return (record[child.name] as object[]).map((one, position) => {
    const row = filled(one);
    row['record_id'] = record.id;
    row['position'] = position;
    return row;
  });
}

/** Without what is empty, most of a young record: what is not named becomes null all the same, and costs nothing. */
function filled(row: object, wanted?: (name: string) => boolean): Record<string, unknown> {
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row))
    if (value !== null && value !== undefined && (!wanted || wanted(name))) left[name] = value;
  return left;
}

/** Reads records as they were saved, child lists included, and locks them in order of id. */
function loadStatement(
  type: AnyRecordType,
  lock: 'for update' | 'for share' | '' = '',
): { name: string; text: string } {
  return {
    name: `load:${type.name}:${lock}`,
    text: `select ${recordJson(type, 't')} as record${keyColumns(type)} from ${type.name} t ${keyJoin(type, 't.id')}
      where t.id = any($1::uuid[]) order by t.id ${lock ? `${lock} of t` : ''}`,
  };
}

/**
 * The same for one who reads. A person is sought so that being sealed and not being there take one and the same way; of
 * all else the policy alone stands before a row, and asks nothing but the row itself.
 */
export async function readRecords(
  client: Pick<PoolClient, 'query'>,
  type: AnyRecordType,
  ids: readonly string[],
): Promise<AnyRecord[]> {
  if (!type.identity) return loadRecords(client, type, ids);
  if (ids.length === 0) return [];
  const { rows } = await client.query({
    name: `read:${type.name}`,
    text: `select ${recordJson(type, 't')} as record${keyColumns(type)}
      from ${type.name}_asked($1::uuid[]) t ${keyJoin(type, 't.id')} order by t.id`,
    values: [ids],
  });
  return (rows as StoredRecord[]).map((row) => openRecord(type, row));
}

/** Records as they were saved, secrets opened. */
export async function loadRecords(
  client: Pick<PoolClient, 'query'>,
  type: AnyRecordType,
  ids: readonly string[],
  lock: 'for update' | 'for share' | '' = '',
): Promise<AnyRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query({ ...loadStatement(type, lock), values: [ids] });
  return (rows as StoredRecord[]).map((row) => openRecord(type, row));
}

/**
 * The SQL expression for a whole record with its child lists, as JSON. Column by column, and as text: putting it
 * together as jsonb took four times as long.
 */
export function recordJson(type: AnyRecordType, alias: string): string {
  const columns = columnsOf(type, 0).filter((name) => name !== foundBy);
  const children = (Object.entries(type.children) as [string, ChildList][]).map(
    ([name, child], i) => {
      const own = columnsOf(type, i + 1).filter((c) => c !== 'record_id' && c !== 'position');
      return `(select coalesce(json_agg(c), '[]') from (select ${own.join(', ')}
        from ${childTable(type, child)} where record_id = ${alias}.id order by position) c) as ${name}`;
    },
  );
  const parts = [...columns.map((name) => `${alias}.${name}`), ...children];
  return `(select row_to_json(r) from (select ${parts.join(', ')}) r)`;
}
