/**
 * What becomes of the records that a unit still has in hand when it ends. Nobody may be left
 * without a keeper, so each needs a decision; those handed over keep their past: the ledger's lines
 * stay, to the day and to the unit.
 */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { difference } from '#engine/measure.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecord, AnyRecordType, StateInfo } from '#engine/record.ts';
import type { productDeeds } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { recordJson } from '../records/save.ts';
import { guardedPostings } from '../records/writing/left-behind.ts';
import type { Reorganisation, TreeUnit } from './reorganisation.ts';

export type OpenRecords = { readonly type: string; readonly label: Text; readonly records: number };

/**
 * In hand: in a state of work or of waiting. The keeper is told by the path, which is what access
 * follows.
 */
export function openStates(type: AnyRecordType): string[] {
  const states = Object.entries(type.states) as [string, StateInfo][];
  return states
    .filter(([, { tone }]) => tone === 'working' || tone === 'waiting')
    .map(([name]) => name);
}

export async function openRecordsOf(
  client: Pick<PoolClient, 'query'>,
  book: Book,
  unit: Pick<TreeUnit, 'path'>,
): Promise<OpenRecords[]> {
  const found: OpenRecords[] = [];
  for (const type of book.records) {
    const { rows } = await client.query(
      `select count(*)::int as n from ${type.name} where path = $1 and state = any($2)`,
      [unit.path, openStates(type)],
    );
    if (rows[0].n > 0) found.push({ type: type.name, label: type.plural, records: rows[0].n });
  }
  return found;
}

/** The refusal that lists what has to be decided. */
export function undecided(unit: TreeUnit, open: readonly OpenRecords[]): Problem {
  const total = open.reduce((sum, { records }) => sum + records, 0);
  const detail = {
    en: `${unit.name} still has ${total} open records. Say which unit takes them over, or end them first.`,
    zh: `${unit.name}尚有${total}件未办结。请指定接收单位，或先行办结。`,
  };
  const issues = open.map(({ type, label, records }) => ({
    field: type,
    message: { en: `${label.en}: ${records} open`, zh: `${label.zh}：${records}件未办结` },
  }));
  return new Problem('wrong-state', detail, issues);
}

const batch = 1000;

/** Call after `settle`: nobody saves any more, and `from.path` and `to.path` are as they are now. */
export async function handOver(
  change: Reorganisation,
  from: TreeUnit,
  to: TreeUnit,
  reason: string,
): Promise<OpenRecords[]> {
  const handed: OpenRecords[] = [];
  for (const type of change.context.book.records) {
    let records = 0;
    for (;;) {
      const { rows } = await change.client.query(
        `select ${recordJson(type, 't')} as record from ${type.name} t where t.path = $1 and t.state = any($2)
          order by t.id limit ${batch} for update of t`,
        [from.path, openStates(type)],
      );
      if (rows.length === 0) break;
      await handOverBatch(
        change,
        type,
        rows.map((row) => row.record),
        to,
        reason,
      );
      records += rows.length;
    }
    if (records > 0) handed.push({ type: type.name, label: type.plural, records });
  }
  const before = change.undo.handed?.records ?? 0;
  const records = before + handed.reduce((sum, one) => sum + one.records, 0);
  if (records > 0) change.undo.handed = { write_id: change.write_id, records };
  return handed;
}

/**
 * Takes a hand-over back: every record goes to the unit that had it in hand before. Refused when
 * somebody has written in one of them since. Call after `settle`.
 */
export async function handBack(
  change: Reorganisation,
  handed: NonNullable<Reorganisation['undo']['handed']>,
  reason: string,
): Promise<void> {
  let records = 0;
  for (const type of change.context.book.records) {
    const { rows } = await change.client.query(
      `select ${recordJson(type, 't')} as record, substring(b.content->>'path' from '(\\d+)\\.$')::int as unit_id
        from record_version v join ${type.name} t on t.id = v.record_id and t.version = v.version
          join record_version b on b.record_id = v.record_id and b.version = v.version - 1
        where v.write_id = $1 order by t.id for update of t`,
      [handed.write_id],
    );
    const byUnit = Map.groupBy(rows, (row) => row.unit_id as number);
    for (const [unit_id, mine] of byUnit) {
      const to = await change.unit(unit_id);
      await handOverBatch(change, type, mine.map((row) => row.record), to, reason); // prettier-ignore
    }
    records += rows.length;
  }
  if (records === handed.records) return;
  const since = handed.records - records;
  throw new Problem('wrong-state', {
    en: `${since} of the records handed over have been worked on since. Move the units by a new change instead.`,
    zh: `移交的记录中有${since}件此后已有办理。请另行登记机构变更。`,
  });
}

