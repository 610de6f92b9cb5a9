/** Counts of distinct subjects: those whose lines sum above zero. It reads lines, so its periods are kept short. */
import type { PoolClient } from 'pg';
import { guardBelow } from './boundary.ts';
import type { Boundary } from './boundary.ts';
import { inSight } from './in-sight.ts';
import type { Cell } from './sum.ts';

/** `where`: a unit with all below it as the tree is now, or the units of another date, listed one by one. */
export async function countDistinct(
  client: Pick<PoolClient, 'query'>,
  cell: Cell,
  where: number | readonly number[],
  boundary: Boundary,
): Promise<number> {
  const listed = typeof where !== 'number';
  const { rows } = await client.query({
    name: listed ? 'count-distinct-members' : 'count-distinct',
    text: `select count(*)::int as n from (
        select l.subject from ledger_line l
        where l.measure_id = $1 and ${listed ? 'l.unit_id = any($2::int[])' : underUnit} and l.day between $3 and $4
          and ($5::int[] is null or l.facet_set_id = any($5)) and ($6::bigint is null or l.id <= $6)
          and ${inSight('l', '$7')} and l.subject is not null
        group by l.subject having sum(l.amount) > 0) s`,
    values: [
      cell.measure_id,
      where,
      cell.from ?? '1900-01-01',
      cell.to < boundary.last_day ? cell.to : boundary.last_day,
      cell.facet_sets,
      boundary.last_line,
      guardBelow(boundary),
    ],
  });
  return rows[0].n;
}

const underUnit = `l.unit_id in (select u.id from unit u join unit top on top.id = $2
          where u.path >= top.path and u.path < top.path || '~')`;
