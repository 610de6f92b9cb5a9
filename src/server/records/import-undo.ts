/**
 * Undoing an import: correcting writes that take exactly its records out of every count and register. What somebody
 * has worked on since stays, and is named with the reason.
 */
import type { PoolClient } from 'pg';
import type { Field } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { guardCeiling, guards, holdsLine, mayOpen, withinTerritory } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { undoImport, undone } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { childTable } from '../database/tables.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { derivedId } from './import.ts';
import { titleOf } from './read.ts';
import { loadRecords } from './save.ts';
import { writeRecords } from './write.ts';
import type { Write } from './write.ts';

export type Stays = {
  readonly row: number;
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
};
export type UndoAnswer = { readonly taken_back: number; readonly stay: readonly Stays[] };

export type ListedImport = {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly file_name: string | null;
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly finished: boolean;
  readonly undone_at: string | null;
  readonly may_undo: boolean;
};

type ImportRecord = {
  readonly id: string;
  readonly record_type: string;
  readonly person_id: string;
  readonly path: string;
};
type Kept = { readonly row: number; readonly record_id: string; readonly version: number | null };

/** The latest twenty of the territory. */
export async function listImports(
  services: Services,
  actor: Actor,
  type: AnyRecordType,
): Promise<ListedImport[]> {
  const { rows } = await readAs(services, actor, (client) =>
    client.query(
      `select i.*, a.name as person from import i join account a on a.id = i.person_id
        where i.record_type = $1 and ($2::uuid is null or i.person_id = $2) order by i.started_at desc limit 20`,
      [type.name, isPrivate(actor, type) ? actor.person_id : null],
    ),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.started_at,
    person: row.person,
    file_name: row.file_name,
    rows: row.rows,
    good: row.good,
    bad: row.bad,
    finished: row.finished_at !== null,
    undone_at: row.undone_at,
    may_undo: row.undone_at === null && mayUndo(actor, row),
  }));
}

/** A file may have brought in what is sealed, and how many rows it had would tell: then it is its bringer's alone. */
function isPrivate(actor: Actor, type: AnyRecordType): boolean {
  return type.sealed !== undefined && guardCeiling(actor) < guards.sealed;
}

/** Whoever brought it in, and who supervises them. */
function mayUndo(actor: Actor, { person_id, path }: ImportRecord): boolean {
  if (!withinTerritory(actor, path)) return false;
  return actor.person_id === person_id || ['director', 'county'].includes(actor.grant.role);
}

export async function undoOne(
  services: Services,
  actor: Actor,
  id: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<UndoAnswer> {
  const found = await findImport(services, actor, id);
  const type = services.book.record(found.record_type);
  const { rows } = await services.writer.query(
    'select row, record_id, version from import_row where import_id = $1 order by row',
    [id],
  );
  const stay: Stays[] = [];
  let taken_back = 0;
  for (let at = 0; at < rows.length; at += 500) {
    progress(at, rows.length);
    taken_back += await undoBatch(services, actor, type, id, rows.slice(at, at + 500), stay);
  }
  await services.writer.query('update import set undone_at = now(), undone_by = $2 where id = $1', [
    id,
    actor.person_id,
  ]);
  await logAccess(services.owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'import_undone',
    record_type: type.name,
    detail: { import: id, taken_back, stay: stay.length },
  });
  return { taken_back, stay };
}

/** One line of a sitting in book mode, taken back as soon as it was seen to be wrong. */
export async function undoRow(
  services: Services,
  actor: Actor,
  id: string,
  row: number,
): Promise<UndoAnswer> {
  const found = await findImport(services, actor, id);
  const type = services.book.record(found.record_type);
  const { rows } = await services.writer.query(
    'select row, record_id, version from import_row where import_id = $1 and row = $2',
    [id, row],
  );
  if (rows.length === 0) throw notFound();
  const stay: Stays[] = [];
  const taken_back = await undoBatch(services, actor, type, id, rows, stay);
  await services.writer.query('update import set good = greatest(0, good - $2) where id = $1', [
    id,
    taken_back,
  ]);
  return { taken_back, stay };
}

async function findImport(services: Services, actor: Actor, id: string): Promise<ImportRecord> {
  const { rows } = await readAs(services, actor, (client) =>
    client.query('select * from import where id = $1', [id]),
  );
  const found = rows[0] as (ImportRecord & { undone_at: string | null }) | undefined;
  const type = found && services.book.findRecord(found.record_type);
  if (!found || !type || !holdsLine(actor, type.line)) throw notFound();
  if (isPrivate(actor, type) && found.person_id !== actor.person_id) throw notFound();
  if (!mayUndo(actor, found))
    throw new Problem('not-allowed', {
      en: 'Only whoever brought this in, a director or the county can undo it. Ask one of them.',
      zh: '只有导入人、所长或县（区）局可以撤销本次导入，请由其办理。',
    });
  if (found.undone_at)
    throw new Problem('wrong-state', {
      en: 'This import is undone already.',
      zh: '本次导入已经撤销。',
    });
  return found;
}