async function handOverBatch(
  change: Reorganisation,
  type: AnyRecordType,
  records: AnyRecord[],
  to: TreeUnit,
  reason: string,
) {
  const { client, context } = change;
  if (!context.actor) throw new Error('Records can only be handed over by a person');
  const after = records.map((record) => handedOver(type, record, to, context.now));
  const ids = after.map((record) => record.id);
  await client.query(
    `update ${type.name} t
      set unit_id = r.unit_id, path = r.path, version = r.version, updated_at = r.updated_at
      from jsonb_to_recordset($1::jsonb)
        as r(id uuid, unit_id int, path text, version int, updated_at timestamptz)
      where t.id = r.id`,
    [JSON.stringify(after)],
  );
  await client.query(
    `update duty d set unit_id = t.unit_id, path = t.path from ${type.name} t where t.id = d.record_id and d.record_id = any($1::uuid[])`,
    [ids],
  );
  await client.query('update attachment set path = $2 where record_id = any($1::uuid[])', [
    ids,
    to.path,
  ]);
  // Whoever takes a record over sees whom it is about.
  await client.query('update about set path = $2 where record_id = any($1::uuid[])', [
    ids,
    to.path,
  ]);
  // Who takes a case over reads its history too.
  await client.query('select hand_over_versions($1::uuid[], $2)', [ids, to.path]);
  const { person_id, grant } = context.actor;
  const versions = after.map((record, i) => ({
    record_id: record.id,
    version: record.version,
    record_type: type.name,
    action: handOverAction,
    state: record.state,
    reason,
    write_id: change.write_id,
    person_id,
    grant_role: grant.role,
    path: record.path,
    guard: record.guard,
    keeper_id: record.keeper_id,
    created_by: record.created_by,
    changed: record.unit_id === records[i]!.unit_id ? ['path'] : ['unit_id', 'path'],
    content: record,
  }));
  const columns =
    'record_id, version, record_type, action, state, reason, write_id, person_id, grant_role, path, guard, keeper_id, created_by, changed, content';
  await client.query(
    `insert into record_version (${columns}) select ${columns} from jsonb_populate_recordset(null::record_version, $1::jsonb)`,
    [JSON.stringify(versions)],
  );
}

/** What the history calls it: no action of any definition, because no one record's keeper did it. */
export const handOverAction: keyof typeof productDeeds = 'reorganisation';

/**
 * A record goes to its new keeper. Where a definition still counts by the keeping unit, the record
 * stays counted where it was: then only its path changes, or the next write would turn the past
 * round.
 */
function handedOver(type: AnyRecordType, record: AnyRecord, to: TreeUnit, now: string): AnyRecord {
  const moved: AnyRecord = {
    ...record,
    unit_id: to.id,
    path: to.path,
    version: record.version + 1,
    updated_at: now,
  };
  const counts = difference(
    guardedPostings({ type, now: moved }),
    guardedPostings({ type, now: record }),
  );
  return counts.length === 0 ? moved : { ...moved, unit_id: record.unit_id };
}

/** Empty the hands of a unit that ends: to `to` when there is one, else only if it has nothing in hand. */
export async function decideOpenRecords(
  change: Reorganisation,
  from: TreeUnit,
  to: TreeUnit | null,
  reason: string,
): Promise<OpenRecords[]> {
  if (to) return handOver(change, from, to, reason);
  const open = await openRecordsOf(change.client, change.context.book, from);
  if (open.length > 0) throw undecided(from, open);
  return [];
}
