/** Which offices wrote nothing in a month: their zero may be no zero. */
import type { PoolClient } from 'pg';
import { addDays, lastOfMonth, shanghaiInstant } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { UnitText } from '../units/unit-text.ts';
import { unitTexts } from '../units/unit-text.ts';
import { sealedSince } from './in-sight.ts';

/** How many wrote nothing, and one page of them: a city may have hundreds of townships. */
export type Silent = {
  readonly offices: number;
  readonly silent_count: number;
  readonly silent: readonly UnitText[];
  /** Where the next page begins; null behind the last. */
  readonly next: number | null;
};

export const silentAtOnce = 40;

/**
 * A township stands for its judicial office; below a township it is its villages. Only those that have a book, which is
 * a record of any time, can be silent. `client` reads as the actor; `first` is the first day of the month.
 */
export async function silentUnits(
  client: PoolClient,
  unit: UnitText,
  first: Day,
  from = 0,
): Promise<Silent> {
  const kinds = unit.kind === 'township' ? ['village', 'community'] : ['township'];
  const { rows } = await client.query({
    name: 'silent-units',
    text: `select u.id, exists (select from record_version v
          where v.recorded_at >= $3 and v.recorded_at < $4 and v.path >= u.path and v.path < u.path || '~') as wrote
      from unit u where u.path >= $1 and u.path < $1 || '~' and u.kind = any($2) and u.id <> $5
        and exists (select from balance b where b.unit_id = u.id and b.guard < 2 and b.measure_id = any(
            select id from measure)
          group by b.measure_id, b.month having sum(b.subtree) <> ${sealedSince('b.measure_id', 'u.id', 'b.month')})
      order by u.code`,
    values: [
      unit.path,
      kinds,
      shanghaiInstant(first, '00:00'),
      shanghaiInstant(addDays(lastOfMonth(first), 1), '00:00'),
      unit.id,
    ],
  });
  const silent = rows.filter((row) => !row.wrote).map((row) => row.id as number);
  const page = silent.slice(from, from + silentAtOnce);
  const texts = await unitTexts(client, page);
  return {
    offices: rows.length,
    silent_count: silent.length,
    silent: page.map((id) => texts.get(id)!),
    next: from + silentAtOnce < silent.length ? from + silentAtOnce : null,
  };
}
