/** How many sealed records stand in a figure: it decides whether they may be counted there at all. */
import type { PoolClient } from 'pg';
import type { Boundary } from '../figures/boundary.ts';
import type { LedgerNames } from '../ledger/names.ts';
import type { EditionFigure } from './edition.ts';
import { sidesOf } from './edition-lines.ts';

type Wanted = Pick<EditionFigure, 'unit_id' | 'from' | 'to' | 'definition'>;

/** In the order of the figures; both sides of a rate together. */
export async function sealedRecords(
  client: PoolClient,
  names: LedgerNames,
  figures: readonly Wanted[],
  members: string,
  boundary: Boundary,
): Promise<number[]> {
  const sides = figures.flatMap((figure, i) =>
    sidesOf(names, { ...figure, members }, boundary.last_day).map((side) => ({ ...side, i })),
  );
  const { rows } = await client.query({
    name: 'sealed-records',
    text: `with side as materialized (select * from jsonb_to_recordset($1::jsonb)
        as s(i int, measure_id smallint, facet_sets int[], "from" date, "to" date, members int4multirange))
      select s.i, count(distinct l.record_id)::int as n from side s join ledger_line l
        on l.measure_id = s.measure_id and l.day between s."from" and s."to" and l.guard > 0 and l.guard = 2 and l.id <= $2
          and l.unit_id <@ s.members and (s.facet_sets is null or l.facet_set_id = any(s.facet_sets))
      group by s.i`,
    values: [JSON.stringify(sides), boundary.last_line],
  });
  const found = new Map(rows.map((row) => [row.i as number, row.n as number]));
  return figures.map((_, i) => found.get(i) ?? 0);
}