async function undoBatch(
  services: Services,
  actor: Actor,
  type: AnyRecordType,
  import_id: string,
  batch: readonly Kept[],
  stay: Stays[],
): Promise<number> {
  const { records, used } = await inWriter(services, async (client) => {
    const ids = batch.map((row) => row.record_id);
    const loaded = await loadRecords(client, type, ids);
    return {
      records: new Map(loaded.map((record) => [record.id, record])),
      used: await usedSince(client, services, type, ids),
    };
  });
  const writes: Write[] = [];
  for (const { row, record_id, version } of batch) {
    const record = records.get(record_id);
    // Sealed since, it is not there for whoever may not open it, and stays as it is.
    if (!record || record.state === undone) continue;
    if (record.guard === guards.sealed && !mayOpen(actor, type.line, record)) continue;
    // A run that was cut off between writing and noting the version left the record's own deeds behind and no others.
    const changed = version !== null && record.version !== version;
    const why = changed ? changedSince : used.get(record_id);
    if (why) stay.push({ row, id: record_id, title: titleOf(type, record).title, why });
    else
      writes.push({
        write_id: derivedId(import_id, 'undo', row, record.version),
        type: type.name,
        id: record_id,
        expected_version: record.version,
        deeds: [{ action: undoImport, fields: {}, reason: '撤销导入' }],
      });
  }
  return takeBack(services, actor, type, batch, records, writes, stay);
}

/** All together; when somebody changes one of them in this very moment, one by one. */
async function takeBack(
  services: Services,
  actor: Actor,
  type: AnyRecordType,
  batch: readonly Kept[],
  records: ReadonlyMap<string, AnyRecord>,
  writes: readonly Write[],
  stay: Stays[],
): Promise<number> {
  const context = { ...writeContext(services, actor), actor: { ...actor, engine: true } };
  try {
    return (await writeRecords(context, writes)).length;
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'stale') throw error;
    if (writes.length > 1) {
      let done = 0;
      for (const write of writes)
        done += await takeBack(services, actor, type, batch, records, [write], stay);
      return done;
    }
    const { id } = writes[0]!;
    const row = batch.find((one) => one.record_id === id)!.row;
    stay.push({ row, id, title: titleOf(type, records.get(id)!).title, why: changedSince });
    return 0;
  }
}

const changedSince: Text = {
  en: 'Somebody has worked on it since.',
  zh: '导入后已有人办理或修改。',
};

/** Other records point at it, or something was attached to it. */
async function usedSince(
  client: PoolClient,
  { book }: Services,
  type: AnyRecordType,
  ids: readonly string[],
): Promise<Map<string, Text>> {
  const used = new Map<string, Text>();
  const note = (rows: readonly { id: string }[], why: Text) => {
    for (const { id } of rows) used.set(id, why);
  };
  const attached = await client.query(
    'select distinct record_id as id from attachment where record_id = any($1::uuid[]) and removed_at is null',
    [ids],
  );
  note(attached.rows, { en: 'Something is attached to it.', zh: '已上传附件。' });
  for (const other of book.records) {
    const why: Text = {
      en: `A record of “${other.plural.en}” refers to it.`,
      zh: `“${other.plural.zh}”中有记录引用它。`,
    };
    for (const name of linksTo(other.fields, type)) {
      const { rows } = await client.query(
        `select distinct ${name} as id from ${other.name} where ${name} = any($1::uuid[]) and state <> '${undone}'`,
        [ids],
      );
      note(rows, why);
    }
    for (const list of Object.values(other.children) as ChildList[]) {
      for (const name of linksTo(list.fields, type)) {
        const { rows } = await client.query(
          `select distinct c.${name} as id from ${childTable(other, list)} c join ${other.name} t on t.id = c.record_id
            where c.${name} = any($1::uuid[]) and t.state <> '${undone}'`,
          [ids],
        );
        note(rows, why);
      }
    }
  }
  return used;
}

function linksTo(fields: object, type: AnyRecordType): string[] {
  return (Object.entries(fields) as [string, Field][])
    .filter(([, field]) => field.kind === 'link' && field.to === type.name)
    .map(([name]) => name);
}

async function inWriter<T>(
  { writer }: Services,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await writer.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
