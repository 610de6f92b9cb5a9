/** What happened while one was away: deeds of the last 24 hours, counted, and the records behind each count. */
import type { PoolClient } from 'pg';
import type { Action } from '#engine/record.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';

/** A sentence of more parts is not read. */
const saidMax = 6;
const openedMax = 200;

function dayBefore(now: string): string {
  return new Date(Date.parse(now) - 24 * 3_600_000).toISOString();
}

/** `client` reads as the actor. A count is of records, because its door lists records. */
export async function sinceYesterday(
  { book, clock }: Pick<Services, 'book' | 'clock'>,
  client: PoolClient,
  actor: Actor,
) {
  const at = dayBefore(clock());
  const { rows } = await client.query({
    name: 'since',
    text: `select record_type, action, count(distinct record_id)::int as n from record_version
      where recorded_at >= $1 and path >= $2 and path < $3 group by record_type, action order by n desc`,
    values: [at, actor.grant.path, `${actor.grant.path}~`],
  });
  const deeds = rows.flatMap((row) => {
    const type = book.findRecord(row.record_type);
    const action = type?.actions[row.action] as Action<unknown, string> | undefined;
    // What the engine does as a consequence is nobody's news.
    if (!type || !action || action.internal || !holdsLine(actor, type.line)) return [];
    const { label } = action;
    return [
      {
        record_type: type.name,
        action: row.action as string,
        label,
        of: type.plural,
        n: row.n as number,
      },
    ];
  });
  return { at, deeds: deeds.slice(0, saidMax) };
}

export type SinceRecord = {
  readonly type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  readonly unit: Text | undefined;
};

/** The records behind one count, newest first. Throws not-found for a type or an action that is not the actor's. */
export async function openSince(
  { book, clock }: Pick<Services, 'book' | 'clock'>,
  client: PoolClient,
  actor: Actor,
  asked: { readonly type: string; readonly action: string },
): Promise<{ at: string; label: Text; of: Text; total: number; records: SinceRecord[] }> {
  const type = book.findRecord(asked.type);
  const action = type?.actions[asked.action] as Action<unknown, string> | undefined;
  if (!type || !action || action.internal || !holdsLine(actor, type.line)) throw notFound();
  const at = dayBefore(clock());
  const { rows } = await client.query({
    name: 'since-opened',
    text: `select record_id, max(id) as last, count(*) over ()::int as total from record_version
      where recorded_at >= $1 and path >= $2 and path < $3 and record_type = $4 and action = $5
      group by record_id order by last desc limit ${openedMax}`,
    values: [at, actor.grant.path, `${actor.grant.path}~`, type.name, asked.action],
  });
  const ids = rows.map((row) => row.record_id as string);
  const titles = await titlesOf(client, type, ids);
  const units = await unitTexts(
    client,
    [...titles.values()].map((t) => t.unit_id),
  );
  const records = ids.flatMap((id) => {
    const found = titles.get(id);
    return found
      ? [
          {
            type: type.name,
            id,
            title: found.title,
            number: found.number,
            unit: units.get(found.unit_id)?.name,
          },
        ]
      : [];
  });
  return { at, label: action.label, of: type.plural, total: rows[0]?.total ?? 0, records };
}
