/** Counts of distinct subjects: those whose lines sum above zero. It reads lines, so its periods are kept short. */
import type { PoolClient } from 'pg';
import type { Boundary } from './boundary.ts';
import type { Cell } from './sum.ts';

export async function countDistinct(
  client: Pick<PoolClient, 'query'>,
  cell: Cell,
  unitId: number,
  boundary: Boundary,
): Promise<number> {
  const { rows } = await client.query({
    name: 'count-distinct',
    text: `select count(*)::int as n from (
        select l.subject from ledger_line l join unit u on u.id = l.unit_id join unit top on top.id = $2
        where l.measure_id = $1 and u.path >= top.path and u.path < top.path || '~' and l.day between $3 and $4
          and ($5::int[] is null or l.facet_set_id = any($5)) and ($6::bigint is null or l.id <= $6)
          and l.guard < 2 and l.subject is not null
        group by l.subject having sum(l.amount) > 0) s`,
    values: [
      cell.measure_id,
      unitId,
      cell.from ?? '1900-01-01',
      cell.to < boundary.last_day ? cell.to : boundary.last_day,
      cell.facet_sets,
      boundary.last_line,
    ],
  });
  return rows[0].n;
}
