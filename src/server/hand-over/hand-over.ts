/**
 * Handing a post over: every open record that one person keeps goes to another, through the write
 * path, so that each has a version that says so; a sheet keeps what was open that day, for both to
 * sign. Whoever did it can take it back on the same day.
 */
import { createHash } from 'node:crypto';
import { handOver as handOverAction } from '#engine/beyond-actions.ts';
import { dayInShanghai } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { writeRecords } from '../records/write.ts';
import type { Write } from '../records/write.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { openDutiesOf, openRecordsKept } from './open-duties.ts';
import type { HandedRecord, OpenDuty, Post } from './open-duties.ts';
import { successorsOf } from './posts.ts';

export type HandOver = {
  readonly id: string;
  readonly from_person: string;
  readonly to_person: string;
  readonly by_person: string;
  readonly unit_id: number;
  readonly path: string;
  readonly day: string;
  readonly note: string | null;
  readonly records: readonly HandedRecord[];
  readonly duties: readonly OpenDuty[];
  readonly taken_back_at: string | null;
};

export type Wish = {
  /** Made by the client: the same wish again is done once. */
  readonly id: string;
  readonly to: string;
  readonly note?: string | undefined;
};

export async function handPostOver(
  services: Services,
  actor: Actor,
  post: Post,
  { id, to, note }: Wish,
): Promise<HandOver> {
  const { owner, book } = services;
  const day = dayInShanghai(services.clock());
  const successors = await successorsOf(owner, post, day);
  if (!successors.some((one) => one.id === to)) throw noSuccessor();
  const [records, duties] = await readAs(services, actor, async (client) => [
    await openRecordsKept(client, book, post),
    await openDutiesOf(client, post),
  ]);
  const { rowCount } = await owner.query(
    `insert into hand_over (id, from_person, to_person, by_person, unit_id, path, day, note, records, duties)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      id,
      post.person.id,
      to,
      actor.person_id,
      post.unit_id,
      post.path,
      day,
      note?.trim() || null,
      JSON.stringify(records),
      JSON.stringify(duties),
    ],
  );
  const kept = await getHandOver(services, id);
  if (kept.by_person !== actor.person_id || kept.to_person !== to) throw notFound();
  // The row comes first: when the line breaks in between, the same wish again goes on where it stopped.
  const reason = note?.trim() ? `工作移交：${note.trim()}` : '工作移交';
  await giveTo(services, actor, id, reason, kept.records, () => to);
  if (rowCount === 1) {
    await log(services, actor, 'post_handed_over', kept);
  }
  return kept;
}

/** On the same day, by whoever did it. A record that has another keeper by now stays with that one. */
export async function takeHandOverBack(
  services: Services,
  actor: Actor,
  id: string,
): Promise<{ back: number; stayed: number }> {
  const done = await getHandOver(services, id);
  if (![done.by_person, done.from_person].includes(actor.person_id)) throw notFound();
  if (done.taken_back_at !== null) return { back: 0, stayed: 0 };
  if (done.day !== dayInShanghai(services.clock())) throw tooLate();
  const mine = await stillKept(services, done);
  const records = done.records.filter((record) => mine.has(record.id));
  const was = new Map(records.map((record) => [record.id, record.was]));
  await giveTo(services, actor, `${id}:back`, '撤回工作移交', records, (record_id) =>
    was.get(record_id) ?? null,
  ); // prettier-ignore
  await services.owner.query('update hand_over set taken_back_at = $2 where id = $1', [
    id,
    services.clock(),
  ]);
  await log(services, actor, 'hand_over_taken_back', done);
  return { back: records.length, stayed: done.records.length - records.length };
}

export async function getHandOver({ owner }: Services, id: string): Promise<HandOver> {
  const { rows } = await owner.query('select * from hand_over where id = $1', [id]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Fewer than one transaction takes, so that a large book does not hold others up. */
const batch = 200;

async function giveTo(
  services: Services,
  actor: Actor,
  cause: string,
  reason: string,
  records: readonly HandedRecord[],
  keeper: (record_id: string) => string | null,
): Promise<void> {
  const context = writeContext(services, { ...actor, engine: true });
  const writes = records.map((record): Write => {
    const fields = { keeper_id: keeper(record.id) };
    return {
      write_id: idFrom(`${cause}:${record.id}`),
      type: record.type,
      id: record.id,
      deeds: [{ action: handOverAction, fields, reason }],
    };
  });
  for (let at = 0; at < writes.length; at += batch) {
    await writeRecords(context, writes.slice(at, at + batch));
  }
}

async function stillKept(services: Services, done: HandOver): Promise<Set<string>> {
  const kept = new Set<string>();
  for (const [type, records] of Map.groupBy(done.records, (record) => record.type)) {
    const { rows } = await services.owner.query(
      `select id from ${services.book.record(type).name} where id = any($1::uuid[]) and keeper_id = $2`,
      [records.map((record) => record.id), done.to_person],
    );
    for (const row of rows) kept.add(row.id);
  }
  return kept;
}

async function log(
  { owner }: Services,
  actor: Actor,
  deed: 'post_handed_over' | 'hand_over_taken_back',
  done: HandOver,
): Promise<void> {
  const detail = {
    hand_over: done.id,
    from: done.from_person,
    to: done.to_person,
    records: done.records.length,
    duties: done.duties.length,
  };
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed,
    detail,
  });
}

/** The same cause gives the same id, so that what is sent twice is written once. */
function idFrom(cause: string): string {
  const hex = createHash('sha256').update(cause).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function noSuccessor(): Problem {
  const message = {
    en: 'Choose somebody who holds a post in the same unit or the office above it, or will. The security administrator gives posts.',
    zh: '请选择在本单位或上一级单位有岗位（或即将到岗）的人员；岗位由安全保密管理员授予。',
  };
  return new Problem('invalid', message, [{ field: 'to', message }]);
}

function tooLate(): Problem {
  return new Problem('wrong-state', {
    en: 'A hand-over can be taken back on its own day only. Let the successor hand the post over to you.',
    zh: '工作移交仅当日可以撤回；此后请由接收人办理移交。',
  });
}
