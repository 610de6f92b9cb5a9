/**
 * Two entries for one person become one: both are kept, what was about the one is about the other; it can be undone.
 * The engine leads the links over, wherever those records are kept; whoever merges learns nothing of them.
 */
import type { PoolClient } from 'pg';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { relink } from '#engine/record.ts';
import type { AnyRecord } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { derivedId } from '../records/import.ts';
import { getRecord } from '../records/read.ts';
import { writeRecords, writesMax } from '../records/write.ts';
import type { Write } from '../records/write.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';

type Led = { readonly type: string; readonly id: string; readonly field: string };
type Merger = {
  readonly id: string;
  readonly person_id: string;
  readonly into_id: string;
  readonly records: readonly Led[];
  readonly undone_at: string | null;
};

/** `id` comes from the client: the same wish again goes on where it stopped. */
export async function mergePersons(
  services: Services,
  actor: Actor,
  wish: {
    readonly id: string;
    readonly person_id: string;
    readonly into_id: string;
    readonly ground: string;
    readonly expected_version: number;
  },
): Promise<void> {
  const { id, person_id, into_id, ground } = wish;
  const known = await findMerger(services, id);
  if (known && (known.person_id !== person_id || known.into_id !== into_id)) throw notFound();
  const [from, into] = await readBoth(services, actor, person_id, into_id);
  if (!known) {
    refuseUnlessRegistered(from, into);
    if (from.version !== wish.expected_version) throw changedMeanwhile();
  }
  const records = known?.records ?? (await recordsAbout(services, person_id));
  if (!known)
    await services.writer.query(
      `insert into person_merger (id, person_id, into_id, by_person, at, records) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing`,
      [id, person_id, into_id, actor.person_id, services.clock(), JSON.stringify(records)],
    );
  const merge: Write = {
    write_id: derivedId(id, 'merge'),
    type: 'person',
    id: person_id,
    ...(known ? {} : { expected_version: wish.expected_version }),
    deeds: [{ action: 'merge', fields: { merged_into_id: into_id, merge_ground: ground } }],
  };
  const links = records.map((one) => leadTo(one, into_id, derivedId(id, `${one.id}/${one.field}`)));
  await writeAsEngine(services, actor, from.state === 'merged' ? links : [merge, ...links]);
  await log(services, actor, 'persons_merged', person_id, into_id);
}

/** Leads back what was led over and still points there. */
export async function undoMerger(
  services: Services,
  actor: Actor,
  person_id: string,
  reason: string,
): Promise<void> {
  const from = await readAs(services, actor, (client) =>
    getRecord(client, services.book.record('person'), person_id),
  );
  const { rows } = await services.writer.query(
    `select id, person_id, into_id, records, undone_at from person_merger
      where person_id = $1 and undone_at is null order by at desc limit 1`,
    [person_id],
  );
  const merger = rows[0] as Merger | undefined;
  if (!merger || from.state !== 'merged') throw notMerged();
  const still = await stillAbout(services, merger);
  const back = still.map((one) =>
    leadTo(one, person_id, derivedId(merger.id, `back/${one.id}/${one.field}`)),
  );
  const undo: Write = {
    write_id: derivedId(merger.id, 'undo'),
    type: 'person',
    id: person_id,
    deeds: [{ action: 'unmerge', fields: {}, reason }],
  };
  await writeAsEngine(services, actor, [undo, ...back]);
  await services.writer.query(
    'update person_merger set undone_at = $2, undone_by = $3 where id = $1',
    [merger.id, services.clock(), actor.person_id],
  );
  await log(services, actor, 'merger_undone', person_id, merger.into_id);
}

async function readBoth(
  services: Services,
  actor: Actor,
  person_id: string,
  into_id: string,
): Promise<[AnyRecord, AnyRecord]> {
  const type = services.book.record('person');
  return readAs(services, actor, async (client: PoolClient) => [
    await getRecord(client, type, person_id),
    await getRecord(client, type, into_id),
  ]);
}

async function recordsAbout(services: Services, person_id: string): Promise<Led[]> {
  const { rows } = await services.writer.query(
    'select record_type as type, record_id as id, field from about where identity_id = $1 order by record_id, field',
    [person_id],
  );
  return rows;
}

async function stillAbout(services: Services, merger: Merger): Promise<Led[]> {
  const led = new Set(merger.records.map((one) => `${one.id}/${one.field}`));
  const now = await recordsAbout(services, merger.into_id);
  return now.filter((one) => led.has(`${one.id}/${one.field}`));
}

function leadTo(one: Led, person_id: string, write_id: string): Write {
  const fields = { [one.field]: person_id };
  return { write_id, type: one.type, id: one.id, deeds: [{ action: relink, fields }] };
}

/** All or none, as long as one transaction takes it. */
async function writeAsEngine(
  services: Services,
  actor: Actor,
  writes: readonly Write[],
): Promise<void> {
  const context = writeContext(services, { ...actor, engine: true });
  for (let at = 0; at < writes.length; at += writesMax)
    await writeRecords(context, writes.slice(at, at + writesMax));
}

async function findMerger(services: Services, id: string): Promise<Merger | null> {
  const { rows } = await services.writer.query(
    'select id, person_id, into_id, records, undone_at from person_merger where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

async function log(
  { owner }: Services,
  actor: Actor,
  deed: 'persons_merged' | 'merger_undone',
  person_id: string,
  into_id: string,
): Promise<void> {
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed,
    record_type: 'person',
    record_id: person_id,
    detail: { into: into_id },
  });
}

function refuseUnlessRegistered(from: AnyRecord, into: AnyRecord): void {
  if (from.id === into.id)
    throw new Problem('invalid', {
      en: 'A person cannot be merged into the same entry. Choose the other one.',
      zh: '不能并入自身，请选择另一条人员信息。',
    });
  if (from.state === 'registered' && into.state === 'registered') return;
  throw new Problem('wrong-state', {
    en: 'Only two registered entries can be merged. Undo the earlier merger first.',
    zh: '只有两条“已登记”的人员信息才能合并，请先撤销此前的合并。',
  });
}

function changedMeanwhile(): Problem {
  return new Problem('stale', {
    en: 'Somebody has changed this person since you opened the page. Look again, then merge.',
    zh: '您打开之后，他人已修改该人员信息，请重新核对后再合并。',
  });
}

function notMerged(): Problem {
  return new Problem('wrong-state', {
    en: 'This entry is not merged into another one.',
    zh: '该人员信息没有并入他人。',
  });
}
