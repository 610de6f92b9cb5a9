/**
 * Saving as one statement. Everything that a write leaves behind (rows, child rows, versions, lines,
 * duties, receipts) goes in as sets of JSON rows, so one record and a thousand take the same single
 * round trip.
 */
import type { Field } from '#engine/field.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { childTable, foundBy, tablesOf } from '../database/tables.ts';
import { lexemesOf, searchTokens } from './search-key.ts';

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

export type Savings = {
  /** The final rows by type, and which of them were there before. */
  readonly records: Map<AnyRecordType, AnyRecord[]>;
  readonly existing: readonly string[];
  readonly versions: readonly object[];
  readonly lines: readonly SavedLine[];
  readonly duties: readonly object[];
  readonly receipts: readonly object[];
  /** Records whose guard changed: their earlier versions follow. */
  readonly guarded: readonly { readonly id: string; readonly guard: number }[];
  /** Records with another keeper: whoever keeps them now reads their history. */
  readonly kept: readonly { readonly id: string; readonly keeper_id: string | null }[];
};

type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] };

const versionColumns = [
  'record_id', 'version', 'record_type', 'action', 'state', 'reason', 'write_id', 'person_id', 'grant_role',
  'on_behalf_of', 'recorded_at', 'path', 'guard', 'keeper_id', 'created_by', 'changed', 'content',
]; // prettier-ignore
const dutyColumns = [
  'record_id', 'key', 'record_type', 'line', 'unit_id', 'path', 'guard', 'keeper_id', 'created_by', 'label', 'title',
  'from_day', 'due_on', 'rule', 'rule_version', 'calendar_version', 'action', 'roles', 'statutory', 'waiting', 'personal', 'certain',
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
  const existing = `${parameter(savings.existing)}::uuid[]`;
  types.forEach((type, i) => {
    const rows = savings.records.get(type)!;
    parts.push(
      `t${i} as (${upsert(type.name, columnsOf(type, 0), json(rows.map((row) => rowOf(type, row))))})`,
    );
    (Object.values(type.children) as ChildList[]).forEach((child, j) => {
      const table = childTable(type, child);
      const childRows = rows.flatMap((row) => childRowsOf(row, child));
      const data = json(childRows);
      parts.push(
        `t${i}g${j} as (delete from ${table} where record_id = any(${existing}) and id <> all(select (x->>'id')::uuid from jsonb_array_elements(${data}) x))`,
        `t${i}c${j} as (${upsert(table, columnsOf(type, j + 1), data)})`,
      );
    });
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
  parts.push(
    `duties_gone as (delete from duty d where d.record_id = any(${existing}) and not exists
      (select from jsonb_array_elements(${duties}) x where (x->>'record_id')::uuid = d.record_id and x->>'key' = d.key))`,
    `duties as (insert into duty (${dutyColumns.join(', ')})
      select ${dutyColumns.map((c) => `r.${c}`).join(', ')} from jsonb_populate_recordset(null::duty, ${duties}) r
      on conflict (record_id, key) do update set ${dutyColumns.slice(2).map(dutyUpdate).join(', ')})`,
  );
  // What hangs on a record follows its place and its guard.
  parts.push(
    `attachments as (update attachment a set path = v.path, guard = v.guard, keeper_id = v.keeper_id
      from (select distinct on (record_id) * from jsonb_populate_recordset(null::record_version, ${json(savings.versions)})
        order by record_id, version desc) v
      where a.record_id = v.record_id and a.record_id = any(${existing}))`,
    `receipts as (insert into receipt (write_id, person_id, body_hash, answer)
      select write_id, person_id, body_hash, answer from jsonb_populate_recordset(null::receipt, ${json(savings.receipts)}))`,
  );
  const regards = savings.guarded.length > 0;
  const keeps = savings.kept.length > 0;
  const follow = [
    ...(regards
      ? [
          `guard_versions(${parameter(savings.guarded.map((g) => g.id))}::uuid[], ${parameter(savings.guarded.map((g) => g.guard))}::smallint[])`,
        ]
      : []),
    ...(keeps
      ? [
          `keep_versions(${parameter(savings.kept.map((k) => k.id))}::uuid[], ${parameter(savings.kept.map((k) => k.keeper_id))}::uuid[])`,
        ]
      : []),
  ];
  const end = `select ${follow.join(', ') || '1'}`;
  const name = `save:${types.map((t) => t.name).join('+')}${setsTime ? ':loader' : ''}${regards ? ':guard' : ''}${keeps ? ':keeper' : ''}`;
  return { name, text: `with ${parts.join(',\n')}\n${end}`, values };
}

function dutyUpdate(column: string): string {
  if (!dutyFrozen.has(column)) return `${column} = excluded.${column}`;
  // A day that was only expected is no promise: it becomes the certain one.
  return `${column} = case when duty.from_day = excluded.from_day and duty.certain then duty.${column} else excluded.${column} end`;
}

function upsert(table: string, columns: readonly string[], data: string): string {
  const updates = columns
    .filter((c) => !['id', 'created_at', 'created_by'].includes(c))
    .map((c) => `${c} = excluded.${c}`);
  return `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')}
    from jsonb_populate_recordset(null::${table}, ${data}) on conflict (id) do update set ${updates.join(', ')}`;
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
function rowOf(type: AnyRecordType, record: AnyRecord): object {
  const row: Record<string, unknown> = { ...record };
  for (const name of Object.keys(type.children)) delete row[name];
  const words = (type.search?.(record) ?? []).filter((word) => word !== null);
  row[foundBy] = lexemesOf(words.flatMap((word) => searchTokens(word)));
  return row;
}

function childRowsOf(record: AnyRecord, child: ChildList): object[] {
  return (record[child.name] as object[]).map((row, position) => ({
    ...row,
    record_id: record.id,
    position,
  }));
}

/** Reads records as they were saved, child lists included, and locks them in order of id. */
export function loadStatement(
  type: AnyRecordType,
  lock: 'for update' | 'for share' | '' = '',
): { name: string; text: string } {
  return {
    name: `load:${type.name}:${lock}`,
    text: `select ${recordJson(type, 't')} as record from ${type.name} t where t.id = any($1::uuid[]) order by t.id ${lock ? `${lock} of t` : ''}`,
  };
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

/** Fields that the register may filter or sort by: a masked field never. */
export function isOpenField(field: Field): boolean {
  return field.private !== true;
}
