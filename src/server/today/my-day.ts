/**
 * 今日工作纪实: a draft of one's own work log, from one's own versions of a day. Words and counts only, so that the
 * text can be pasted anywhere; the records behind each line are its doors.
 */
import type { PoolClient } from 'pg';
import { shanghaiInstant } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import type { Action } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';

export type MyDayLine = {
  readonly said: Text;
  readonly count: number;
  readonly type: string;
  readonly action: string;
  readonly records: readonly { readonly type: string; readonly id: string; readonly title: Text }[];
};

/** A line shows so many of its records; its count is of all. */
const shownMax = 100;

/** In the order of the menu, each deed once with how many records it was done to. `client` reads as the actor. */
export async function myDay(
  services: Pick<Services, 'book'>,
  client: PoolClient,
  actor: Actor,
  day: Day,
): Promise<{ day: Day; lines: MyDayLine[] }> {
  const { book } = services;
  const { rows } = await client.query({
    name: 'my-day',
    text: `select record_type, action, count(distinct record_id)::int as n,
        (array_agg(distinct record_id))[1:${shownMax}] as records, min(id) as first
      from record_version where person_id = $1 and recorded_at >= $2 and recorded_at < $3
      group by record_type, action order by first`,
    values: [actor.person_id, shanghaiInstant(day, '00:00'), shanghaiInstant(day, '24:00')],
  });
  const types = book.records.filter((type) => holdsLine(actor, type.line));
  const lines = await Promise.all(
    types.flatMap((type) =>
      rows
        .filter((row) => row.record_type === type.name)
        .map(async (row): Promise<MyDayLine | null> => {
          const action = type.actions[row.action] as Action<unknown, string> | undefined;
          // What the engine does as a consequence is not one's own work.
          if (!action || action.internal) return null;
          const titles = await titlesOf(client, type, row.records as string[]);
          const n = row.n as number;
          return {
            said: {
              en: `${action.label.en}: ${n} ${(n === 1 ? type.label : type.plural).en.toLowerCase()}`,
              zh: `${action.label.zh}：${type.label.zh}${n}件`,
            },
            count: n,
            type: type.name,
            action: row.action as string,
            records: [...titles].map(([id, { title }]) => ({ type: type.name, id, title })),
          };
        }),
    ),
  );
  return { day, lines: lines.filter((line) => line !== null) };
}
